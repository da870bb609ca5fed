import type { Person, UserId } from '../people/people.ts'

/** A team hands its leads over in one channel; its AEs take turns in the order given here. */
export type Team = {
  id: string
  name: string
  channel: string
  /** Where its stuck leads are posted, when not in the workspace's channel for them. */
  stuckChannel?: string | undefined
  sdrs: UserId[]
  aes: UserId[]
  managers: UserId[]
  admins: UserId[]
  /** Of all these, whose accounts are gone. */
  gone?: readonly UserId[]
}

/** The team's managers; when there are none left, the workspace's admins, so that somebody can always decide. */
export function managersOf({ managers, gone = [], admins }: Team): UserId[] {
  const here = managers.filter((id) => !gone.includes(id))
  return here.length > 0 ? here : admins
}

/** Who can mend what the bot cannot: admins first, then managers. */
export const fixersOf = (teams: readonly Team[]): UserId[] => [
  ...new Set([...teams.flatMap(({ admins }) => admins), ...teams.flatMap(managersOf)]),
]

export type CannotTakePart = { why: Exclude<Person['kind'], 'member'> | 'not_an_sdr' }

/** Full members may hand off; with a list of SDRs, only those. */
export function mayHandOff(person: Person, team: Team): CannotTakePart | undefined {
  if (person.kind !== 'member') return { why: person.kind }
  const listed = team.sdrs.length === 0 || team.sdrs.includes(person.id)
  return listed ? undefined : { why: 'not_an_sdr' }
}

import type { Calendar } from './calendar.ts'
import type { HandoverForm } from './handoff.ts'

/** A Slack user id, `U…` or `W…`. */
export type UserId = string

/** What Slack says of a person, and what they prefer. `kind` decides whether they may take part at all. */
export type Person = {
  id: UserId
  name: string
  kind: 'member' | 'guest' | 'external' | 'bot' | 'deactivated'
  zone: string
  seenAt: Date
  wantsDms: boolean
  /** An owner or admin of the Slack workspace. */
  isAdmin: boolean
  /** How they like to take a lead over, once they said. */
  handoverForm?: HandoverForm | undefined
  /** Takes no turns in the rotation. */
  sitsOut?: boolean | undefined
  holidayList?: string | undefined
  calendar: Calendar
}

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
  /** Whose turn it was last; nobody's before the first handoff. */
  lastTurn?: UserId | undefined
  /** Who was given a turn back and has not used it, whoever waits longest first. */
  owed?: UserId[] | undefined
  /** How many lines its ledger of turns has. */
  turns?: number | undefined
}

/** A turn is taken in its order, given back for a lead that was never theirs to work, and then used before others. */
export type TurnKind = 'taken' | 'given_back' | 'used_back'

export type CannotTakePart = { why: Exclude<Person['kind'], 'member'> | 'not_an_sdr' }

/** Full members may hand off; with a list of SDRs, only those. */
export function mayHandOff(person: Person, team: Team): CannotTakePart | undefined {
  if (person.kind !== 'member') return { why: person.kind }
  const listed = team.sdrs.length === 0 || team.sdrs.includes(person.id)
  return listed ? undefined : { why: 'not_an_sdr' }
}

/**
 * The next AE of a rotation: whoever was given a turn back, else the one after whoever had the last turn, without the
 * people who cannot take it.
 * Nobody when no AE is left.
 */
export function nextInRotation(team: Team, cannot: ReadonlySet<UserId>): UserId | undefined {
  const owed = team.owed?.find((ae) => team.aes.includes(ae) && !cannot.has(ae))
  if (owed) return owed
  const start = team.lastTurn ? team.aes.indexOf(team.lastTurn) + 1 : 0
  const order = [...team.aes.slice(start), ...team.aes.slice(0, start)]
  return order.find((ae) => !cannot.has(ae))
}

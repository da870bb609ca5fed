import type { Bot } from '../../bot.ts'
import { type Absence, leaveOn } from '../../domain/people/leave.ts'
import type { HandoverForm, Person, UserId } from '../../domain/people/people.ts'
import { nextInRotation, type Turn, turnOf } from '../../domain/teams/rotation.ts'
import type { Team } from '../../domain/teams/team.ts'
import { type Calendar, localDate, officeHours } from '../../domain/time/calendar.ts'
import { leaveNow, leavesOf } from '../../store/people/leave.ts'
import { findPeople } from '../../store/people/people.ts'
import { rotationOf } from '../../store/teams/rotation.ts'
import { cannotBeAeWords } from '../../views/people/cannot_take_part.ts'

export type ChosenAe = {
  ae: UserId
  calendar: Calendar
  /** Slack did not say in time who this is. */
  unchecked: boolean
  /** Set when the rotation chose: written into its ledger in the same commit. */
  turn?: Turn | undefined
  /** Away today, and who stands in. */
  away?: Absence | undefined
  prefers?: HandoverForm | undefined
}

/**
 * The picked AE, or the next in the rotation but for those in `not`, and those who are away or sit it out; in words why
 * there is none. `zone` is used until theirs is known.
 */
export async function chooseAe(
  bot: Bot,
  team: Team,
  not: readonly UserId[],
  picked: UserId | undefined,
  zone: string,
): Promise<ChosenAe | { nobody: string }> {
  if (picked) {
    const person = await bot.people.find(picked)
    if (person && person.kind !== 'member') return { nobody: cannotBeAeWords(person.name, person.kind) }
    const away = person && (await leaveNow(bot.db, bot.workspace, person, bot.clock.now()))
    return { ...chosenFrom(picked, person, zone), away }
  }
  const rotation = await rotationOf(bot.db, team)
  const cannot = new Set([...not, ...(await outOfRotation(bot, team.aes))])
  for (;;) {
    const ae = nextInRotation(rotation, cannot)
    if (!ae) return { nobody: 'Nobody is in the rotation right now. Pick an account executive.' }
    const person = await bot.people.find(ae)
    if (!person || person.kind === 'member')
      return { ...chosenFrom(ae, person, zone), turn: turnOf(rotation, ae) }
    cannot.add(ae)
  }
}

/** Of these AEs, as far as they are known: who has left, sits it out, or is away today. */
async function outOfRotation({ db, workspace, clock }: Bot, aes: readonly UserId[]): Promise<UserId[]> {
  const now = clock.now()
  const known = await findPeople(db, workspace, aes)
  const leaves = await leavesOf(db, workspace, aes, now)
  const isAway = ({ id, calendar }: Person) =>
    leaveOn(leaves(id), localDate(now, calendar.zone)) !== undefined
  return known.filter((one) => one.kind !== 'member' || one.sitsOut || isAway(one)).map(({ id }) => id)
}

function chosenFrom(ae: UserId, person: Person | undefined, zone: string): ChosenAe {
  return {
    ae,
    calendar: person?.calendar ?? officeHours(zone),
    unchecked: !person,
    prefers: person?.handoverForm,
  }
}

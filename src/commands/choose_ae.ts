import type { Bot } from '../bot.ts'
import { type Calendar, localDate, officeHours } from '../domain/calendar.ts'
import type { HandoverForm } from '../domain/handoff.ts'
import { nextInRotation, type Person, type Team, type UserId } from '../domain/people.ts'
import { absenceOf } from '../store/calendars.ts'
import { findPeople } from '../store/people.ts'
import { cannotBeAeWords } from '../views/refusals.ts'

export type ChosenAe = {
  ae: UserId
  calendar: Calendar
  /** Slack did not say in time who this is. */
  unchecked: boolean
  /** Set when the rotation chose: the turn is taken in the same commit. */
  turnOf?: UserId | undefined
  /** The turn is one that they were given back. */
  isOwed?: boolean | undefined
  /** Away today, and who stands in. */
  away?: { cover: UserId | undefined } | undefined
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
    return { ...factsOf(picked, person, zone), away: person && (await awayToday(bot, person)) }
  }
  const known = await findPeople(bot.db, bot.workspace, team.aes)
  const out = known.filter(({ kind, sitsOut }) => kind !== 'member' || sitsOut).map(({ id }) => id)
  const cannot = new Set([...not, ...out])
  for (;;) {
    const ae = nextInRotation(team, cannot)
    if (!ae) return { nobody: 'Nobody is in the rotation right now. Pick an account executive.' }
    const person = await bot.people.find(ae)
    const free = !person || (person.kind === 'member' && !(await awayToday(bot, person)))
    if (free) return { ...factsOf(ae, person, zone), turnOf: ae, isOwed: team.owed?.includes(ae) === true }
    cannot.add(ae)
  }
}

function factsOf(ae: UserId, person: Person | undefined, zone: string): ChosenAe {
  return {
    ae,
    calendar: person?.calendar ?? officeHours(zone),
    unchecked: !person,
    prefers: person?.handoverForm,
  }
}

function awayToday(bot: Bot, { id, calendar }: Person) {
  return absenceOf(bot.db, bot.workspace, id, localDate(bot.clock.now(), calendar.zone))
}

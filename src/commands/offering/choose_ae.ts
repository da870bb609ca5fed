import type { Bot } from '../../bot.ts'
import type { HandoverForm, Person, UserId } from '../../domain/people/people.ts'
import { nextInRotation } from '../../domain/teams/rotation.ts'
import type { Team } from '../../domain/teams/team.ts'
import { type Calendar, localDate, officeHours } from '../../domain/time/calendar.ts'
import { absenceOf } from '../../store/people/leave.ts'
import { findPeople } from '../../store/people/people.ts'
import { cannotBeAeWords } from '../../views/people/cannot_take_part.ts'

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
    return { ...chosenFrom(picked, person, zone), away: person && (await awayToday(bot, person)) }
  }
  const known = await findPeople(bot.db, bot.workspace, team.aes)
  const out = known.filter(({ kind, sitsOut }) => kind !== 'member' || sitsOut).map(({ id }) => id)
  const cannot = new Set([...not, ...out])
  for (;;) {
    const ae = nextInRotation(team, cannot)
    if (!ae) return { nobody: 'Nobody is in the rotation right now. Pick an account executive.' }
    const person = await bot.people.find(ae)
    const free = !person || (person.kind === 'member' && !(await awayToday(bot, person)))
    if (free) return { ...chosenFrom(ae, person, zone), turnOf: ae, isOwed: team.owed?.includes(ae) === true }
    cannot.add(ae)
  }
}

function chosenFrom(ae: UserId, person: Person | undefined, zone: string): ChosenAe {
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

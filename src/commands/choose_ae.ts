import type { Bot } from '../bot.ts'
import { type Calendar, officeHours } from '../domain/calendar.ts'
import { nextInRotation, type Team, type UserId } from '../domain/people.ts'
import { findPeople } from '../store/people.ts'
import { cannotBeAeWords } from '../views/refusals.ts'

export type ChosenAe = {
  ae: UserId
  calendar: Calendar
  /** Slack did not say in time who this is. */
  unchecked: boolean
  /** Set when the rotation chose: the turn is taken in the same commit. */
  turnOf?: UserId | undefined
}

/**
 * The picked AE, or the next in the rotation but for those in `not`; in words why there is none. `zone` is used until
 * theirs is known.
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
    return { ae: picked, calendar: person?.calendar ?? officeHours(zone), unchecked: !person }
  }
  const known = await findPeople(bot.db, bot.workspace, team.aes)
  const cannot = new Set([...not, ...known.filter(({ kind }) => kind !== 'member').map(({ id }) => id)])
  for (;;) {
    const ae = nextInRotation(team, cannot)
    if (!ae) return { nobody: 'Nobody is in the rotation right now. Pick an account executive.' }
    const person = await bot.people.find(ae)
    if (!person || person.kind === 'member')
      return { ae, calendar: person?.calendar ?? officeHours(zone), unchecked: !person, turnOf: ae }
    cannot.add(ae)
  }
}

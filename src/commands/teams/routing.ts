import type { Bot } from '../../bot.ts'
import type { Fields } from '../../domain/fields.ts'
import type { UserId } from '../../domain/people/people.ts'
import { mayHandOff, type Team } from '../../domain/teams/team.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { cannotTakePartWords } from '../../views/people/cannot_take_part.ts'

/** Which team a lead goes to; `choose` holds those among which the SDR has to say, when it is not clear. */
export type Routing = { team: Team | undefined; choose: Team[] }

/** The only team, or the only one that the SDR belongs to; who is in several, or in none, says which. */
export async function routingOf(bot: Bot, by: UserId, fields: Fields): Promise<Routing> {
  const all = await teamsOf(bot.db, bot.workspace)
  if (all.length === 1) return { team: all[0], choose: [] }
  const theirs = all.filter(({ sdrs }) => sdrs.includes(by))
  if (theirs.length === 1) return { team: theirs[0], choose: [] }
  const choose = theirs.length > 1 ? theirs : all.filter(({ sdrs }) => sdrs.length === 0)
  const offered = choose.length > 0 ? choose : all
  return { team: offered.find(({ id }) => id === fields.team), choose: offered }
}

/** Why this person cannot hand off. Somebody whom Slack did not name in time may, unless they are on no team's list. */
export async function whyNot(bot: Bot, by: UserId): Promise<string | undefined> {
  const teams = await teamsOf(bot.db, bot.workspace)
  const person = await bot.people.find(by)
  if (!person) {
    const listed = teams.some(({ sdrs }) => sdrs.length === 0 || sdrs.includes(by))
    return listed ? undefined : cannotTakePartWords({ why: 'not_an_sdr' })
  }
  const [cannot, ...others] = teams.map((team) => mayHandOff(person, team))
  return cannot && others.every((one) => one !== undefined) ? cannotTakePartWords(cannot) : undefined
}

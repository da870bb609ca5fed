import type { Bot } from '../bot.ts'
import type { Fields } from '../domain/draft.ts'
import { mayHandOff, type Team, type UserId } from '../domain/people.ts'
import { mayChangeSettings } from '../domain/settings.ts'
import { settingsNow, teamsOf } from '../store/settings.ts'
import { cannotTakePartWords } from '../views/refusals.ts'

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

/** Slack's owners and admins, the people named in settings, and the admins that the installation names. */
export async function isAdmin(bot: Bot, by: UserId): Promise<boolean> {
  const rules = await settingsNow(bot.db, bot.workspace)
  return mayChangeSettings(by, await bot.people.find(by), await teamsOf(bot.db, bot.workspace), rules)
}

/** The teams that somebody manages; every team for an admin. */
export async function teamsLedBy(bot: Bot, by: UserId): Promise<Team[]> {
  const teams = await teamsOf(bot.db, bot.workspace)
  if (await isAdmin(bot, by)) return teams
  return teams.filter(({ managers }) => managers.includes(by))
}

/** Whether somebody manages a team or is an admin. */
export const leads = async (bot: Bot, by: UserId): Promise<boolean> => (await teamsLedBy(bot, by)).length > 0

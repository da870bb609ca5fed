import type { Bot } from '../../bot.ts'
import type { UserId } from '../../domain/people/people.ts'
import { mayChangeSettings } from '../../domain/settings/admins.ts'
import type { Team } from '../../domain/teams/team.ts'
import { settingsNow } from '../../store/settings.ts'
import { teamsOf } from '../../store/teams/teams.ts'

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

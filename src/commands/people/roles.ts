import type { Bot } from '../../bot.ts'
import type { Person, UserId } from '../../domain/people/people.ts'
import { mayChangeSettings } from '../../domain/settings/admins.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import type { Team } from '../../domain/teams/team.ts'
import { rulesNow } from '../../store/settings.ts'
import { teamsOf } from '../../store/teams/teams.ts'

/** Who somebody is here, asked once for everything that depends on it. */
export type Roles = {
  person: Person | undefined
  rules: Rules
  teams: Team[]
  /** One of Slack's owners and admins, of the people named in settings, or of those that the installation names. */
  isAdmin: boolean
  /** The teams that they manage; every team for an admin. */
  led: Team[]
}

export async function rolesOf(bot: Bot, by: UserId): Promise<Roles> {
  const { rules } = await rulesNow(bot.db, bot.workspace)
  const teams = await teamsOf(bot.db, bot.workspace)
  const person = await bot.people.find(by)
  const isAdmin = mayChangeSettings(by, person, teams, rules)
  const led = isAdmin ? teams : teams.filter(({ managers }) => managers.includes(by))
  return { person, rules, teams, isAdmin, led }
}

export const isAdmin = async (bot: Bot, by: UserId): Promise<boolean> => (await rolesOf(bot, by)).isAdmin

/** Whether somebody manages a team or is an admin. */
export const leads = async (bot: Bot, by: UserId): Promise<boolean> => (await rolesOf(bot, by)).led.length > 0

import type { Bot } from '../bot.ts'
import { writeStuckList } from '../delivery/stuck_list.ts'
import type { Numbers } from '../domain/metrics.ts'
import { mondayOf, weekOf } from '../domain/schedule.ts'
import { workspaceCalendar } from '../store/calendars.ts'
import { namesOf } from '../store/people.ts'
import { settingsNow } from '../store/settings.ts'
import { numbersOfWeek } from '../store/week.ts'
import { type Message, message } from '../views/blocks.ts'
import { digest } from '../views/digest.ts'
import { digestDetail } from '../views/digest_detail.ts'
import type { Slash } from './requests.ts'
import { leads, teamsLedBy } from './teams.ts'

/** `/handoff stuck`: managers and admins see all of it, everybody else what concerns them. */
export async function showStuck(bot: Bot, { by }: Slash): Promise<Message> {
  const led = await teamsLedBy(bot, by)
  const whose = led.length > 0 ? { teams: led.map(({ id }) => id) } : { of: by }
  const list = await writeStuckList(bot, { page: 0, place: 'private', ...whose })
  return list ?? message([])
}

/** `/handoff digest`: this week so far, for managers and admins. */
export async function showDigest(bot: Bot, { by }: Slash): Promise<Message> {
  if (!(await leads(bot, by)))
    return message([['The digest is for managers and admins. /handoff mine shows what is open for you.']])
  const rules = await settingsNow(bot.db, bot.workspace)
  const calendar = await workspaceCalendar(bot.db, bot.workspace, rules.zone)
  const now = bot.clock.now()
  const week = weekOf(mondayOf(now, rules.zone), rules.zone)
  const numbers = await numbersOfWeek(bot.db, bot.workspace, { ...week, to: now }, calendar)
  const { said } = digest({ numbers, late: false }, rules)
  const detail = digestDetail(numbers, rules, await namesOf(bot.db, bot.workspace, idsIn(numbers)))
  const soFar = message([['This week so far.']])
  return {
    text: `${soFar.text}\n${said.text}\n${detail.text}`,
    blocks: [...soFar.blocks, ...said.blocks, ...detail.blocks],
  }
}

const idsIn = ({ people }: Numbers): string[] =>
  [...(people?.aes ?? []), ...(people?.sdrs ?? [])].map(({ id }) => id)

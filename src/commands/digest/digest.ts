import type { Bot } from '../../bot.ts'
import type { Numbers } from '../../domain/digest/numbers.ts'
import { mondayOf, weekOf } from '../../domain/time/schedule.ts'
import { numbersOfWeek } from '../../store/digest/numbers.ts'
import { workspaceCalendar } from '../../store/people/holidays.ts'
import { namesOf } from '../../store/people/people.ts'
import { rulesNow } from '../../store/settings.ts'
import { digestDetail } from '../../views/digest/detail.ts'
import { digest } from '../../views/digest/digest.ts'
import { type Message, message } from '../../views/slack/blocks.ts'
import { leads } from '../people/roles.ts'
import type { Slash } from '../requests.ts'

/** `/handoff digest`: this week so far, for managers and admins. */
export async function showDigest(bot: Bot, { by }: Slash): Promise<Message> {
  if (!(await leads(bot, by)))
    return message([['The digest is for managers and admins. /handoff mine shows what is open for you.']])
  const { rules } = await rulesNow(bot.db, bot.workspace)
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

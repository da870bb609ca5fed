import type { Bot } from '../../bot.ts'
import { openLeadsOf } from '../../store/home/leads.ts'
import { mine } from '../../views/home/mine.ts'
import { cannotTakePartWords } from '../../views/people/cannot_take_part.ts'
import { type Message, message } from '../../views/slack/blocks.ts'
import { linksOf } from '../handoff/links.ts'
import type { Slash } from '../requests.ts'

const MOST_MINE = 20

/** `/handoff mine`: what is open for me. */
export async function showMine(bot: Bot, slash: Slash): Promise<Message> {
  const person = await bot.people.find(slash.by)
  if (person && person.kind !== 'member') return message([[cannotTakePartWords({ why: person.kind })]])
  const { leads, count } = await openLeadsOf(bot.db, bot.workspace, slash.by, MOST_MINE)
  return mine(leads, count, slash.by, await linksOf(bot, leads))
}

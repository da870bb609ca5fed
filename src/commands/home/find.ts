import type { Bot } from '../../bot.ts'
import { findLeads } from '../../store/home/leads.ts'
import { coveredBy } from '../../store/people/cover.ts'
import { foundList } from '../../views/home/find.ts'
import { type Message, message } from '../../views/slack/blocks.ts'
import { linksOf } from '../handoff/links.ts'
import { rolesOf } from '../people/roles.ts'
import type { Slash } from '../requests.ts'
import { showOne } from './show.ts'

const MOST_FOUND = 10

/** `/handoff find TEXT`: by company, person, address or reference; only what the viewer may see. */
export async function showFound(bot: Bot, slash: Slash): Promise<Message> {
  const text = slash.text.trim().replace(/^find\s*/i, '')
  if (text === '') return message([['Say what to look for, like /handoff find acme.']])
  if (/^h-?\d{1,9}$/i.test(text)) return showOne(bot, { ...slash, text: `show ${text}` })
  const { led } = await rolesOf(bot, slash.by)
  const covers = await coveredBy(bot.db, bot.workspace, slash.by, bot.clock.now())
  const viewer = { id: slash.by, leads: led.map(({ id }) => id), covers }
  const found = await findLeads(bot.db, bot.workspace, text, viewer, MOST_FOUND + 1)
  const shown = found.slice(0, MOST_FOUND)
  return foundList(shown, found.length > MOST_FOUND, text, await linksOf(bot, shown))
}

import type { Bot } from '../../bot.ts'
import { historyOf } from '../../store/handoff/history.ts'
import { findByRef } from '../../store/handoff/load.ts'
import { whole } from '../../views/home/show.ts'
import { type Message, message } from '../../views/slack/blocks.ts'
import { isReader } from '../handoff/history.ts'
import { linksOf } from '../handoff/links.ts'
import type { Slash } from '../requests.ts'

/** `/handoff show H-42`. Somebody who may not read it hears the same as when there is no such handoff. */
export async function showOne(bot: Bot, slash: Slash): Promise<Message> {
  const ref = /^(?:show\s+)?(?:h-?)?(\d{1,9})$/i.exec(slash.text.trim())?.[1]
  if (!ref) return message([['Say which one, like /handoff show H-42.']])
  const handoff = await findByRef(bot.db, bot.workspace, Number(ref))
  if (!handoff || !(await isReader(bot, handoff, slash.by)))
    return message([[`There is no H-${Number(ref)} among the handoffs that you can see.`]])
  const history = await historyOf(bot.db, handoff.id)
  return whole(handoff, history, await linksOf(bot, [handoff]), bot.clock.now())
}

import { type Bot, linkTo } from '../../bot.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { postedAs } from '../../store/outbox/messages.ts'

export async function linksOf(bot: Bot, handoffs: readonly Handoff[]) {
  const links = new Map<string, string>()
  for (const { id } of handoffs) {
    const card = await postedAs(bot.db, id, 'card')
    if (card) links.set(id, linkTo(bot, card))
  }
  return ({ id }: Handoff) => links.get(id)
}

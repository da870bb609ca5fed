import { type Bot, linkTo } from '../../bot.ts'
import { cardsOf } from '../../store/outbox/messages.ts'
import type { LinkTo } from '../../views/handoff/row.ts'

/** Where the cards of these leads are, as far as they were posted. */
export async function linksOf(bot: Bot, leads: readonly { id: string }[]): Promise<LinkTo> {
  const cards = await cardsOf(
    bot.db,
    leads.map(({ id }) => id),
  )
  return ({ id }) => {
    const card = cards.get(id)
    return card && linkTo(bot, card)
  }
}

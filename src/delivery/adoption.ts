import type { Bot } from '../bot.ts'
import { StaleWrite } from '../store/database.ts'
import { loadHandoff } from '../store/handoffs.ts'
import { adopt, findRow, roleOf } from '../store/outbox.ts'
import { CARD_BLOCK } from '../views/card.ts'

/**
 * A click on a card that Slack never confirmed proves that the card is there: it becomes the message of record, and
 * everything that waited for it goes on. Clicks on any other message change nothing.
 */
export async function adoptClicked(
  bot: Bot,
  handoffId: string,
  clicked: { block: string; channel: string; ts: string },
): Promise<void> {
  if (!Object.values(CARD_BLOCK).some((block) => block === clicked.block)) return
  const handoff = await loadHandoff(bot.db, handoffId)
  if (!handoff) return
  const { seq, ae } = handoff.offer
  const role =
    clicked.block === CARD_BLOCK.channel
      ? roleOf({ kind: 'state', what: 'card' })
      : roleOf({ kind: 'state', what: 'ae_card', offer: seq, to: ae, urgent: false })
  const row = await findRow(bot.db, `${handoff.id}:${role}`)
  if (row?.state !== 'uncertain') return
  try {
    const { channel, ts } = clicked
    await bot.db.commit((write) => adopt(bot.db, write, handoff, role, { channel, ts }, bot.clock.now()))
    bot.nudge()
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
  }
}

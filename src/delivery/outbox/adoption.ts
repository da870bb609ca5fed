import type { Bot } from '../../bot.ts'
import { StaleWrite } from '../../store/database.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { adopt } from '../../store/outbox/adoption.ts'
import { findRow } from '../../store/outbox/outbox.ts'

/**
 * A click on a card that Slack never confirmed proves that the card is there: it becomes the message of record, and
 * everything that waited for it goes on. Clicks on any other message change nothing.
 */
export async function adoptClicked(
  bot: Bot,
  handoffId: string,
  clicked: { block: string; channel: string; ts: string },
): Promise<void> {
  const role = clicked.block
  if (role !== 'card' && !role.startsWith('ae_card:')) return
  const handoff = await loadHandoff(bot.db, handoffId)
  if (!handoff) return
  const row = await findRow(bot.db, `${handoff.id}:${role}`)
  if (row?.state !== 'uncertain') return
  try {
    const { channel, ts } = clicked
    await bot.db.commit((write) => adopt(write, handoff, role, { channel, ts }, bot.clock.now()))
    bot.nudge()
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
  }
}

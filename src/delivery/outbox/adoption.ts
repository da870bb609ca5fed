import type { Bot } from '../../bot.ts'
import { StaleWrite } from '../../store/database.ts'
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
  const row = await findRow(bot.db, `${handoffId}:${role}`)
  if (row?.state !== 'uncertain') return
  const handoff = { id: handoffId, workspace: row.workspace }
  try {
    const { channel, ts } = clicked
    await bot.db.commit((write) => adopt(write, handoff, role, { channel, ts }, bot.clock.now()))
    bot.deliver()
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
  }
}

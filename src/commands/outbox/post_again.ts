import type { Bot } from '../../bot.ts'
import { managersOf } from '../../domain/teams/team.ts'
import { StaleWrite } from '../../store/database.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { leaveCard } from '../../store/outbox/messages.ts'
import { findRow, sendAgain } from '../../store/outbox/outbox.ts'
import { message } from '../../views/slack/blocks.ts'
import { leads } from '../people/roles.ts'
import type { Click } from '../requests.ts'

/** Somebody looked and the message is not there: it goes out again, unless it was settled in the meantime. */
export async function postAgain(bot: Bot, click: Click): Promise<void> {
  const row = await findRow(bot.db, click.value)
  const handoff = row?.handoffId ? await loadHandoff(bot.db, row.handoffId) : undefined
  if (!row || (row.handoffId && !handoff))
    return click.tell(message([['This message belongs to a handoff that is gone.']]))
  const allowed = handoff ? [handoff.sdr, ...managersOf(handoff.team), ...handoff.team.admins] : []
  if (!allowed.includes(click.by) && (handoff || !(await leads(bot, click.by))))
    return click.tell(message([['Only the SDR, a manager or an admin can post this again.']]))
  try {
    const now = bot.clock.now()
    const cardIsGone = row.notice?.what === 'card' && row.problem === 'message_not_found'
    const startOver =
      handoff && cardIsGone ? await leaveCard(bot.db, handoff, handoff.version, now) : undefined
    await bot.db.commit((write) => [sendAgain(write, row.id, now), ...(startOver?.(write) ?? [])])
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
    return click.tell(message([['That message is there by now; nothing was posted twice.']]))
  }
  bot.deliver()
  await click.tell(message([['It is on its way again.']]))
}

import type { Bot } from '../../bot.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Reminder } from '../../domain/reminders/reminders.ts'
import { isWorking, nextWorkingMoment } from '../../domain/time/working_time.ts'
import { warning } from '../../views/reminders/warning.ts'
import type { MessageDraft } from '../outbox/composed.ts'
import { inThread, receiverOf } from './receiver.ts'

/** To whoever has to move, or who stands in for them; in the thread for those who want no messages. */
export async function writeWarning(bot: Bot, handoff: Handoff, reminder: Reminder): Promise<MessageDraft> {
  // Only breaches go late: a cover's hours, or a long silence of Slack, may have taken the time to act.
  if (bot.clock.now() >= reminder.due) return 'not_needed'
  const receiver = await receiverOf(bot, handoff, reminder.move)
  if (!receiver) return 'not_needed'
  const covers = receiver.id === reminder.move ? undefined : reminder.move
  const message = warning(handoff, reminder, covers)
  // Their own hours were decided with the reminder; somebody else's are decided now.
  if (covers && !isWorking(receiver.calendar, bot.clock.now()))
    return { notBefore: nextWorkingMoment(receiver.calendar, bot.clock.now()) }
  return receiver.wantsDms ? { to: { channel: receiver.id }, message } : inThread(receiver, message)
}

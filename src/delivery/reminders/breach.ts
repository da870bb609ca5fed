import type { Bot } from '../../bot.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Reminder } from '../../domain/reminders/reminders.ts'
import { isWorking, nextWorkingMoment } from '../../domain/time/working_time.ts'
import { breachInThread, breachToManager } from '../../views/reminders/breach.ts'
import type { MessageDraft } from '../outbox/composed.ts'
import { firstPresent } from './receiver.ts'

/** A breach is said in the thread, where everybody who works on the lead reads it. */
export const writeBreachInThread = (handoff: Handoff, reminder: Reminder): MessageDraft => ({
  to: 'thread',
  message: breachInThread(handoff, reminder),
})

/** And to the first of the team's managers who is there, in their own hours. */
export async function writeBreachToManager(
  bot: Bot,
  handoff: Handoff,
  reminder: Reminder,
): Promise<MessageDraft> {
  const manager = await firstPresent(bot, handoff.team)
  if (!manager) return 'not_needed'
  const now = bot.clock.now()
  if (!isWorking(manager.calendar, now)) return { notBefore: nextWorkingMoment(manager.calendar, now) }
  return { to: { channel: manager.id }, message: breachToManager(handoff, reminder) }
}

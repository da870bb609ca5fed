import type { Bot } from '../../bot.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { remindersOf } from '../../domain/reminders/reminders.ts'
import type { About, MessageDraft } from '../outbox/composed.ts'
import { writeBreachInThread, writeBreachToManager } from './breach.ts'
import { writeWarning } from './warning.ts'

/**
 * Whether a reminder is still true, and whom it reaches, are decided here, when it is sent: whoever has acted hears
 * nothing, whoever is away is not pinged, and nobody is pinged outside their hours.
 */
export async function writeReminder(
  bot: Bot,
  handoff: Handoff,
  notice: About<'warning' | 'breach_thread' | 'breach_manager'>,
): Promise<MessageDraft> {
  const reminder = remindersOf(handoff).find(({ id }) => id === notice.id)
  if (!reminder) return 'not_needed'
  switch (notice.what) {
    case 'warning':
      return writeWarning(bot, handoff, reminder)
    case 'breach_thread':
      return writeBreachInThread(handoff, reminder)
    case 'breach_manager':
      return writeBreachToManager(bot, handoff, reminder)
    default:
      return notice.what satisfies never
  }
}

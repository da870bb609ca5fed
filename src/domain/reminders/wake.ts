import { callMessagesOf } from '../calls/call_reminders.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { remindersOf } from './reminders.ts'

/** When a handoff first has something to tell; kept beside it, so that a round reads only what is due. */
export function firstToTellAt(handoff: Handoff): Date | undefined {
  const moments = [...remindersOf(handoff), ...callMessagesOf(handoff)].map(({ at }) => at.getTime())
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined
}

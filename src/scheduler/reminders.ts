import type { Bot } from '../bot.ts'
import { type CallMessage, callMessagesNow } from '../domain/calls/call_reminders.ts'
import type { Handoff } from '../domain/handoff/handoff.ts'
import type { Notice } from '../domain/outbox/notices.ts'
import { type Reminder, tellNow } from '../domain/reminders/reminders.ts'
import { StaleWrite } from '../store/database.ts'
import { enqueue } from '../store/outbox/outbox.ts'
import { handoffsToWake, recordReminder, toldAbout, wakeAgain } from '../store/reminders.ts'
import { byRule, eachReadable } from './set_aside.ts'

/** Handoffs read at a time; a round goes on until none is due. */
const WOKEN_AT_A_TIME = 200

/** Tells what is due about deadlines. What is said is decided again when it is sent. */
export async function remind(bot: Bot): Promise<void> {
  const now = bot.clock.now()
  const seen = new Set<string>()
  for (;;) {
    const due = await handoffsToWake(bot.db, bot.workspace, now, WOKEN_AT_A_TIME)
    const fresh = due.filter((id) => !seen.has(id))
    if (fresh.length === 0) break
    for (const id of fresh) seen.add(id)
    await eachReadable(bot, fresh, (handoff) => remindOf(bot, handoff, now))
    bot.deliver()
  }
}

/** One commit: that it was told, the messages, and when to look again. Whoever acted meanwhile makes it stale. */
async function remindOf(bot: Bot, handoff: Handoff, now: Date): Promise<void> {
  const told = await toldAbout(bot.db, handoff)
  const { deadlines, calls } = byRule(() => ({
    deadlines: tellNow(handoff, told.deadlines, now),
    calls: callMessagesNow(handoff, told.calls, now),
  }))
  const { tell } = deadlines
  try {
    await bot.db.commit((write) => [
      wakeAgain(write, handoff, earlier(deadlines.wakeAt, calls.wakeAt)),
      ...calls.tell.flatMap((one) => [
        recordReminder(write, handoff, { id: one.id, kind: 'call' }, now),
        ...enqueue(write, handoff, callNotices(handoff, one), now),
      ]),
      ...(tell
        ? [recordReminder(write, handoff, tell, now), ...enqueue(write, handoff, noticesOf(tell), now)]
        : []),
    ])
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
  }
}

const earlier = (one: Date | undefined, other: Date | undefined): Date | undefined =>
  one && other ? new Date(Math.min(one.getTime(), other.getTime())) : (one ?? other)

/** Before a call each rep who is to be there is told; after it the AE is asked. */
function callNotices({ offer, sdr, brief }: Handoff, { id, kind }: CallMessage): Notice[] {
  const reps = kind === 'before_call' && brief.sdrJoins ? [offer.ae, sdr] : [offer.ae]
  return reps.map((to) => ({ kind: 'reminder', what: kind, id, to }))
}

function noticesOf({ id, kind }: Reminder): Notice[] {
  if (kind === 'warning') return [{ kind: 'reminder', what: 'warning', id }]
  return [
    { kind: 'reminder', what: 'breach_thread', id },
    { kind: 'reminder', what: 'breach_manager', id },
  ]
}

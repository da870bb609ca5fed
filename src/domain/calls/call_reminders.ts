import { type Handoff, refOf } from '../handoff/handoff.ts'
import { isIn, WITH_AE } from '../handoff/status.ts'
import type { ToldBefore } from '../reminders/reminders.ts'
import { type Calendar, hours } from '../time/calendar.ts'
import { isWorking, nextWorkingMoment } from '../time/working_time.ts'
import { introAt, loggedIntro } from './meetings.ts'

/** What is told around a planned intro call: a reminder of what matters before it, and one question after it. */
export type CallMessage = { id: string; kind: 'before_call' | 'after_call'; at: Date; calendar: Calendar }

const BEFORE_MS = 15 * 60_000

/** A call of half an hour is over by then. */
const AFTER_MS = 30 * 60_000

/** Later than this the daily list asks instead. */
const ASKED_WITHIN = hours(24)

export function callMessagesOf(handoff: Handoff): CallMessage[] {
  const { brief, offer, stage } = handoff
  const call = introAt(handoff)
  if (!call || !isIn(WITH_AE, stage.status) || loggedIntro(handoff)) return []
  const { calendar } = offer
  const name = `${refOf(handoff)}:offer-${offer.seq}:call-${call.getTime()}`
  const before = new Date(call.getTime() - BEFORE_MS)
  const after = nextWorkingMoment(calendar, new Date(call.getTime() + AFTER_MS))
  return [
    // Somebody agreed to a call at that time, so the reminder comes then, whatever their usual hours.
    ...(brief.intro.mode === 'scheduled' && before > offer.offeredAt
      ? [{ id: `${name}:before`, kind: 'before_call' as const, at: before, calendar }]
      : []),
    { id: `${name}:after`, kind: 'after_call', at: after, calendar },
  ]
}

/** What of it is to be told at this moment, and when to look again. Nobody is reminded of a call that has begun. */
export function callMessagesNow(
  handoff: Handoff,
  told: readonly ToldBefore[],
  now: Date,
): { tell: CallMessage[]; wakeAt: Date | undefined } {
  const call = introAt(handoff)
  const open = callMessagesOf(handoff).filter(({ id }) => !told.some((one) => one.id === id))
  const tell = open.filter(({ kind, at, calendar }) => {
    if (!call || at > now) return false
    if (kind === 'before_call') return now < call
    return isWorking(calendar, now) && now.getTime() - at.getTime() < ASKED_WITHIN
  })
  // A question whose moment passed while nobody was at work, or the process was down, is asked when work begins.
  const missed = open.flatMap(({ kind, at, calendar }) =>
    kind === 'after_call' && at <= now && !isWorking(calendar, now) ? [nextWorkingMoment(calendar, now)] : [],
  )
  return { tell, wakeAt: open.find(({ at }) => at > now)?.at ?? missed[0] }
}

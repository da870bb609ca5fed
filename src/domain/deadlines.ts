import { addClockTime, type Calendar, type ClockKind, clockTimeBetween, hours } from './calendar.ts'

/** A question that the AE asked before answering; it stops both clocks until the SDR answers. */
export type Pause = { from: Date; to?: Date | undefined }

/** However long the AE had already used, an answer leaves them this much to act on it. */
const LEFT_AFTER_ANSWER = hours(4)

/**
 * When an offer is due, or nothing while a question holds its clock.
 * Only the first question holds it: asking again cannot postpone an answer for ever.
 */
export function dueAt(
  calendar: Calendar,
  clock: ClockKind,
  offeredAt: Date,
  windowHours: number,
  pauses: readonly Pause[],
): Date | undefined {
  const [pause] = pauses
  if (!pause) return addClockTime(calendar, clock, offeredAt, hours(windowHours))
  if (!pause.to) return undefined
  const used = clockTimeBetween(calendar, clock, offeredAt, pause.from)
  const left = Math.max(hours(windowHours) - used, LEFT_AFTER_ANSWER)
  return addClockTime(calendar, clock, pause.to, left)
}

import type { Handoff, Offer } from '../handoff/handoff.ts'
import type { UserId } from '../people/people.ts'
import type { Rules } from '../settings/rules.ts'
import { addClockTime, type Calendar, type ClockKind, clockTimeBetween, hours } from '../time/calendar.ts'

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

/** The same offer with its due times worked out anew from its questions. */
export function timed(offer: Offer, rules: Rules): Offer {
  // Accepting without waiting for the answer ends the wait too: the prospect's clock goes on.
  const accepted = offer.answer?.kind === 'accepted' ? offer.answer.at : undefined
  const pauses = offer.questions.map(({ askedAt, reply }) => ({ from: askedAt, to: reply?.at ?? accepted }))
  const due = (windowHours: number) =>
    dueAt(offer.calendar, rules.clock, offer.offeredAt, windowHours, pauses)
  const touchDue = offer.inheritedTouchDue ?? due(rules.touchHours)
  return { ...offer, acceptDue: due(rules.acceptHours), touchDue }
}

/** A new owner who arrives late has this much for their first touch, beside the prospect's deadline that never moves. */
const NEW_OWNER_HOURS = 24

/** Until when the SDR has to make a move that is theirs since then. */
export function sdrDue({ sdrCalendar, rules }: Handoff, since: Date): Date {
  return addClockTime(sdrCalendar, rules.clock, since, hours(rules.sdrHours))
}

/**
 * The moment by which the owner is to make the first meaningful touch. That is the prospect's deadline, except for
 * somebody who took the lead over or accepted too late for it: the later of that deadline and a day of their own.
 */
export function touchTarget({ offer, stage, rules }: Handoff): Date | undefined {
  if (stage.status !== 'accepted' || !offer.touchDue) return offer.touchDue
  const late = offer.inheritedTouchDue !== undefined || stage.at >= offer.touchDue
  if (!late) return offer.touchDue
  const own = addClockTime(offer.calendar, rules.clock, stage.at, hours(NEW_OWNER_HOURS))
  return own > offer.touchDue ? own : offer.touchDue
}

export function offerTo(ae: UserId, seq: number, calendar: Calendar, rules: Rules, now: Date): Offer {
  return timed({ seq, ae, offeredAt: now, calendar, questions: [] }, rules)
}

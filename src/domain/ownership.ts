import type { Calendar, LocalDate } from './calendar.ts'
import { dueAt, timed } from './deadlines.ts'
import { changed, type Decision, line, next, quietly } from './decision.ts'
import type { Handoff, Offer } from './handoff.ts'
import { offerTo } from './lifecycle.ts'
import type { Team, UserId } from './people.ts'
import { refusalOf } from './permissions.ts'
import { isBeforeHandoff, type TouchKind } from './touches.ts'

/** What happens to a lead that somebody has: touches, its next step, and another owner. */

type NewTouch = {
  kind: TouchKind
  happenedAt: Date
  note?: string | undefined
  /** The version that logged a touch which was wrong; the history keeps it. */
  instead?: number | undefined
}

/** A contact with the prospect. When it happened decides whether the clock is met, not when it was logged. */
export function logTouch(handoff: Handoff, by: UserId, touch: NewTouch, now: Date): Decision {
  const { instead } = touch
  const action = instead === undefined ? 'touched' : 'touch_corrected'
  const refusal = refusalOf(action, handoff, by, now)
  if (refusal) return refusal
  if (isBeforeHandoff(touch.happenedAt, handoff)) return { refused: 'touch_too_early', handoff }
  if (touch.happenedAt > now) return { refused: 'touch_in_future', handoff }
  const wrong = handoff.touches.find(({ version }) => version === instead)
  if (instead !== undefined && (!wrong || wrong.kind === 'meeting_held'))
    return { refused: 'no_such_touch', handoff }
  const version = handoff.version + 1
  const kept = handoff.touches.filter((one) => one !== wrong)
  const touches = [...kept, { ...touch, version, by, loggedAt: now }]
  const after = { ...handoff, version, touches }
  return quietly(handoff, after, { action, by, at: now, code: touch.kind, words: touch.note })
}

export function updateNextStep(
  handoff: Handoff,
  by: UserId,
  step: { nextStep: string; nextStepDate: LocalDate },
  now: Date,
): Decision {
  const refusal = refusalOf('next_step_updated', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1, brief: { ...handoff.brief, ...step } }
  const change = quietly(handoff, after, {
    action: 'next_step_updated',
    by,
    at: now,
    until: step.nextStepDate,
    words: step.nextStep,
  })
  return { ...change, tell: [...change.tell, { kind: 'state', what: 'brief' }] }
}

/**
 * Another AE, with a new time to accept. The prospect's touch deadline stays where it is: the prospect has been waiting
 * all along. A question that held it stops holding it now.
 */
export function reassign(
  handoff: Handoff,
  by: UserId,
  to: { ae: UserId; calendar: Calendar; unchecked: boolean; team?: Team | undefined },
  reason: { code: string; comment?: string | undefined },
  now: Date,
): Decision {
  const refusal = refusalOf('reassigned', handoff, by, now)
  if (refusal) return refusal
  const { offer: before, rules } = handoff
  if (to.ae === before.ae) return { refused: 'same_ae', handoff }
  const fresh = offerTo(to.ae, before.seq + 1, to.calendar, rules, now)
  const offer = timed({ ...fresh, inheritedTouchDue: touchDueAt(before, handoff, now) }, rules)
  const team = to.team ?? handoff.team
  const after = { ...next(handoff, { offer, stage: { status: 'offered' } }), team }
  const what = { action: 'reassigned' as const, by, at: now, code: reason.code, words: reason.comment }
  const change = changed(handoff, after, what)
  // Another team has its own channel: the card is posted there, and what was the card says where it went.
  if (team.id !== handoff.team.id)
    change.tell.push({ kind: 'state', what: 'card_moved', version: after.version })
  if (to.unchecked)
    change.tell.push({ kind: 'reminder', what: 'check_ae', offer: offer.seq, to: handoff.sdr })
  return change
}

/** Somebody is asked, now and by a manager, to make their move. */
export function nudge(handoff: Handoff, by: UserId, to: UserId, now: Date): Decision {
  const refusal = refusalOf('nudged', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1 }
  const happened = line(after, { action: 'nudged', by, at: now, from: handoff.stage.status })
  return { handoff: after, happened, tell: [{ kind: 'event', what: 'nudge', version: after.version, to }] }
}

/** Out of the daily list for some days; no clock stops for it. */
export function snooze(handoff: Handoff, by: UserId, days: number, now: Date): Decision {
  const refusal = refusalOf('snoozed', handoff, by, now)
  if (refusal) return refusal
  const snoozedUntil = new Date(now.getTime() + days * 86_400_000)
  const after = { ...handoff, version: handoff.version + 1, snoozedUntil }
  const happened = line(after, {
    action: 'snoozed',
    by,
    at: now,
    code: String(days),
    from: handoff.stage.status,
  })
  return { handoff: after, happened, tell: [] }
}

function touchDueAt(offer: Offer, { rules }: Handoff, now: Date): Date | undefined {
  if (offer.touchDue) return offer.touchDue
  const pauses = offer.questions.map(({ askedAt, reply }) => ({ from: askedAt, to: reply?.at ?? now }))
  return dueAt(offer.calendar, rules.clock, offer.offeredAt, rules.touchHours, pauses)
}

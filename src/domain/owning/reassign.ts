import { changed, type Decision, next } from '../handoff/decision.ts'
import type { Handoff, Offer } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { Reason } from '../handoff/reason.ts'
import type { UserId } from '../people/people.ts'
import { dueAt, offerTo, timed } from '../reminders/deadlines.ts'
import type { Team } from '../teams/team.ts'
import type { Calendar } from '../time/calendar.ts'

/**
 * Another AE, with a new time to accept. The prospect's touch deadline stays where it is: the prospect has been waiting
 * all along. A question that held it stops holding it now.
 */
export function reassign(
  handoff: Handoff,
  by: UserId,
  to: { ae: UserId; calendar: Calendar; unchecked: boolean; team?: Team | undefined },
  reason: Reason,
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

function touchDueAt(offer: Offer, { rules }: Handoff, now: Date): Date | undefined {
  if (offer.touchDue) return offer.touchDue
  const pauses = offer.questions.map(({ askedAt, reply }) => ({ from: askedAt, to: reply?.at ?? now }))
  return dueAt(offer.calendar, rules.clock, offer.offeredAt, rules.touchHours, pauses)
}

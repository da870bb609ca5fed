import { changed, type Decision, lastAnswer, next } from '../handoff/decision.ts'
import type { Handoff, OfferAnswer } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import { stageOf } from '../handoff/stage.ts'
import type { UserId } from '../people/people.ts'
import { timed } from '../reminders/deadlines.ts'

/** Accepting makes the offered AE the owner, also when a manager clicks for them. */
export function accept(handoff: Handoff, by: UserId, now: Date): Decision {
  return answerOffer(handoff, 'accepted', { kind: 'accepted', by, at: now })
}

export function answerOffer(
  handoff: Handoff,
  action: 'accepted' | 'declined',
  answer: Extract<OfferAnswer, { kind: 'accepted' | 'declined' }>,
): Decision {
  const refusal = refusalOf(action, handoff, answer.by, answer.at)
  if (refusal) return refusal
  const offer = timed({ ...handoff.offer, answer }, handoff.rules)
  const accepted = action === 'accepted' ? (handoff.firstAcceptedAt ?? answer.at) : handoff.firstAcceptedAt
  const after = {
    ...next(handoff, {
      offer,
      stage: stageOf(action, offer, {}),
      lastAnswer: lastAnswer(handoff, action, answer),
    }),
    firstAcceptedAt: accepted,
  }
  const { by, at } = answer
  if (answer.kind === 'accepted') return changed(handoff, after, { action, by, at })
  const declines = { ...handoff.declines, [offer.ae]: at }
  const reason = { code: answer.code, words: answer.comment }
  return changed(handoff, { ...after, declines }, { action, by, at, ...reason })
}

import { changed, type Decision, lastAnswer, next } from '../handoff/decision.ts'
import type { Handoff, Offer, Stage } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'

export function withdraw(handoff: Handoff, by: UserId, now: Date): Decision {
  return closeUnowned(handoff, 'withdrawn', { status: 'withdrawn', by, at: now })
}

export function closeUnowned(
  handoff: Handoff,
  action: 'withdrawn' | 'recycled',
  stage: Extract<Stage, { status: 'withdrawn' | 'recycled' }>,
): Decision {
  const refusal = refusalOf(action, handoff, stage.by, stage.at)
  if (refusal) return refusal
  const { offer } = handoff
  const taken: Offer = offer.answer
    ? offer
    : { ...offer, answer: { kind: 'taken_away', by: stage.by, at: stage.at } }
  const after = next(handoff, { offer: taken, stage, lastAnswer: lastAnswer(handoff, action, stage) })
  const until = stage.status === 'recycled' ? stage.until : undefined
  return changed(handoff, after, { action, by: stage.by, at: stage.at, until })
}

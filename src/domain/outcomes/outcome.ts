import { type Decision, lastAnswer, next } from '../handoff/decision.ts'
import type { Handoff, Stage } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { Outcome } from '../handoff/status.ts'
import type { UserId } from '../people/people.ts'
import { type Feedback, withFeedback } from './feedback.ts'

export function qualify(handoff: Handoff, by: UserId, feedback: Feedback, now: Date): Decision {
  const refusal = refusalOf('qualified', handoff, by, now)
  if (refusal) return refusal
  const stage: Stage = { status: 'qualified', owner: handoff.offer.ae, by, at: now }
  const after = {
    ...next(handoff, { offer: handoff.offer, stage, lastAnswer: lastAnswer(handoff, 'qualified', stage) }),
    qualified: { by, at: now },
  }
  return withFeedback(handoff, after, { action: 'qualified', by, at: now }, feedback)
}

export function end(
  handoff: Handoff,
  by: UserId,
  { outcome, code, ...feedback }: Feedback & { outcome: Outcome; code: string | undefined },
  now: Date,
): Decision {
  const refusal = refusalOf(outcome, handoff, by, now)
  if (refusal) return refusal
  const stage: Stage = { status: outcome, by, at: now, code }
  const after = next(handoff, {
    offer: handoff.offer,
    stage,
    lastAnswer: lastAnswer(handoff, outcome, stage),
  })
  return withFeedback(handoff, after, { action: outcome, by, at: now, code }, feedback)
}

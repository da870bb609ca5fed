import type { Checked, Fields } from '../fields.ts'
import { type Decision, lastAnswer, next } from '../handoff/decision.ts'
import type { Handoff, Stage } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { Outcome } from '../handoff/status.ts'
import { ENDED } from '../handoff/status.ts'
import type { UserId } from '../people/people.ts'
import { checkFeedback, type Feedback, withFeedback } from './feedback.ts'

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

/** What the form asks: how it stands, why where that needs a reason, and what the SDR hears. */
export type SaidOutcome = Feedback & { outcome: 'qualified' | Outcome; code: string | undefined }

export function settleOutcome(
  handoff: Handoff,
  by: UserId,
  { outcome, ...said }: SaidOutcome,
  now: Date,
): Decision {
  return outcome === 'qualified'
    ? qualify(handoff, by, said, now)
    : end(handoff, by, { outcome, ...said }, now)
}

export function checkOutcome(fields: Fields): Checked<SaidOutcome> {
  const outcome = (['qualified', ...ENDED] as const).find((known) => known === fields.outcome_chosen)
  if (!outcome) return { ok: false, problems: [{ field: 'outcome_chosen', why: 'missing' }] }
  const feedback = checkFeedback(fields)
  if (!feedback.ok) return feedback
  const code = fields.code ?? undefined
  const needsReason = outcome === 'disqualified' || outcome === 'lost'
  if (needsReason && !code)
    return {
      ok: false,
      problems: [{ field: 'code' in fields ? 'code' : 'outcome_chosen', why: 'no_reason' }],
    }
  return { ok: true, value: { ...feedback.value, outcome, code } }
}

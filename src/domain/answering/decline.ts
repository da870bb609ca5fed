import { changed, type Decision, lastAnswer, next } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { Reason } from '../handoff/reason.ts'
import { stageOf } from '../handoff/stage.ts'
import type { UserId } from '../people/people.ts'
import { timed } from '../reminders/deadlines.ts'

/** Declining gives the lead back to its SDR, with the reason. */
export function decline(handoff: Handoff, by: UserId, reason: Reason, now: Date): Decision {
  const refusal = refusalOf('declined', handoff, by, now)
  if (refusal) return refusal
  const answer = { kind: 'declined' as const, by, at: now, ...reason }
  const offer = timed({ ...handoff.offer, answer }, handoff.rules)
  const after = next(handoff, {
    offer,
    stage: stageOf('declined', offer, {}),
    lastAnswer: lastAnswer(handoff, 'declined', answer),
  })
  const declines = { ...handoff.declines, [offer.ae]: now }
  const what = { action: 'declined' as const, by, at: now, code: reason.code, words: reason.comment }
  return changed(handoff, { ...after, declines }, what)
}

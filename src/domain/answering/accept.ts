import { changed, type Decision, lastAnswer, next } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import { stageOf } from '../handoff/stage.ts'
import type { UserId } from '../people/people.ts'
import { timed } from '../reminders/deadlines.ts'

/** Accepting makes the offered AE the owner, also when a manager clicks for them. */
export function accept(handoff: Handoff, by: UserId, now: Date): Decision {
  const refusal = refusalOf('accepted', handoff, by, now)
  if (refusal) return refusal
  const answer = { kind: 'accepted' as const, by, at: now }
  const offer = timed({ ...handoff.offer, answer }, handoff.rules)
  const after = next(handoff, {
    offer,
    stage: stageOf('accepted', offer, {}),
    lastAnswer: lastAnswer(handoff, 'accepted', answer),
  })
  const firstAcceptedAt = handoff.firstAcceptedAt ?? now
  return changed(handoff, { ...after, firstAcceptedAt }, { action: 'accepted', by, at: now })
}

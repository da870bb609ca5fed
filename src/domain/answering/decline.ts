import type { Decision } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { UserId } from '../people/people.ts'
import { answerOffer } from './accept.ts'

export function decline(
  handoff: Handoff,
  by: UserId,
  reason: { code: string; comment?: string | undefined },
  now: Date,
): Decision {
  return answerOffer(handoff, 'declined', { kind: 'declined', by, at: now, ...reason })
}

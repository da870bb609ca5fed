import { type Change, line } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { Notice } from '../outbox/notices.ts'
import type { UserId } from '../people/people.ts'

/** The words of a handoff are erased; where it stands, and everything that is counted, stays. */
export function erase(handoff: Handoff, by: UserId, redact: readonly string[], now: Date): Change {
  const after = { ...handoff, version: handoff.version + 1 }
  const happened = line(after, { action: 'erased', by, at: now, from: handoff.stage.status })
  const { seq, ae } = handoff.offer
  const tell: Notice[] = [
    { kind: 'state', what: 'card' },
    { kind: 'state', what: 'brief' },
    { kind: 'state', what: 'ae_card', offer: seq, to: ae, urgent: false },
    ...redact.map((role): Notice => ({ kind: 'state', what: 'redacted', role })),
  ]
  return { handoff: after, happened, tell }
}

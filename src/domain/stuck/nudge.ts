import { type Decision, line } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'

/** Somebody is asked, now and by a manager, to make their move. */
export function nudge(handoff: Handoff, by: UserId, to: UserId, now: Date): Decision {
  const refusal = refusalOf('nudged', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1 }
  const happened = line(after, { action: 'nudged', by, at: now, from: handoff.stage.status })
  return { handoff: after, happened, tell: [{ kind: 'event', what: 'nudge', version: after.version, to }] }
}

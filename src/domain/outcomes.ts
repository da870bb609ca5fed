import { type Change, changed, type Said } from './handoff/decision.ts'
import type { Handoff } from './handoff/handoff.ts'
import type { UserId } from './people/people.ts'

export function told(before: Handoff, after: Handoff, what: Said, to: UserId): Change {
  const change = changed(before, after, what)
  if (to !== what.by) change.tell.push({ kind: 'event', what: 'told', version: after.version, to })
  return change
}

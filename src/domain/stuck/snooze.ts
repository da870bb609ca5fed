import { type Decision, line } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'

/** Out of the daily list for some days; no clock stops for it. */
export function snooze(handoff: Handoff, by: UserId, days: number, now: Date): Decision {
  const refusal = refusalOf('snoozed', handoff, by, now)
  if (refusal) return refusal
  const snoozedUntil = new Date(now.getTime() + days * 86_400_000)
  const after = { ...handoff, version: handoff.version + 1, snoozedUntil }
  const happened = line(after, {
    action: 'snoozed',
    by,
    at: now,
    code: String(days),
    from: handoff.stage.status,
  })
  return { handoff: after, happened, tell: [] }
}

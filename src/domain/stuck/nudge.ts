import { type Decision, line } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { Happening } from '../handoff/history.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'
import { hours } from '../time/calendar.ts'
import { stuckBy } from './stuck.ts'

/** Somebody who was asked twice within this time was asked once. */
const NUDGED_AGAIN_MS = hours(4)

/** Whoever has to move; nobody when they have left, and the AE of a lead on which nothing is overdue. */
export function whomToNudge(handoff: Handoff, left: ReadonlySet<UserId>, now: Date): UserId | undefined {
  const stuck = stuckBy(handoff, left, now)
  return stuck ? stuck.move : handoff.offer.ae
}

/** Who asked for the next move so lately that it would be pestering to ask again. */
export function nudgedLately(history: readonly Happening[], now: Date): Happening | undefined {
  const before = history.findLast(({ action }) => action === 'nudged')
  return before && now.getTime() - before.at.getTime() < NUDGED_AGAIN_MS ? before : undefined
}

/** Somebody is asked, now and by a manager, to make their move. */
export function nudge(handoff: Handoff, by: UserId, to: UserId, now: Date): Decision {
  const refusal = refusalOf('nudged', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1 }
  const happened = line(after, { action: 'nudged', by, at: now, from: handoff.stage.status })
  return { handoff: after, happened, tell: [{ kind: 'event', what: 'nudge', version: after.version, to }] }
}

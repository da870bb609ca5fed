import { type Checked, type Fields, LONGEST, reader } from '../fields.ts'
import { changedQuietly, type Decision } from '../handoff/decision.ts'
import { type Handoff, LOGGED_KINDS, type TouchKind } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'
import { isBeforeHandoff } from './touches.ts'

/** What happens to a lead that somebody has: touches, its next step, and another owner. */

type NewTouch = {
  kind: TouchKind
  happenedAt: Date
  note?: string | undefined
  /** The version that logged a touch which was wrong; the history keeps it. */
  instead?: number | undefined
}

/** A contact with the prospect. When it happened decides whether the clock is met, not when it was logged. */
export function logTouch(handoff: Handoff, by: UserId, touch: NewTouch, now: Date): Decision {
  const { instead } = touch
  const action = instead === undefined ? 'touched' : 'touch_corrected'
  const refusal = refusalOf(action, handoff, by, now)
  if (refusal) return refusal
  if (isBeforeHandoff(touch.happenedAt, handoff)) return { refused: 'touch_too_early', handoff }
  if (touch.happenedAt > now) return { refused: 'touch_in_future', handoff }
  const wrong = handoff.touches.find(({ version }) => version === instead)
  if (instead !== undefined && (!wrong || wrong.kind === 'meeting_held'))
    return { refused: 'no_such_touch', handoff }
  const version = handoff.version + 1
  const kept = handoff.touches.filter((one) => one !== wrong)
  const touches = [...kept, { ...touch, version, by, loggedAt: now }]
  const after = { ...handoff, version, touches }
  return changedQuietly(handoff, after, { action, by, at: now, code: touch.kind, words: touch.note })
}

/** A touch: its kind, and when it happened. */
export function checkTouch(
  fields: Fields,
): Checked<{ kind: TouchKind; happenedAt: Date; note?: string | undefined; instead?: number | undefined }> {
  const read = reader(fields)
  const kind = LOGGED_KINDS.find((known) => known === fields.kind)
  if (!kind) read.problem({ field: 'kind', why: 'missing' })
  if (!fields.happened) read.problem({ field: 'happened', why: 'missing' })
  const happenedAt = new Date(Number(fields.happened) * 1000)
  const note = read.text('note', LONGEST.note) || undefined
  const instead = fields.instead ? Number(fields.instead) : undefined
  return read.result({ kind: kind ?? 'call_attempted', happenedAt, note, ...(instead ? { instead } : {}) })
}

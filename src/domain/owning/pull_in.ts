import { type Checked, checkNote, type Fields } from '../fields.ts'
import { changedAndTold, type Decision } from '../handoff/decision.ts'
import type { Handoff, PullIn } from '../handoff/handoff.ts'
import { PULL_IN_REASONS } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'

/** The owner asks the SDR back in: they know the people there. */
export function pullIn(
  handoff: Handoff,
  by: UserId,
  request: Pick<PullIn, 'reason' | 'words'>,
  now: Date,
): Decision {
  const refusal = refusalOf('pulled_in', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1, pullIn: { by, at: now, ...request } }
  const { reason: code, words } = request
  return changedAndTold(handoff, after, { action: 'pulled_in', by, at: now, code, words }, handoff.sdr)
}

export function pullInDone(handoff: Handoff, by: UserId, now: Date): Decision {
  const refusal = refusalOf('pull_in_done', handoff, by, now)
  if (refusal) return refusal
  if (!handoff.pullIn) return { refused: 'nothing_asked', handoff }
  const after = { ...handoff, version: handoff.version + 1, pullIn: undefined }
  return changedAndTold(handoff, after, { action: 'pull_in_done', by, at: now }, handoff.offer.ae)
}

export function checkPullIn(fields: Fields): Checked<Pick<PullIn, 'reason' | 'words'>> {
  const reason = PULL_IN_REASONS.find((known) => known === fields.reason)
  if (!reason) return { ok: false, problems: [{ field: 'reason', why: 'missing' }] }
  const words = checkNote(fields, 'request', true)
  return words.ok ? { ok: true, value: { reason, words: words.value } } : words
}

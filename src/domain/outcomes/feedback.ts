import { type Checked, type Fields, LONGEST, reader } from '../fields.ts'
import { type Change, changedAndTold, type Decision, type Said } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'

/** What the owner tells the SDR with an outcome. */
export type Feedback = { words: string; rating: number | undefined }

export function giveFeedback(handoff: Handoff, by: UserId, feedback: Feedback, now: Date): Decision {
  const refusal = refusalOf('feedback_given', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1 }
  return withFeedback(handoff, after, { action: 'feedback_given', by, at: now }, feedback)
}

/** The SDR reads it in the thread and in a message of their own. */
export function withFeedback(
  before: Handoff,
  after: Handoff,
  what: Said,
  { words, rating }: Feedback,
): Change {
  const rated = rating === undefined ? after : { ...after, rating: { stars: rating, at: what.at } }
  const said = { ...what, words: words || undefined, rating }
  return changedAndTold(before, rated, said, before.sdr)
}

/** What the owner tells the SDR: one line, and from 1 to 5 how good the handoff was. */
export function checkFeedback(fields: Fields): Checked<{ words: string; rating: number }> {
  const read = reader(fields)
  const words = read.required('feedback', LONGEST.line)
  const rating = Number(fields.rating)
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) read.problem({ field: 'rating', why: 'missing' })
  return read.result({ words, rating })
}

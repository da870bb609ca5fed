import { changed, type Decision, next } from '../handoff/decision.ts'
import type { Handoff, Question } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'
import { timed } from '../reminders/deadlines.ts'

/** Asking stops both clocks, but only the first time for an offer (see `dueAt`). */
export function ask(handoff: Handoff, by: UserId, words: string, now: Date): Decision {
  const refusal = refusalOf('asked', handoff, by, now)
  if (refusal) return refusal
  const question: Question = { by, askedAt: now, words }
  const offer = timed({ ...handoff.offer, questions: [...handoff.offer.questions, question] }, handoff.rules)
  const after = next(handoff, { offer, stage: { status: 'info_needed', question } })
  return changed(handoff, after, { action: 'asked', by, at: now, words })
}

export function answer(handoff: Handoff, by: UserId, words: string, now: Date): Decision {
  const refusal = refusalOf('answered', handoff, by, now)
  if (refusal) return refusal
  const questions = handoff.offer.questions.map((question, place, all) =>
    place === all.length - 1 ? { ...question, reply: { by, at: now, words } } : question,
  )
  const offer = timed({ ...handoff.offer, questions }, handoff.rules)
  return changed(handoff, next(handoff, { offer, stage: { status: 'offered' } }), {
    action: 'answered',
    by,
    at: now,
    words,
  })
}

import { and, eq, isNull } from 'drizzle-orm'
import type { Handoff, Offer } from '../domain/handoff/handoff.ts'
import type { Happening } from '../domain/handoff/history.ts'
import { mayTouch, mustTouch, type Statement, type Write } from './database.ts'

/** What is kept of an offer: its due times, its answer, and the questions that it waited for. */

export function saveOffer(
  write: Write,
  { id, workspace, team, offer }: Handoff,
  happened: Happening,
): Statement {
  const { offers } = write.tables
  const { seq, ae, offeredAt, calendar, acceptDue, touchDue, answer } = offer
  const withdrew = happened.action === 'withdrawn' || happened.action === 'recycled'
  const answeredNow = answer?.kind === (withdrew ? 'taken_away' : happened.action)
  const values = {
    ae,
    offeredAt,
    calendar,
    acceptDue: acceptDue ?? null,
    touchDue: touchDue ?? null,
    answer: answer?.kind ?? null,
    answeredBy: answer?.by ?? null,
    answeredAt: answer?.at ?? null,
    code: answer?.kind === 'declined' ? answer.code : null,
    answerMs: answer ? waitedMs(offer, answer.at) : null,
    inheritedTouchDue: offer.inheritedTouchDue ?? null,
    ...(answeredNow && answer.at.getTime() === happened.at.getTime() ? { answeredIn: happened.version } : {}),
    ...(answer ? {} : { answeredIn: null }),
  }
  return mustTouch(
    write
      .insert(offers)
      .values({ workspace, handoffId: id, seq, teamId: team.id, ...values })
      .onConflictDoUpdate({ target: [offers.handoffId, offers.seq], set: values }),
  )
}

export function savePause(write: Write, { id, workspace, offer }: Handoff, happened: Happening): Statement[] {
  const { pauses } = write.tables
  const seq = offer.questions.length
  const last = offer.questions.at(-1)
  if (happened.action === 'asked' && last)
    return [
      mustTouch(
        write.insert(pauses).values({
          workspace,
          handoffId: id,
          offer: offer.seq,
          seq,
          askedBy: last.by,
          askedIn: happened.version,
          since: last.askedAt,
        }),
      ),
    ]
  if (happened.action === 'answered' && last?.reply)
    return [
      mustTouch(
        write
          .update(pauses)
          .set({ until: last.reply.at, answeredBy: last.reply.by, answeredIn: happened.version })
          .where(and(eq(pauses.handoffId, id), eq(pauses.offer, offer.seq), eq(pauses.seq, seq))),
      ),
    ]
  return []
}

/** Elapsed time from the offer to its answer, without the time that its first question took; later ones pause nothing. */
function waitedMs({ offeredAt, questions }: Offer, answeredAt: Date): number {
  const waited = answeredAt.getTime() - offeredAt.getTime()
  const [question] = questions
  if (!question) return waited
  return waited - ((question.reply?.at ?? answeredAt).getTime() - question.askedAt.getTime())
}

/** A reassign ends the offer before it: unanswered, it was taken away; answered, its answer stays. */
export function takeAway(write: Write, { id, offer }: Handoff, happened: Happening): Statement[] {
  if (happened.action !== 'reassigned') return []
  const { offers } = write.tables
  return [
    mayTouch(
      write
        .update(offers)
        .set({ answer: 'taken_away', answeredBy: happened.by, answeredAt: happened.at })
        .where(and(eq(offers.handoffId, id), eq(offers.seq, offer.seq - 1), isNull(offers.answer))),
    ),
  ]
}

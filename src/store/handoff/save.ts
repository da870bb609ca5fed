import { and, eq } from 'drizzle-orm'
import type { Change } from '../../domain/handoff/decision.ts'
import type { Handoff, Stage } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { keysOf } from '../../domain/offering/prospects.ts'
import { saveOffer, savePause, takeAway } from '../answering.ts'
import { saveMeeting } from '../calls.ts'
import { mustTouch, type Statement, type Write } from '../database.ts'
import { saveNextStep } from '../owning/next_step.ts'
import { saveOwnership } from '../owning/owners.ts'
import { savePullIn } from '../owning/pull_ins.ts'
import { saveTouch } from '../owning/touches.ts'
import { followed } from './kept.ts'

/** Everything that a new handoff writes; stale when a handoff of this id exists, because it was sent already. */
export function insertHandoff(write: Write, { handoff, happened }: Change): Statement[] {
  const { handoffs, prospects, criteriaAnswers, texts } = write.tables
  const { id, workspace, sdr, brief, prospect, createdAt, offer } = handoff
  const words: [kind: string, about: string, body: string | undefined][] = [
    ...brief.answers.map((answer): [string, string, string] => ['evidence', answer.key, answer.evidence]),
    ['brief', 'next_step', brief.nextStep],
    ['brief', 'promised', brief.promised],
    ['brief', 'landed', brief.landed],
    ['brief', 'avoid', brief.avoid],
    ['brief', 'exception', brief.exception],
    ['brief', 'duplicate_reason', brief.duplicateReason],
    ['brief', 'from_message', brief.fromMessage],
    ['brief', 'message_link', brief.messageLink],
    ['brief', 'intro_reason', brief.intro.mode === 'not_possible' ? brief.intro.reason : undefined],
  ]
  return [
    mustTouch(
      write
        .insert(prospects)
        .values({ id, workspace, ...prospect, ...keysOf(prospect) })
        .onConflictDoNothing(),
    ),
    mustTouch(
      write
        .insert(handoffs)
        .values({
          id,
          workspace,
          ref: handoff.ref,
          version: handoff.version,
          teamId: handoff.team.id,
          sdr,
          ae: offer.ae,
          prospectId: id,
          rulesetId: handoff.rulesId,
          status: handoff.stage.status,
          currentOffer: offer.seq,
          createdAt,
          changedAt: createdAt,
          nextStepDate: brief.nextStepDate,
          introMode: brief.intro.mode,
          introAt: brief.intro.mode === 'scheduled' ? brief.intro.at : null,
          sdrJoins: brief.sdrJoins,
          exception: brief.exception !== undefined,
          sdrCalendar: handoff.sdrCalendar,
          sameAs: handoff.sameAs ?? null,
          ...followed(handoff),
        })
        .onConflictDoNothing(),
    ),
    ...brief.answers.map(({ key, state, score }) =>
      mustTouch(
        write
          .insert(criteriaAnswers)
          .values({ workspace, handoffId: id, criterion: key, state, score: score ?? null }),
      ),
    ),
    ...words
      .filter(([, , body]) => body)
      .map(([kind, about, body]) =>
        mustTouch(
          write.insert(texts).values({ workspace, handoffId: id, kind, about, by: sdr, at: createdAt, body }),
        ),
      ),
    saveOffer(write, handoff, happened),
    ...record(write, handoff, happened),
  ]
}

/** A changed handoff with its line of history; stale unless it is still the version that the change was decided on. */
export function saveHandoff(
  write: Write,
  { handoff, happened }: Change,
  idempotencyKey?: string,
): Statement[] {
  const { handoffs } = write.tables
  const { stage, lastAnswer, offer } = handoff
  const closed = isClosed(stage) ? stage : undefined
  return [
    mustTouch(
      write
        .update(handoffs)
        .set({
          version: handoff.version,
          teamId: handoff.team.id,
          status: stage.status,
          ae: offer.ae,
          currentOffer: offer.seq,
          changedAt: happened.at,
          closedBy: closed?.by ?? null,
          closedAt: closed?.at ?? null,
          recycledUntil: stage.status === 'recycled' ? stage.until : null,
          closedCode: closed && 'code' in closed ? (closed.code ?? null) : null,
          lastAnswer: lastAnswer ? { ...lastAnswer, at: lastAnswer.at.getTime() } : null,
          nextStepDate: handoff.brief.nextStepDate,
          introMode: handoff.brief.intro.mode,
          introAt: handoff.brief.intro.mode === 'scheduled' ? handoff.brief.intro.at : null,
          ...followed(handoff),
        })
        .where(and(eq(handoffs.id, handoff.id), eq(handoffs.version, handoff.version - 1))),
    ),
    saveOffer(write, handoff, happened),
    ...takeAway(write, handoff, happened),
    ...savePause(write, handoff, happened),
    ...saveTouch(write, handoff, happened),
    ...saveMeeting(write, handoff, happened),
    ...savePullIn(write, handoff, happened),
    ...saveNextStep(write, handoff, happened),
    ...saveOwnership(write, handoff, happened),
    ...record(write, handoff, happened, idempotencyKey),
  ]
}

const isClosed = (stage: Stage): stage is Exclude<Stage, { status: Open }> =>
  !['offered', 'info_needed', 'accepted', 'qualified', 'declined'].includes(stage.status)

type Open = 'offered' | 'info_needed' | 'accepted' | 'qualified' | 'declined'

function record(
  write: Write,
  { id, workspace }: Handoff,
  happened: Happening,
  idempotencyKey?: string,
): Statement[] {
  const { history, texts } = write.tables
  const { words, from, to, ...facts } = happened
  return [
    mustTouch(
      write.insert(history).values({
        handoffId: id,
        workspace,
        ...facts,
        fromStatus: from ?? null,
        toStatus: to,
        submission: idempotencyKey,
      }),
    ),
    ...(words
      ? [
          mustTouch(
            write.insert(texts).values({
              workspace,
              handoffId: id,
              kind: 'happening',
              about: String(happened.version),
              by: happened.by,
              at: happened.at,
              body: words,
            }),
          ),
        ]
      : []),
  ]
}

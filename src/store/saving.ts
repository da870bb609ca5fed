import { and, eq } from 'drizzle-orm'
import { firstToTellAt } from '../domain/calls.ts'
import type { Change } from '../domain/decision.ts'
import type { Handoff, Happening, Stage } from '../domain/handoff.ts'
import { firstMeeting, introAt, isWarmTransfer, secondMeeting } from '../domain/meetings.ts'
import { keysOf } from '../domain/prospects.ts'
import { stuckFrom } from '../domain/stuck.ts'
import { firstMeaningful, firstTouch } from '../domain/touches.ts'
import { type Db, type Queries, type Statement, touching } from './database.ts'
import { saveOffer, savePause } from './saving_offers.ts'
import {
  saveMeeting,
  saveNextStep,
  saveOwnership,
  savePullIn,
  saveTouch,
  takeAway,
} from './saving_ownership.ts'

/** Everything that a new handoff writes; stale when a handoff of this id exists, because it was sent already. */
export function insertHandoff(db: Db, write: Queries, { handoff, happened }: Change): Statement[] {
  const { handoffs, prospects, criteriaAnswers, texts } = db.tables
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
    touching(
      write
        .insert(prospects)
        .values({ id, workspace, ...prospect, ...keysOf(prospect) })
        .onConflictDoNothing()
        .returning({ id: prospects.id }),
    ),
    touching(
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
        .onConflictDoNothing()
        .returning({ id: handoffs.id }),
    ),
    ...brief.answers.map(({ key, state, score }) =>
      touching(
        write
          .insert(criteriaAnswers)
          .values({ workspace, handoffId: id, criterion: key, state, score: score ?? null })
          .returning({ id: criteriaAnswers.handoffId }),
      ),
    ),
    ...words
      .filter(([, , body]) => body)
      .map(([kind, about, body]) =>
        touching(
          write
            .insert(texts)
            .values({ workspace, handoffId: id, kind, about, by: sdr, at: createdAt, body })
            .returning({ id: texts.handoffId }),
        ),
      ),
    saveOffer(db, write, handoff, happened),
    ...record(db, write, handoff, happened),
  ]
}

/** A changed handoff with its line of history; stale unless it is still the version that the change was decided on. */
export function saveHandoff(
  db: Db,
  write: Queries,
  { handoff, happened }: Change,
  submission?: string,
): Statement[] {
  const { handoffs } = db.tables
  const { stage, lastAnswer, offer } = handoff
  const closed = isClosed(stage) ? stage : undefined
  return [
    touching(
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
        .where(and(eq(handoffs.id, handoff.id), eq(handoffs.version, handoff.version - 1)))
        .returning({ id: handoffs.id }),
    ),
    saveOffer(db, write, handoff, happened),
    ...takeAway(db, write, handoff, happened),
    ...savePause(db, write, handoff, happened),
    ...saveTouch(db, write, handoff, happened),
    ...saveMeeting(db, write, handoff, happened),
    ...savePullIn(db, write, handoff, happened),
    ...saveNextStep(db, write, handoff, happened),
    ...saveOwnership(db, write, handoff, happened),
    ...record(db, write, handoff, happened, submission),
  ]
}

/** What the jobs and the numbers look for, worked out by the rules and kept beside the handoff. */
function followed(handoff: Handoff) {
  const first = firstTouch(handoff)
  return {
    acceptedAt: handoff.firstAcceptedAt ?? null,
    touchDue: touchDueOf(handoff) ?? null,
    firstTouchAt: first?.happenedAt ?? null,
    firstTouchKind: first?.kind ?? null,
    firstMeaningfulAt: firstMeaningful(handoff)?.happenedAt ?? null,
    firstMeetingAt: firstMeeting(handoff)?.at ?? null,
    secondMeetingAt: secondMeeting(handoff)?.at ?? null,
    introPlannedAt: introAt(handoff) ?? null,
    warmTransfer: isWarmTransfer(handoff),
    qualifiedBy: handoff.qualified?.by ?? null,
    qualifiedAt: handoff.qualified?.at ?? null,
    verbalBy: handoff.verbal?.by ?? null,
    verbalAt: handoff.verbal?.at ?? null,
    verbalForm: handoff.verbal?.form ?? null,
    cannotMake: handoff.cannotMake ?? null,
    rating: handoff.rating?.stars ?? null,
    ratedAt: handoff.rating?.at ?? null,
    snoozedUntil: handoff.snoozedUntil ?? null,
    wakeAt: firstToTellAt(handoff) ?? null,
    stuckFrom: stuckFrom(handoff) ?? null,
  }
}

const isClosed = (stage: Stage): stage is Exclude<Stage, { status: Open }> =>
  !['offered', 'info_needed', 'accepted', 'qualified', 'declined'].includes(stage.status)
type Open = 'offered' | 'info_needed' | 'accepted' | 'qualified' | 'declined'

/** A prospect's deadline that was stopped before it passed is nobody's to have met. */
function touchDueOf({ offer, stage }: Handoff): Date | undefined {
  const stopped = stage.status === 'declined' || stage.status === 'withdrawn' || stage.status === 'recycled'
  return stopped && offer.touchDue && stage.at < offer.touchDue ? undefined : offer.touchDue
}

function record(
  db: Db,
  write: Queries,
  { id, workspace }: Handoff,
  happened: Happening,
  submission?: string,
): Statement[] {
  const { history, texts } = db.tables
  const { words, from, to, ...facts } = happened
  return [
    touching(
      write
        .insert(history)
        .values({ handoffId: id, workspace, ...facts, fromStatus: from ?? null, toStatus: to, submission })
        .returning({ version: history.version }),
    ),
    ...(words
      ? [
          touching(
            write
              .insert(texts)
              .values({
                workspace,
                handoffId: id,
                kind: 'happening',
                about: String(happened.version),
                by: happened.by,
                at: happened.at,
                body: words,
              })
              .returning({ id: texts.handoffId }),
          ),
        ]
      : []),
  ]
}

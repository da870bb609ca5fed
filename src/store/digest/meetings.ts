import { and, count, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { MeetingNumbers } from '../../domain/digest/numbers.ts'
import type { Median, Share } from '../../domain/digest/shares.ts'
import { hours } from '../../domain/time/calendar.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { countIf, during, medianOf } from './counting.ts'

/** How long after its acceptance a lead's second meeting still counts as one that came of the handoff. */
const SECOND_WITHIN_DAYS = 28

export type MeetingQuestion = {
  week: Bounds
  /** The four weeks before, as one. */
  before: Bounds
  trend: { monday: string; from: Date; to: Date }[]
  /** One working day before the end of the week: a call that was planned later may still be about to be logged. */
  introsLoggedUntil: Date
  /** 28 to 55 days before the end of the week: whoever accepted then has had 28 days for a second meeting. */
  acceptedForSecond: Bounds
  /** The 90 days that end with the week. */
  quarter: Bounds
}

/**
 * Of the intro calls whose final time lies in the period and that were logged, or should have been: those with SDR and
 * AE on them. Beside it, how many were planned, so that a week of calls nobody logged yet is not one without calls.
 */
export async function introCallsIn(
  db: Db,
  workspace: string,
  period: Bounds,
  loggedUntil: Date,
): Promise<{ planned: number; bothReps: Share }> {
  const { handoffs, meetings } = db.tables
  const logged = and(eq(meetings.handoffId, handoffs.id), eq(meetings.isIntro, true))
  // A lead that was declined or had ended by then had no call to be on.
  const ended = sql`${handoffs.closedAt} is not null and ${handoffs.closedAt} <= ${handoffs.introPlannedAt}`
  const stillMet = sql`${handoffs.status} <> 'declined' and not (${ended})`
  const [row] = await db.read
    .select({
      planned: count(),
      x: countIf(and(eq(meetings.sdr, true), eq(meetings.ae, true))),
      y: countIf(or(isNotNull(meetings.version), and(lte(handoffs.introPlannedAt, loggedUntil), stillMet))),
    })
    .from(handoffs)
    .leftJoin(meetings, logged)
    .where(during(handoffs, workspace, handoffs.introPlannedAt, period))
  return { planned: row?.planned ?? 0, bothReps: { x: row?.x ?? 0, y: row?.y ?? 0 } }
}

/** The median from the first offer to the second meeting, of the second meetings held in the period. */
export async function timeToSecondMeeting(
  db: Db,
  workspace: string,
  period: Bounds,
  which: 'all' | 'warm' | 'other' = 'all',
): Promise<Median> {
  const { handoffs } = db.tables
  const { warmTransfer } = handoffs
  const transfer = {
    all: undefined,
    warm: eq(warmTransfer, true),
    other: or(eq(warmTransfer, false), isNull(warmTransfer)),
  }
  const held = and(during(handoffs, workspace, handoffs.secondMeetingAt, period), transfer[which])
  return medianOf(db, handoffs, sql`${handoffs.secondMeetingAt} - ${handoffs.createdAt}`, held)
}

/**
 * Of the leads first accepted in the period: those with a second meeting within 28 days. The median above knows only
 * the leads that got that far; this one falls when fewer do.
 */
async function secondMeetingHeldIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const { acceptedAt, secondMeetingAt } = handoffs
  const [row] = await db.read
    .select({
      y: count(),
      x: countIf(sql`${secondMeetingAt} - ${acceptedAt} <= ${hours(24 * SECOND_WITHIN_DAYS)}`),
    })
    .from(handoffs)
    .where(during(handoffs, workspace, acceptedAt, period))
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

/** Of the meetings of the period that were held or not: those the prospect missed. */
async function noShowsIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { meetings } = db.tables
  const [row] = await db.read
    .select({ y: count(), x: countIf(eq(meetings.result, 'no_show')) })
    .from(meetings)
    .where(during(meetings, workspace, meetings.at, period))
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

/** Of the leads won, lost or disqualified in the period after a first meeting: the won ones. */
async function wonAfterMeetingIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ y: count(), x: countIf(eq(handoffs.status, 'won')) })
    .from(handoffs)
    .where(
      and(
        during(handoffs, workspace, handoffs.closedAt, period),
        inArray(handoffs.status, ['won', 'lost', 'disqualified']),
        lte(handoffs.firstMeetingAt, handoffs.closedAt),
      ),
    )
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

export async function meetingNumbersOf(
  db: Db,
  workspace: string,
  asked: MeetingQuestion,
): Promise<MeetingNumbers> {
  const { week, before, introsLoggedUntil } = asked
  const intros = await introCallsIn(db, workspace, week, introsLoggedUntil)
  const introsBefore = await introCallsIn(db, workspace, before, introsLoggedUntil)
  const bothRepsTrend: MeetingNumbers['bothRepsTrend'] = []
  for (const { monday, ...bounds } of asked.trend) {
    const { bothReps } = await introCallsIn(db, workspace, bounds, introsLoggedUntil)
    bothRepsTrend.push({ monday, share: bothReps })
  }
  return {
    introsPlanned: intros.planned,
    bothReps: intros.bothReps,
    bothRepsBefore: introsBefore.bothReps,
    bothRepsTrend,
    toSecond: await timeToSecondMeeting(db, workspace, week),
    toSecondWarm: await timeToSecondMeeting(db, workspace, week, 'warm'),
    toSecondOther: await timeToSecondMeeting(db, workspace, week, 'other'),
    toSecondBefore: await timeToSecondMeeting(db, workspace, before),
    secondHeld: await secondMeetingHeldIn(db, workspace, asked.acceptedForSecond),
    noShows: await noShowsIn(db, workspace, week),
    wonAfterMeeting: await wonAfterMeetingIn(db, workspace, asked.quarter),
  }
}

import { and, count, eq, inArray, lte } from 'drizzle-orm'
import type { MeetingNumbers } from '../../domain/digest/numbers.ts'
import type { Windows } from '../../domain/digest/windows.ts'
import type { Db } from '../database.ts'
import { prepared } from '../prepared.ts'
import { countIf, during, IN_PERIOD, together } from './counting.ts'
import { introCallsIn } from './intro_calls.ts'
import { secondMeetingHeldIn, timeToSecondMeeting } from './second_meetings.ts'

/** Of the meetings of the period that were held or not: those the prospect missed. */
const noShows = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { meetings } = db.tables
  return db.read
    .select({ y: count(), x: countIf(eq(meetings.result, 'no_show')) })
    .from(meetings)
    .where(during(meetings, workspace, meetings.at, period))
})

/** Of the leads won, lost or disqualified in the period after a first meeting: the won ones. */
const wonAfterMeeting = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { handoffs } = db.tables
  return db.read
    .select({ y: count(), x: countIf(eq(handoffs.status, 'won')) })
    .from(handoffs)
    .where(
      and(
        during(handoffs, workspace, handoffs.closedAt, period),
        inArray(handoffs.status, ['won', 'lost', 'disqualified']),
        lte(handoffs.firstMeetingAt, handoffs.closedAt),
      ),
    )
})

export async function meetingNumbersOf(db: Db, workspace: string, windows: Windows): Promise<MeetingNumbers> {
  const { week, before, introsLoggedUntil } = windows
  const intros = await introCallsIn(db, workspace, week, introsLoggedUntil)
  const introsBefore = await introCallsIn(db, workspace, before, introsLoggedUntil)
  const bothRepsTrend: MeetingNumbers['bothRepsTrend'] = []
  for (const { monday, ...bounds } of windows.trend) {
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
    toSecondOther: await timeToSecondMeeting(db, workspace, week, 'not_warm'),
    toSecondBefore: await timeToSecondMeeting(db, workspace, before),
    secondHeld: await secondMeetingHeldIn(db, workspace, windows.hadTimeForSecond),
    noShows: together(await noShows(db, { workspace, ...week })),
    wonAfterMeeting: together(await wonAfterMeeting(db, { workspace, ...windows.quarter })),
  }
}

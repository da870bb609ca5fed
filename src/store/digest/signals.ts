import { and, count, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Share } from '../../domain/digest/shares.ts'
import type { SignalFacts } from '../../domain/digest/signals.ts'
import type { Windows } from '../../domain/digest/windows.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { countIf, during } from './counting.ts'
import { templatedIn } from './first_touches.ts'
import { gatePassedIn } from './gate.ts'
import { callsDeclinedIn, introCallsIn, withoutIntroIn } from './intro_calls.ts'
import { severalOwnersIn } from './owners.ts'
import { timeToSecondMeeting } from './second_meetings.ts'

/** What the six signals are read from, counted in the database. */
export async function signalFactsOf(db: Db, workspace: string, windows: Windows): Promise<SignalFacts> {
  const { fourWeeks: now, fourWeeksBefore: before, introsLoggedUntil, hadTimeToQualify } = windows
  const intros = await introCallsIn(db, workspace, now, introsLoggedUntil)
  const introsBefore = await introCallsIn(db, workspace, before, introsLoggedUntil)
  const cohort = await cohortOf(db, workspace, hadTimeToQualify)
  return {
    bothReps: intros.bothReps,
    bothRepsBefore: introsBefore.bothReps,
    callsDeclined: { x: await callsDeclinedIn(db, workspace, now), y: intros.planned },
    toSecond: await timeToSecondMeeting(db, workspace, now),
    toSecondBefore: await timeToSecondMeeting(db, workspace, before),
    templated: await templatedIn(db, workspace, now),
    ...cohort,
    topReasons: await topReasonsIn(db, workspace, now),
    gatePassed: await gatePassedIn(db, workspace, now),
    withoutIntro: await withoutIntroIn(db, workspace, now),
    withoutIntroBefore: await withoutIntroIn(db, workspace, before),
    unreviewed: await unreviewedOf(db, workspace, windows.reviews),
    severalOwners: await severalOwnersIn(db, workspace, now),
    severalOwnersBefore: await severalOwnersIn(db, workspace, before),
    toSecondRerouted: await timeToSecondMeeting(db, workspace, now, 'rerouted'),
    toSecondKept: await timeToSecondMeeting(db, workspace, now, 'kept'),
  }
}

/** Of the handoffs sent in the period and answered: the accepted; and of those the ever qualified or won. */
async function cohortOf(
  db: Db,
  workspace: string,
  period: Bounds,
): Promise<{ accepted: Share; qualified: Share }> {
  const { handoffs } = db.tables
  const wasAccepted = isNotNull(handoffs.acceptedAt)
  const [row] = await db.read
    .select({
      answered: countIf(sql`${handoffs.status} not in ('offered', 'info_needed')`),
      accepted: countIf(wasAccepted),
      qualified: countIf(
        and(wasAccepted, sql`(${handoffs.qualifiedAt} is not null or ${handoffs.status} = 'won')`),
      ),
    })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.createdAt, period))
  const { answered = 0, accepted = 0, qualified = 0 } = row ?? {}
  return {
    accepted: { x: accepted, y: Math.max(answered, accepted) },
    qualified: { x: qualified, y: accepted },
  }
}

async function topReasonsIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { history } = db.tables
  const rows = await db.read
    .select({ code: history.code, n: count() })
    .from(history)
    .where(
      and(
        during(history, workspace, history.at, period),
        inArray(history.action, ['declined', 'disqualified']),
      ),
    )
    .groupBy(history.code)
    .orderBy(desc(count()))
  const sum = (some: typeof rows) => some.reduce((total, { n }) => total + n, 0)
  return { x: sum(rows.slice(0, 2)), y: sum(rows) }
}

async function unreviewedOf(db: Db, workspace: string, reviews: Windows['reviews']): Promise<Share> {
  const { digests } = db.tables
  const rows = await db.read
    .select({ postedAt: digests.postedAt, reviewedAt: digests.reviewedAt })
    .from(digests)
    .where(and(eq(digests.workspace, workspace), inArray(digests.monday, reviews.mondays)))
  const late = rows.filter(
    ({ postedAt, reviewedAt }) => reviewedAt === null || reviewedAt > reviews.until(postedAt),
  )
  return { x: late.length, y: rows.length }
}

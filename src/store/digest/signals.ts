import { and, count, desc, eq, inArray, isNotNull, not, notInArray, sql } from 'drizzle-orm'
import type { Share } from '../../domain/digest/shares.ts'
import type { SignalFacts } from '../../domain/digest/signals.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { countIf, during, medianOf } from './counting.ts'
import { introCallsIn, timeToSecondMeeting } from './meetings.ts'
import { gatePassedIn, severalOwnersIn, templatedIn } from './numbers.ts'

export type SignalQuestion = {
  /** 28 days up to the end of the week, and the 28 before them. */
  now: Bounds
  before: Bounds
  introsLoggedUntil: Date
  /** 15 to 42 days before the end of the week: whoever was sent then has had time to be qualified. */
  hadTime: Bounds
  /** The weeks of the last four digests, and until when one that was posted then can be reviewed in time. */
  reviews: { mondays: string[]; until: (postedAt: Date) => Date }
}

/** What the six signals are read from, counted in the database. */
export async function signalFactsOf(db: Db, workspace: string, asked: SignalQuestion): Promise<SignalFacts> {
  const { now, before, introsLoggedUntil, hadTime } = asked
  const intros = await introCallsIn(db, workspace, now, introsLoggedUntil)
  const introsBefore = await introCallsIn(db, workspace, before, introsLoggedUntil)
  const cohort = await cohortOf(db, workspace, hadTime)
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
    unreviewed: await unreviewedOf(db, workspace, asked.reviews),
    severalOwners: await severalOwnersIn(db, workspace, now),
    severalOwnersBefore: await severalOwnersIn(db, workspace, before),
    toSecondRerouted: await secondMeetingOf(db, workspace, now, true),
    toSecondKept: await secondMeetingOf(db, workspace, now, false),
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

async function callsDeclinedIn(db: Db, workspace: string, period: Bounds): Promise<number> {
  const { history } = db.tables
  const [row] = await db.read
    .select({ n: count() })
    .from(history)
    .where(
      and(
        during(history, workspace, history.at, period),
        eq(history.action, 'call_declined'),
        eq(history.code, 'ae'),
      ),
    )
  return row?.n ?? 0
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

/** Handoffs that were qualified or won in the period although no intro call of theirs was ever logged. */
async function withoutIntroIn(db: Db, workspace: string, { from, to }: Bounds): Promise<number> {
  const { history, meetings } = db.tables
  const met = sql`exists (select 1 from ${meetings}
    where ${meetings.handoffId} = ${history.handoffId} and ${eq(meetings.isIntro, true)})`
  const [row] = await db.read
    .select({ n: sql`count(distinct ${history.handoffId})`.mapWith(Number) })
    .from(history)
    .where(
      and(
        during(history, workspace, history.at, { from, to }),
        inArray(history.action, ['qualified', 'won']),
        not(met),
      ),
    )
  return row?.n ?? 0
}

async function unreviewedOf(db: Db, workspace: string, reviews: SignalQuestion['reviews']): Promise<Share> {
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

/** Time to the second meeting of leads that several people owned, or of those that one did. */
function secondMeetingOf(db: Db, workspace: string, period: Bounds, rerouted: boolean) {
  const { handoffs, ownerships } = db.tables
  const several = db.read
    .select({ id: ownerships.handoffId })
    .from(ownerships)
    .where(and(eq(ownerships.workspace, workspace), sql`${ownerships.nth} > 1`))
  const held = and(
    during(handoffs, workspace, handoffs.secondMeetingAt, period),
    rerouted ? inArray(handoffs.id, several) : notInArray(handoffs.id, several),
  )
  return medianOf(db, handoffs, sql`${handoffs.secondMeetingAt} - ${handoffs.createdAt}`, held)
}

/** Of the leads lost or disqualified in the period: those that ended after their second meeting. */
export async function lateEndsIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ y: count(), x: countIf(sql`${handoffs.secondMeetingAt} <= ${handoffs.closedAt}`) })
    .from(handoffs)
    .where(
      and(
        during(handoffs, workspace, handoffs.closedAt, period),
        inArray(handoffs.status, ['lost', 'disqualified']),
      ),
    )
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

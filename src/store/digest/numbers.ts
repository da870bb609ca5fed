import { and, count, eq, gte, isNotNull, lt, lte, sql } from 'drizzle-orm'
import type { Numbers } from '../../domain/digest/numbers.ts'
import type { Share } from '../../domain/digest/shares.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { peopleNumbersOf } from './by_person.ts'
import { countDistinct, countIf, countOf, during, medianOf } from './counting.ts'
import { type MeetingQuestion, meetingNumbersOf } from './meetings.ts'
import { type RelationshipQuestion, relationshipNumbersOf } from './relationship.ts'

/**
 * The digest's numbers, counted in the database: a digest costs the rows of its weeks, never the years before them.
 * Bounds are instants, the first inside and the second outside; whose week they are is the caller's business.
 * Each function is the one definition of its metric, in words in `docs/metrics.md`.
 */
async function acceptanceIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { offers } = db.tables
  const [row] = await db.read
    .select({
      accepted: countIf(sql`${offers.answer} = 'accepted'`),
      declined: countIf(sql`${offers.answer} = 'declined'`),
      lapsed: countIf(sql`${offers.answer} = 'taken_away' and ${offers.answeredAt} > ${offers.acceptDue}`),
    })
    .from(offers)
    .where(answeredIn(db, workspace, period))
  const { accepted = 0, declined = 0, lapsed = 0 } = row ?? {}
  return { x: accepted, y: accepted + declined + lapsed }
}

/** Offers whose time was over before `at` and that nobody had answered by then. */
export async function openPastDue(db: Db, workspace: string, at: Date): Promise<number> {
  const { offers } = db.tables
  const overdue = and(eq(offers.workspace, workspace), lt(offers.acceptDue, at))
  // Two counts, each from its own index: what is open still, and what was answered since.
  const open = await countOf(db, offers, and(overdue, sql`${offers.answer} is null`))
  return open + (await countOf(db, offers, and(overdue, gte(offers.answeredAt, at))))
}

/** The median of offer → accept without pauses, of the accepts in the period; nothing without any. */
export async function medianToAccept(db: Db, workspace: string, bounds: Bounds): Promise<number | null> {
  const { offers } = db.tables
  const accepted = and(
    answeredIn(db, workspace, bounds),
    eq(offers.answer, 'accepted'),
    isNotNull(offers.answerMs),
  )
  return (await medianOf(db, offers, sql`${offers.answerMs}`, accepted)).ms
}

async function declineReasonsIn(
  db: Db,
  workspace: string,
  bounds: Bounds,
): Promise<{ code: string; count: number }[]> {
  const { offers } = db.tables
  const rows = await db.read
    .select({ code: offers.code, count: count() })
    .from(offers)
    .where(and(answeredIn(db, workspace, bounds), eq(offers.answer, 'declined')))
    .groupBy(offers.code)
  return rows
    .map((row) => ({ code: row.code ?? 'other', count: row.count }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code))
}

/** Of the touch deadlines that passed in the period after the lead was accepted: met by a meaningful touch. */
export async function touchInTimeIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ y: count(), x: countIf(lte(handoffs.firstMeaningfulAt, handoffs.touchDue)) })
    .from(handoffs)
    .where(
      and(
        during(handoffs, workspace, handoffs.touchDue, period),
        lte(handoffs.acceptedAt, handoffs.touchDue),
      ),
    )
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

/** Of the first touches of any kind that happened in the period: the templated ones. */
export async function templatedIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ y: count(), x: countIf(eq(handoffs.firstTouchKind, 'templated_email')) })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.firstTouchAt, period))
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

/** Handoffs sent without an exception, of those sent. */
export async function gatePassedIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ y: count(), exceptions: countIf(eq(handoffs.exception, true)) })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.createdAt, period))
  const { y = 0, exceptions = 0 } = row ?? {}
  return { x: y - exceptions, y }
}

/** Drafts that the gate stopped at least once in the period. */
async function blockedDraftsIn(db: Db, workspace: string, period: Bounds): Promise<number> {
  const { gateBlocks } = db.tables
  const [row] = await db.read
    .select({ drafts: countDistinct(gateBlocks.draftId) })
    .from(gateBlocks)
    .where(during(gateBlocks, workspace, gateBlocks.at, period))
  return row?.drafts ?? 0
}

/** Accepted, without any meaningful touch, and past the touch deadline since before `since`. */
async function droppedSince(db: Db, workspace: string, since: Date): Promise<number> {
  const { handoffs } = db.tables
  return countOf(
    db,
    handoffs,
    and(
      eq(handoffs.workspace, workspace),
      sql`${handoffs.status} = 'accepted'`,
      sql`${handoffs.firstMeaningfulAt} is null`,
      lte(handoffs.touchDue, since),
    ),
  )
}

/** Handoffs that in the period were owned by their second or a later owner, and had not ended before it. */
export async function severalOwnersIn(db: Db, workspace: string, { from, to }: Bounds): Promise<number> {
  const { ownerships, handoffs } = db.tables
  const [row] = await db.read
    .select({ handoffs: countDistinct(ownerships.handoffId) })
    .from(ownerships)
    .innerJoin(handoffs, eq(handoffs.id, ownerships.handoffId))
    .where(
      and(
        eq(ownerships.workspace, workspace),
        sql`${ownerships.nth} > 1`,
        lt(ownerships.since, to),
        sql`(${ownerships.until} is null or ${ownerships.until} > ${from.getTime()})`,
        sql`coalesce(${ownerships.endReason}, '') <> 'undone'`,
        sql`(${handoffs.closedAt} is null or ${handoffs.closedAt} > ${from.getTime()})`,
      ),
    )
  return row?.handoffs ?? 0
}

export type WeekQuestion = MeetingQuestion &
  RelationshipQuestion & {
    week: { monday: string; from: Date; to: Date }
    /** Ten working days before the end of the week. */
    droppedSince: Date
  }

export async function numbersOf(db: Db, workspace: string, asked: WeekQuestion): Promise<Numbers> {
  const { week, before } = asked
  const acceptanceTrend: Numbers['acceptanceTrend'] = []
  for (const { monday, from, to } of asked.trend)
    acceptanceTrend.push({ monday, share: await acceptanceIn(db, workspace, { from, to }) })
  return {
    week: { monday: week.monday, from: week.from.getTime(), to: week.to.getTime() },
    acceptance: await acceptanceIn(db, workspace, week),
    acceptanceBefore: await acceptanceIn(db, workspace, before),
    openPastDue: await openPastDue(db, workspace, week.to),
    medianToAccept: await medianToAccept(db, workspace, week),
    declines: await declineReasonsIn(db, workspace, week),
    touchInTime: await touchInTimeIn(db, workspace, week),
    touchInTimeBefore: await touchInTimeIn(db, workspace, before),
    templated: await templatedIn(db, workspace, week),
    gatePassed: await gatePassedIn(db, workspace, week),
    blockedDrafts: await blockedDraftsIn(db, workspace, week),
    dropped: await droppedSince(db, workspace, asked.droppedSince),
    severalOwners: await severalOwnersIn(db, workspace, week),
    acceptanceTrend,
    meetings: await meetingNumbersOf(db, workspace, asked),
    relationship: await relationshipNumbersOf(db, workspace, asked),
    people: await peopleNumbersOf(db, workspace, week, asked.introsLoggedUntil),
  }
}

function answeredIn(db: Db, workspace: string, period: Bounds) {
  const { offers } = db.tables
  return during(offers, workspace, offers.answeredAt, period)
}

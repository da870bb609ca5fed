import { and, count, desc, eq, isNotNull, lte, sql } from 'drizzle-orm'
import type { Bounds, PeopleNumbers } from '../domain/metrics.ts'
import type { Db } from './database.ts'
import { countIf, during } from './metrics_counting.ts'

/** The digest names those with most to say; an export has everybody. */
const MOST_PEOPLE = 15

/** The week by AE and by SDR, those with the most offers first; each number means what it means for the team. */
export async function peopleNumbersOf(
  db: Db,
  workspace: string,
  week: Bounds,
  introsLoggedUntil: Date,
): Promise<PeopleNumbers> {
  return {
    aes: await byAe(db, workspace, week, introsLoggedUntil, MOST_PEOPLE),
    sdrs: await bySdr(db, workspace, week),
  }
}

/** Each AE's answers, touches in time and calls with both reps in a period. */
export async function byAe(
  db: Db,
  workspace: string,
  period: Bounds,
  introsLoggedUntil: Date,
  most: number,
): Promise<PeopleNumbers['aes']> {
  const { offers, handoffs, meetings, ownerships } = db.tables
  const answered = await db.read
    .select({
      id: offers.ae,
      accepted: countIf(sql`${offers.answer} = 'accepted'`),
      answered: countIf(sql`${offers.answer} <> 'taken_away' or ${offers.answeredAt} > ${offers.acceptDue}`),
    })
    .from(offers)
    .where(during(offers, workspace, offers.answeredAt, period))
    .groupBy(offers.ae)
    .orderBy(desc(count()))
    .limit(most)
  const touched = await db.read
    .select({ id: ownerships.ae, y: count(), x: countIf(lte(handoffs.firstMeaningfulAt, handoffs.touchDue)) })
    .from(handoffs)
    .innerJoin(ownerships, and(eq(ownerships.handoffId, handoffs.id), heldAt(db)))
    .where(
      and(
        during(handoffs, workspace, handoffs.touchDue, period),
        lte(handoffs.acceptedAt, handoffs.touchDue),
      ),
    )
    .groupBy(ownerships.ae)
  const called = await db.read
    .select({
      id: handoffs.ae,
      x: countIf(and(eq(meetings.sdr, true), eq(meetings.ae, true))),
      y: countIf(
        sql`${meetings.version} is not null or (${handoffs.introPlannedAt} <= ${introsLoggedUntil.getTime()}
          and ${handoffs.status} <> 'declined'
          and (${handoffs.closedAt} is null or ${handoffs.closedAt} > ${handoffs.introPlannedAt}))`,
      ),
    })
    .from(handoffs)
    .leftJoin(meetings, and(eq(meetings.handoffId, handoffs.id), eq(meetings.isIntro, true)))
    .where(during(handoffs, workspace, handoffs.introPlannedAt, period))
    .groupBy(handoffs.ae)
  const none = { x: 0, y: 0 }
  const shareOf = (rows: readonly { id: string; x: number; y: number }[], id: string) => {
    const row = rows.find((one) => one.id === id)
    return row ? { x: row.x, y: row.y } : none
  }
  return answered.map(({ id, accepted, answered: y }) => ({
    id,
    acceptance: { x: accepted, y },
    touchInTime: shareOf(touched, id),
    bothReps: shareOf(called, id),
  }))
}

/** A deadline is booked on whoever owned the lead when it passed. */
function heldAt(db: Db) {
  const { handoffs, ownerships } = db.tables
  return sql`${ownerships.since} <= ${handoffs.touchDue}
    and (${ownerships.until} is null or ${ownerships.until} > ${handoffs.touchDue})
    and coalesce(${ownerships.endReason}, '') <> 'undone'`
}

async function bySdr(db: Db, workspace: string, period: Bounds): Promise<PeopleNumbers['sdrs']> {
  const { offers, handoffs } = db.tables
  const sent = await db.read
    .select({ id: handoffs.sdr, sent: count(), exceptions: countIf(eq(handoffs.exception, true)) })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.createdAt, period))
    .groupBy(handoffs.sdr)
    .orderBy(desc(count()))
    .limit(MOST_PEOPLE)
  const answered = await db.read
    .select({
      id: handoffs.sdr,
      x: countIf(sql`${offers.answer} = 'accepted'`),
      y: countIf(sql`${offers.answer} <> 'taken_away' or ${offers.answeredAt} > ${offers.acceptDue}`),
    })
    .from(offers)
    .innerJoin(handoffs, eq(handoffs.id, offers.handoffId))
    .where(during(offers, workspace, offers.answeredAt, period))
    .groupBy(handoffs.sdr)
  const rated = await db.read
    .select({ id: handoffs.sdr, n: count(), sum: sql`sum(${handoffs.rating})`.mapWith(Number) })
    .from(handoffs)
    .where(and(during(handoffs, workspace, handoffs.ratedAt, period), isNotNull(handoffs.rating)))
    .groupBy(handoffs.sdr)
  return sent.map(({ id, sent: n, exceptions }) => {
    const answer = answered.find((one) => one.id === id)
    const rating = rated.find((one) => one.id === id)
    return {
      id,
      sent: n,
      exceptions,
      acceptance: { x: answer?.x ?? 0, y: answer?.y ?? 0 },
      rating: { n: rating?.n ?? 0, mean: rating && rating.n > 0 ? rating.sum / rating.n : null },
    }
  })
}

import { and, count, eq, lte, sql } from 'drizzle-orm'
import type { Share } from '../../domain/digest/shares.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { type CountOf, countIf, countOf, during, heldAt, ofSomebody, together } from './counting.ts'

/** Of the touch deadlines that passed in the period after the lead was accepted: met by a meaningful touch. */
export const touchInTimeIn = async (db: Db, workspace: string, period: Bounds): Promise<Share> =>
  together(await deadlines(db, workspace, period, 'everybody'))

/** The same for each AE: a deadline is booked on whoever owned the lead when it passed. */
export const touchInTimeByAe = async (
  db: Db,
  workspace: string,
  period: Bounds,
): Promise<(CountOf & { id: UserId })[]> => ofSomebody(await deadlines(db, workspace, period, 'ae'))

async function deadlines(
  db: Db,
  workspace: string,
  period: Bounds,
  who: 'everybody' | 'ae',
): Promise<CountOf[]> {
  const { handoffs, ownerships } = db.tables
  const person = { everybody: sql`null`, ae: ownerships.ae }[who]
  const counted = db.read
    .select({
      id: sql<UserId | null>`${person}`,
      y: count(),
      x: countIf(lte(handoffs.firstMeaningfulAt, handoffs.touchDue)),
    })
    .from(handoffs)
    .leftJoin(ownerships, and(eq(ownerships.handoffId, handoffs.id), heldAt(db, handoffs.touchDue)))
    .where(
      and(
        during(handoffs, workspace, handoffs.touchDue, period),
        lte(handoffs.acceptedAt, handoffs.touchDue),
      ),
    )
  return who === 'everybody' ? counted : counted.groupBy(person)
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

/** Accepted, without any meaningful touch, and past the touch deadline since before `since`. */
export async function droppedSince(db: Db, workspace: string, since: Date): Promise<number> {
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

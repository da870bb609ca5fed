import { and, count, eq, lte, sql } from 'drizzle-orm'
import type { Share } from '../../domain/digest/shares.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { prepared } from '../prepared.ts'
import {
  type CountOf,
  countIf,
  countOf,
  during,
  heldAt,
  IN_PERIOD,
  ofSomebody,
  together,
} from './counting.ts'

const deadlines = (who: 'everybody' | 'ae') =>
  prepared(IN_PERIOD, (db, { workspace, ...period }) => {
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
  })

const deadlinesOf = { everybody: deadlines('everybody'), ae: deadlines('ae') }

/** Of the touch deadlines that passed in the period after the lead was accepted: met by a meaningful touch. */
export const touchInTimeIn = async (db: Db, workspace: string, period: Bounds): Promise<Share> =>
  together(await deadlinesOf.everybody(db, { workspace, ...period }))

/** The same for each AE: a deadline is booked on whoever owned the lead when it passed. */
export const touchInTimeByAe = async (
  db: Db,
  workspace: string,
  period: Bounds,
): Promise<(CountOf & { id: UserId })[]> => ofSomebody(await deadlinesOf.ae(db, { workspace, ...period }))

/** Of the first touches of any kind that happened in the period: the templated ones. */
export const templatedIn = async (db: Db, workspace: string, period: Bounds): Promise<Share> =>
  together(await firstTouches(db, { workspace, ...period }))

const firstTouches = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { handoffs } = db.tables
  return db.read
    .select({ y: count(), x: countIf(eq(handoffs.firstTouchKind, 'templated_email')) })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.firstTouchAt, period))
})

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

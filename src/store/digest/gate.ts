import { count, eq, sql } from 'drizzle-orm'
import type { Share } from '../../domain/digest/shares.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { type CountOf, countDistinct, countIf, during, ofSomebody, together } from './counting.ts'

/** Handoffs sent without an exception, of those sent. */
export const gatePassedIn = async (db: Db, workspace: string, period: Bounds): Promise<Share> =>
  together(await sentIn(db, workspace, period, 'everybody'))

/** The same for each SDR. */
export const gatePassedBySdr = async (
  db: Db,
  workspace: string,
  period: Bounds,
): Promise<(CountOf & { id: UserId })[]> => ofSomebody(await sentIn(db, workspace, period, 'sdr'))

async function sentIn(
  db: Db,
  workspace: string,
  period: Bounds,
  who: 'everybody' | 'sdr',
): Promise<CountOf[]> {
  const { handoffs } = db.tables
  const person = { everybody: sql`null`, sdr: handoffs.sdr }[who]
  const counted = db.read
    .select({ id: sql<UserId | null>`${person}`, y: count(), x: countIf(eq(handoffs.exception, false)) })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.createdAt, period))
  return who === 'everybody' ? counted : counted.groupBy(person)
}

/** Drafts that the gate stopped at least once in the period. */
export async function blockedDraftsIn(db: Db, workspace: string, period: Bounds): Promise<number> {
  const { gateBlocks } = db.tables
  const [row] = await db.read
    .select({ drafts: countDistinct(gateBlocks.draftId) })
    .from(gateBlocks)
    .where(during(gateBlocks, workspace, gateBlocks.at, period))
  return row?.drafts ?? 0
}

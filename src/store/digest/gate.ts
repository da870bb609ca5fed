import { count, eq, sql } from 'drizzle-orm'
import type { Share } from '../../domain/digest/shares.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { prepared } from '../prepared.ts'
import { type CountOf, countDistinct, countIf, during, IN_PERIOD, ofSomebody, together } from './counting.ts'

const sent = (who: 'everybody' | 'sdr') =>
  prepared(IN_PERIOD, (db, { workspace, ...period }) => {
    const { handoffs } = db.tables
    const person = { everybody: sql`null`, sdr: handoffs.sdr }[who]
    const counted = db.read
      .select({ id: sql<UserId | null>`${person}`, y: count(), x: countIf(eq(handoffs.exception, false)) })
      .from(handoffs)
      .where(during(handoffs, workspace, handoffs.createdAt, period))
    return who === 'everybody' ? counted : counted.groupBy(person)
  })

const sentBy = { everybody: sent('everybody'), sdr: sent('sdr') }

/** Handoffs sent without an exception, of those sent. */
export const gatePassedIn = async (db: Db, workspace: string, period: Bounds): Promise<Share> =>
  together(await sentBy.everybody(db, { workspace, ...period }))

/** The same for each SDR. */
export const gatePassedBySdr = async (
  db: Db,
  workspace: string,
  period: Bounds,
): Promise<(CountOf & { id: UserId })[]> => ofSomebody(await sentBy.sdr(db, { workspace, ...period }))

/** Drafts that the gate stopped at least once in the period. */
export async function blockedDraftsIn(db: Db, workspace: string, period: Bounds): Promise<number> {
  const { gateBlocks } = db.tables
  const [row] = await db.read
    .select({ drafts: countDistinct(gateBlocks.draftId) })
    .from(gateBlocks)
    .where(during(gateBlocks, workspace, gateBlocks.at, period))
  return row?.drafts ?? 0
}

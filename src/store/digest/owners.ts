import { and, eq, lt, sql } from 'drizzle-orm'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { countDistinct } from './counting.ts'

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

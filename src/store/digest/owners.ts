import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { prepared } from '../prepared.ts'
import { countDistinct, IN_PERIOD } from './counting.ts'

/** Handoffs that in the period were owned by their second or a later owner, and had not ended before it. */
export async function severalOwnersIn(db: Db, workspace: string, period: Bounds): Promise<number> {
  const [row] = await laterOwners(db, { workspace, ...period })
  return row?.handoffs ?? 0
}

const laterOwners = prepared(IN_PERIOD, (db, { workspace, from, to }) => {
  const { ownerships, handoffs } = db.tables
  return db.read
    .select({ handoffs: countDistinct(ownerships.handoffId) })
    .from(ownerships)
    .innerJoin(handoffs, eq(handoffs.id, ownerships.handoffId))
    .where(
      and(
        eq(ownerships.workspace, workspace),
        sql`${ownerships.nth} > 1`,
        lt(ownerships.since, to),
        or(isNull(ownerships.until), gt(ownerships.until, from)),
        sql`coalesce(${ownerships.endReason}, '') <> 'undone'`,
        or(isNull(handoffs.closedAt), gt(handoffs.closedAt, from)),
      ),
    )
})

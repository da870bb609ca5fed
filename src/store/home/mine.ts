import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Db } from '../database.ts'
import { loadHandoff } from '../handoff/load.ts'
import { openStatus } from '../tables.ts'

/** Open handoffs in which somebody is SDR or AE, what waits for them first: at most `most`, and how many there are. */
export async function openHandoffsOf(
  db: Db,
  workspace: string,
  person: UserId,
  most: number,
): Promise<{ handoffs: Handoff[]; count: number }> {
  const { handoffs } = db.tables
  // Two lists, each read from its own index; asked for both at once, SQLite would read every handoff there is.
  const open = [handoffs.sdr, handoffs.ae].map((role) =>
    and(eq(handoffs.workspace, workspace), eq(role, person), openStatus(handoffs.status)),
  )
  const idsOf = (where: (typeof open)[number]) =>
    db.read.select({ id: handoffs.id }).from(handoffs).where(where)
  const theirs = inArray(handoffs.id, idsOf(open[0]).union(idsOf(open[1])))
  const waits = or(
    and(eq(handoffs.ae, person), inArray(handoffs.status, ['offered', 'accepted'])),
    and(eq(handoffs.sdr, person), inArray(handoffs.status, ['info_needed', 'declined'])),
  )
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(theirs)
    .orderBy(
      sql`case when ${waits} then 0 else 1 end`,
      // What is due first: from this moment on it is stuck.
      sql`case when ${handoffs.stuckFrom} is null then 1 else 0 end`,
      asc(handoffs.stuckFrom),
      asc(handoffs.ref),
    )
    .limit(most)
  const [total] = await db.read
    .select({ count: sql`count(*)`.mapWith(Number) })
    .from(handoffs)
    .where(theirs)
  const found = await Promise.all(rows.map(({ id }) => loadHandoff(db, id)))
  return { handoffs: found.filter((handoff) => handoff !== undefined), count: total?.count ?? 0 }
}

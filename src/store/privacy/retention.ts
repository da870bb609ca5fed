import { and, eq, inArray, isNotNull, lt, or } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { notSetAside } from '../handoff/set_aside.ts'

/** Closed handoffs whose end lies before this and whose words are still there; a recycled one ends on its date. */
export async function endedBefore(db: Db, workspace: string, before: Date, most: number): Promise<string[]> {
  const { handoffs, prospects } = db.tables
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .where(
      and(
        eq(handoffs.workspace, workspace),
        or(
          and(
            inArray(handoffs.status, ['disqualified', 'won', 'lost', 'withdrawn']),
            lt(handoffs.closedAt, before),
          ),
          and(eq(handoffs.status, 'recycled'), lt(handoffs.recycledUntil, before.toISOString().slice(0, 10))),
        ),
        isNotNull(prospects.company),
        notSetAside(db.tables),
      ),
    )
    .limit(most)
  return rows.map(({ id }) => id)
}

import { and, eq } from 'drizzle-orm'
import { type Db, mustTouch, type Statement, type Write } from '../database.ts'

const REF_COUNTER = 'handoff'

/** The reference that the next handoff will take, with the statement that takes it; stale when somebody was faster. */
export async function nextRef(
  db: Db,
  workspace: string,
): Promise<{ ref: number; take: (write: Write) => Statement }> {
  const { counters } = db.tables
  const mine = and(eq(counters.workspace, workspace), eq(counters.name, REF_COUNTER))
  const [row] = await db.read.select().from(counters).where(mine)
  if (!row)
    return {
      ref: 1,
      take: (write) =>
        mustTouch(
          write.insert(counters).values({ workspace, name: REF_COUNTER, value: 1 }).onConflictDoNothing(),
        ),
    }
  return {
    ref: row.value + 1,
    take: (write) =>
      mustTouch(
        write
          .update(counters)
          .set({ value: row.value + 1 })
          .where(and(mine, eq(counters.value, row.value))),
      ),
  }
}

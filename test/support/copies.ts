import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { type Db, mayTouch, type Write } from '../../src/store/database.ts'
import type { Tables } from '../../src/store/tables.ts'

/**
 * Lays down copies of every handoff from this number on, numbered on and each with a prospect of its own: thousands of
 * rows as the product writes them, of which it has to write only some.
 */
export async function copyHandoffs(
  db: Db,
  { fromRef = 1, copies }: { fromRef?: number; copies: number },
): Promise<void> {
  const { handoffs, prospects, offers, pauses, ownerships, touches, texts, history, criteriaAnswers } =
    db.tables
  const known = await db.read.select({ ref: handoffs.ref }).from(handoffs)
  const lastRef = Math.max(...known.map(({ ref }) => ref))
  const isOriginal = sql`${handoffs.ref} between ${fromRef} and ${lastRef}`
  const isOfOriginal = (id: SQL) => sql`${id} in (select ${handoffs.id} from ${handoffs} where ${isOriginal})`
  for (let copy = 1; copy <= copies; copy += 1) {
    const renamed = (column: { getSQL(): SQL }) => sql`${column} || ${`-copy${copy}`}`
    await db.commit((write) => [
      // A prospect has the id of its handoff.
      copied(write, prospects, { id: renamed(prospects.id) }, isOfOriginal(sql`${prospects.id}`)),
      copied(
        write,
        handoffs,
        {
          id: renamed(handoffs.id),
          ref: sql`${handoffs.ref} + ${copy * (lastRef - fromRef + 1)}`,
          prospectId: renamed(handoffs.prospectId),
        },
        isOriginal,
      ),
      ...[offers, pauses, ownerships, touches, texts, history, criteriaAnswers].map((table) =>
        copied(
          write,
          table,
          { handoffId: renamed(table.handoffId), submission: sql`null` },
          isOfOriginal(sql`${table.handoffId}`),
        ),
      ),
    ])
  }
}

/** Copies rows of a table with some columns written anew. */
function copied(write: Write, table: Tables[keyof Tables], anew: Record<string, SQL>, which: SQL) {
  const columns = Object.entries(getTableColumns(table)).map(([name, column]) => anew[name] ?? sql`${column}`)
  return mayTouch(
    write.insert(table).select(sql`select ${sql.join(columns, sql`, `)} from ${table} where ${which}`),
  )
}

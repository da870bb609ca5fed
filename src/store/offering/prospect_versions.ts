import { createHash } from 'node:crypto'
import { and, eq, or, sql } from 'drizzle-orm'
import type { Prospect } from '../../domain/handoff/handoff.ts'
import { keysOf } from '../../domain/offering/prospects.ts'
import { type Db, mustTouch, type Statement, type Write } from '../database.ts'

/** The key itself would outlive an erasure of the prospect. */
const counterName = (key: string): string => `prospect ${createHash('sha256').update(key).digest('hex')}`

/**
 * What makes two people who hand off the same prospect at the same moment meet: each of its keys is counted on in the
 * commit, and whoever comes second finds the count moved, and looks for earlier handoffs again.
 */
export async function bumpProspectVersion(
  db: Db,
  workspace: string,
  prospect: Prospect,
): Promise<(write: Write) => Statement[]> {
  const { counters } = db.tables
  const { emailKey, domainKey, companyKey } = keysOf(prospect)
  const names = [emailKey, domainKey, companyKey].flatMap((key) => (key ? [counterName(key)] : []))
  const rows = await db.read
    .select()
    .from(counters)
    .where(and(eq(counters.workspace, workspace), or(...names.map((name) => eq(counters.name, name)))))
  return (write) =>
    names.map((name) => {
      const known = rows.find((row) => row.name === name)
      if (!known)
        return mustTouch(write.insert(counters).values({ workspace, name, value: 1 }).onConflictDoNothing())
      return mustTouch(
        write
          .update(counters)
          .set({ value: sql`${counters.value} + 1` })
          .where(
            and(eq(counters.workspace, workspace), eq(counters.name, name), eq(counters.value, known.value)),
          ),
      )
    })
}

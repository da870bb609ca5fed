import { and, eq } from 'drizzle-orm'
import { type Db, mustTouch, type Statement, type Write } from '../database.ts'

/** Whether this workspace's Slack once refused a chart; it is then left out. */
export async function refusesCharts(db: Db, workspace: string): Promise<boolean> {
  const { counters } = db.tables
  const rows = await db.read
    .select({ value: counters.value })
    .from(counters)
    .where(and(eq(counters.workspace, workspace), eq(counters.name, NO_CHARTS)))
  return rows.length > 0
}

export function rememberNoCharts(write: Write, workspace: string): Statement {
  const { counters } = write.tables
  return mustTouch(
    write
      .insert(counters)
      .values({ workspace, name: NO_CHARTS, value: 1 })
      .onConflictDoUpdate({ target: [counters.workspace, counters.name], set: { value: 1 } }),
  )
}

const NO_CHARTS = 'charts_refused'

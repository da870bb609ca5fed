import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Numbers } from '../domain/metrics.ts'
import type { UserId } from '../domain/people.ts'
import { type Db, type Queries, type Statement, touching } from './database.ts'

export type Digest = {
  monday: string
  late: boolean
  numbers: Numbers
  review?: { by: UserId; at: Date } | undefined
}

/** Keeps what a digest says, with its bounds: posted weeks are never counted anew. */
export function keepDigest(
  db: Db,
  write: Queries,
  workspace: string,
  { monday, late, numbers }: Digest,
  postedAt: Date,
): Statement {
  const { digests } = db.tables
  return touching(
    write
      .insert(digests)
      .values({ workspace, monday, late, numbers, postedAt })
      .onConflictDoNothing()
      .returning({ monday: digests.monday }),
  )
}

export async function findDigest(db: Db, workspace: string, monday: string): Promise<Digest | undefined> {
  const { digests } = db.tables
  const [row] = await db.read
    .select()
    .from(digests)
    .where(and(eq(digests.workspace, workspace), eq(digests.monday, monday)))
  if (!row) return undefined
  const { late, numbers, reviewedBy: by, reviewedAt: at } = row
  return { monday, late, numbers, ...(by && at ? { review: { by, at } } : {}) }
}

/** Somebody went through it; stale when it was marked already. */
export function markReviewed(
  db: Db,
  write: Queries,
  workspace: string,
  monday: string,
  review: { by: UserId; at: Date },
): Statement {
  const { digests } = db.tables
  return touching(
    write
      .update(digests)
      .set({ reviewedBy: review.by, reviewedAt: review.at })
      .where(and(eq(digests.workspace, workspace), eq(digests.monday, monday), isNull(digests.reviewedAt)))
      .returning({ monday: digests.monday }),
  )
}

/** When this workspace was set up: no digest covers a week before that. */
export async function setUpAt(db: Db, workspace: string): Promise<Date | undefined> {
  const { rulesets } = db.tables
  const [row] = await db.read
    .select({ at: rulesets.at })
    .from(rulesets)
    .where(eq(rulesets.workspace, workspace))
    .orderBy(asc(rulesets.at))
    .limit(1)
  return row?.at
}

/** Whether this workspace's Slack once refused a chart; it is then left out. */
export async function refusesCharts(db: Db, workspace: string): Promise<boolean> {
  const { counters } = db.tables
  const rows = await db.read
    .select({ value: counters.value })
    .from(counters)
    .where(and(eq(counters.workspace, workspace), eq(counters.name, NO_CHARTS)))
  return rows.length > 0
}

export function rememberNoCharts(db: Db, write: Queries, workspace: string): Statement {
  const { counters } = db.tables
  return touching(
    write
      .insert(counters)
      .values({ workspace, name: NO_CHARTS, value: 1 })
      .onConflictDoUpdate({ target: [counters.workspace, counters.name], set: { value: 1 } })
      .returning({ value: counters.value }),
  )
}

const NO_CHARTS = 'charts_refused'

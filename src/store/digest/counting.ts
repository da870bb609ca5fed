import { and, asc, type Column, count, eq, gte, lt, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Median, Share } from '../../domain/digest/shares.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { atMost, prepared } from '../prepared.ts'

/** How the database counts, for every metric alike: rows stay there, and only numbers come back. */
type Countable = Db['tables']['offers' | 'handoffs' | 'pullIns']

/** What differs from one count to the next. */
export const IN_PERIOD = ['workspace', 'from', 'to'] as const

/** What a workspace did in a period: from its first instant on, and before the first of the next. */
export const during = (
  table: { workspace: Column },
  workspace: string | Placeholder,
  at: Column,
  { from, to }: Bounds | Record<keyof Bounds, Placeholder>,
): SQL | undefined => and(eq(table.workspace, workspace), gte(at, from), lt(at, to))

export const countIf = (condition: SQL | undefined) =>
  sql`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number)

/** One metric's count of one person; without anybody it belongs to nobody. */
export type CountOf = { id: UserId | null; x: number; y: number }

/** One share of everybody together. */
export const together = ([row]: readonly Omit<CountOf, 'id'>[]): Share => ({ x: row?.x ?? 0, y: row?.y ?? 0 })

/** A group that is nobody's says nothing about a person. */
export const ofSomebody = (rows: readonly CountOf[]): (CountOf & { id: UserId })[] =>
  rows.flatMap(({ id, ...counts }) => (id === null ? [] : [{ id, ...counts }]))

export const countDistinct = (what: Parameters<typeof count>[0]) =>
  sql`count(distinct ${what})`.mapWith(Number)

export async function countOf(db: Db, table: Countable, where: SQL | undefined): Promise<number> {
  const [row] = await db.read.select({ n: count() }).from(table).where(where)
  return row?.n ?? 0
}

type InPeriod = Record<(typeof IN_PERIOD)[number], Placeholder>

/**
 * The middle of some milliseconds in a period, or half-way between the two in the middle; `where` leaves out rows
 * without any.
 */
export function medianOf(
  of: (db: Db, period: InPeriod) => { table: Countable; ms: SQL; where: SQL | undefined },
): (db: Db, workspace: string, period: Bounds) => Promise<Median> {
  const counted = prepared(IN_PERIOD, (db, period) => {
    const { table, where } = of(db, period)
    return db.read.select({ n: count() }).from(table).where(where)
  })
  const middle = prepared([...IN_PERIOD, 'skipped', 'most'], (db, { skipped, most, ...period }) => {
    const { table, ms, where } = of(db, period)
    return db.read
      .select({ ms: ms.mapWith(Number) })
      .from(table)
      .where(where)
      .orderBy(asc(ms))
      .offset(skipped)
      .limit(atMost(most))
  })
  return async (db, workspace, period) => {
    const [row] = await counted(db, { workspace, ...period })
    const n = row?.n ?? 0
    if (n === 0) return { ms: null, n }
    const values = { workspace, ...period, skipped: Math.floor((n - 1) / 2), most: n % 2 === 0 ? 2 : 1 }
    const found = await middle(db, values)
    return { ms: found.reduce((total, one) => total + one.ms, 0) / found.length, n }
  }
}

/** A deadline is booked on whoever owned the lead when it passed. */
export function heldAt(db: Db, at: Column): SQL {
  const { ownerships } = db.tables
  return sql`${ownerships.since} <= ${at}
    and (${ownerships.until} is null or ${ownerships.until} > ${at})
    and coalesce(${ownerships.endReason}, '') <> 'undone'`
}

import { and, asc, eq, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm'
import type { Handoff } from '../domain/handoff/handoff.ts'
import type { UserId } from '../domain/people/people.ts'
import type { Db } from './database.ts'
import { loadHandoffs, type OnUnreadable } from './handoff/load.ts'
import { peopleWhoLeft } from './people/departed.ts'
import { openStatus } from './tables.ts'

/** Which of what may be stuck: `of` leaves what concerns one person, `ids` what was listed before. */
export type Which = {
  most: number
  of?: UserId | undefined
  teams?: readonly string[] | undefined
  ids?: readonly string[] | undefined
}

/** The longest stuck first, after those whose owner has left. */
export async function stuckIds(
  db: Db,
  workspace: string,
  now: Date,
  which: Which,
  left?: readonly UserId[],
): Promise<string[]> {
  const { handoffs } = db.tables
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(whereStuck(db, workspace, left ?? (await peopleWhoLeft(db, workspace)), now, which))
    .orderBy(...longestFirst(db))
    .limit(which.most)
  return rows.map(({ id }) => id)
}

/** The same of every team, at most so many of each, in one statement however many teams there are. */
export async function stuckIdsByTeam(
  db: Db,
  workspace: string,
  now: Date,
  most: number,
): Promise<Map<string, string[]>> {
  const { handoffs } = db.tables
  const order = sql.join(longestFirst(db), sql`, `)
  const placed = db.read
    .select({
      id: handoffs.id,
      team: handoffs.teamId,
      place: sql<number>`row_number() over (partition by ${handoffs.teamId} order by ${order})`.as('place'),
    })
    .from(handoffs)
    .where(whereStuck(db, workspace, await peopleWhoLeft(db, workspace), now, {}))
    .as('placed')
  const rows = await db.read
    .select({ id: placed.id, team: placed.team })
    .from(placed)
    .where(lte(placed.place, most))
    .orderBy(asc(placed.place))
  const found = new Map<string, string[]>()
  for (const { id, team } of rows) found.set(team, [...(found.get(team) ?? []), id])
  return found
}

const longestFirst = ({ tables: { handoffs } }: Db): SQL[] => [
  sql`case when stuck_from is null then 0 else 1 end`,
  asc(handoffs.stuckFrom),
  asc(handoffs.ref),
]

/**
 * Handoffs that are stuck by now: past their kept moment, or with somebody whose account is gone; with how many there
 * are in all, whatever `ids` says, and when the oldest of them was handed off.
 */
export async function maybeStuck(
  db: Db,
  workspace: string,
  left: readonly UserId[],
  now: Date,
  { ids, ...which }: Which,
  onUnreadable: OnUnreadable,
): Promise<{ handoffs: Handoff[]; count: number; oldest: Date | undefined }> {
  const { handoffs } = db.tables
  const listed = await stuckIds(db, workspace, now, { ...which, ids }, left)
  const [total] = await db.read
    .select({
      n: sql`count(*)`.mapWith(Number),
      oldest: sql<number | null>`min(${handoffs.createdAt})`.mapWith(Number),
    })
    .from(handoffs)
    .where(whereStuck(db, workspace, left, now, which))
  return {
    handoffs: await loadHandoffs(db, listed, onUnreadable),
    count: total?.n ?? 0,
    oldest: total?.oldest ? new Date(total.oldest) : undefined,
  }
}

function whereStuck(
  db: Db,
  workspace: string,
  left: readonly UserId[],
  now: Date,
  { of, teams, ids }: Omit<Which, 'most'>,
) {
  const { handoffs } = db.tables
  const mine = of ? or(eq(handoffs.ae, of), eq(handoffs.sdr, of)) : undefined
  const theirs = teams ? inArray(handoffs.teamId, [...teams]) : undefined
  const listed = ids ? inArray(handoffs.id, [...ids]) : undefined
  return and(inArray(handoffs.id, idsOf(db, workspace, left, now)), mine, theirs, listed)
}

function idsOf(db: Db, workspace: string, left: readonly UserId[], now: Date) {
  const { handoffs } = db.tables
  const awake = or(isNull(handoffs.snoozedUntil), lte(handoffs.snoozedUntil, now))
  const overdue = db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspace, workspace),
        sql`stuck_from is not null`,
        lte(handoffs.stuckFrom, now),
        awake,
      ),
    )
  const orphaned = db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspace, workspace),
        left.length > 0 ? inArray(handoffs.ae, [...left]) : sql`1 = 0`,
        openStatus(handoffs.status),
        sql`${handoffs.status} <> 'declined'`,
        awake,
      ),
    )
  return overdue.union(orphaned)
}

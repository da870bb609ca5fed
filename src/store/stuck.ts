import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Handoff } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import type { Db } from './database.ts'
import { loadHandoff } from './handoffs.ts'
import { openStatus } from './tables.ts'

/** More than these are counted, not listed. */
const MOST_LOADED = 200

/**
 * Handoffs that may be stuck by now: past their kept moment, or with somebody whose account is gone. The longest stuck
 * first, and how many there are. `of` leaves only those of one person.
 */
export async function maybeStuck(
  db: Db,
  workspace: string,
  left: readonly UserId[],
  now: Date,
  of?: UserId,
): Promise<{ handoffs: Handoff[]; count: number }> {
  const { handoffs } = db.tables
  const mine = of ? or(eq(handoffs.ae, of), eq(handoffs.sdr, of)) : undefined
  const where = and(inArray(handoffs.id, idsOf(db, workspace, left, now)), mine)
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(where)
    .orderBy(asc(handoffs.stuckFrom), asc(handoffs.ref))
    .limit(MOST_LOADED)
  const [total] = await db.read
    .select({ n: sql`count(*)`.mapWith(Number) })
    .from(handoffs)
    .where(where)
  const found = await Promise.all(rows.map(({ id }) => loadHandoff(db, id)))
  return { handoffs: found.filter((handoff) => handoff !== undefined), count: total?.n ?? 0 }
}

/** How many a list of now would hold at most; each of them may turn out not to be stuck. */
export async function mostStuck(db: Db, workspace: string, now: Date): Promise<number> {
  const { handoffs } = db.tables
  const left = await peopleWhoLeft(db, workspace)
  const [total] = await db.read
    .select({ n: sql`count(*)`.mapWith(Number) })
    .from(handoffs)
    .where(inArray(handoffs.id, idsOf(db, workspace, left, now)))
  return Math.min(total?.n ?? 0, MOST_LOADED)
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
        awake,
      ),
    )
  return overdue.union(orphaned)
}

/** People with open handoffs whom Slack was not asked about since then, those asked longest ago first. */
export async function peopleToLookUp(
  db: Db,
  workspace: string,
  since: Date,
  most: number,
): Promise<UserId[]> {
  const { handoffs, people } = db.tables
  const roles = [handoffs.ae, handoffs.sdr] as const
  const found = await Promise.all(
    roles.map((role) =>
      db.read
        .selectDistinct({ id: role })
        .from(handoffs)
        .leftJoin(people, and(eq(people.workspace, workspace), eq(people.id, role)))
        .where(
          and(
            eq(handoffs.workspace, workspace),
            openStatus(handoffs.status),
            or(isNull(people.seenAt), lte(people.seenAt, since)),
          ),
        )
        .limit(most),
    ),
  )
  return [...new Set(found.flat().map(({ id }) => id))].slice(0, most)
}

/** People with an account that is gone, among those who still have open handoffs. */
export async function peopleWhoLeft(db: Db, workspace: string): Promise<UserId[]> {
  const { people } = db.tables
  const rows = await db.read
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.workspace, workspace), eq(people.kind, 'deactivated')))
  return rows.map(({ id }) => id)
}

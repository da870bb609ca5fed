import { and, asc, count, eq, isNotNull, isNull, lte, type SQL, sql } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { type Db, mayTouch, mustTouch, type Statement, type Write } from '../database.ts'
import { followed } from './kept.ts'
import { loadHandoffs } from './load.ts'

type Which = Pick<Handoff, 'id' | 'workspace'>

/** A handoff that could not be read waits apart, so that the jobs go on with the others. */
export function setAside(write: Write, { id, workspace }: Which, problem: string, at: Date): Statement {
  const { setAside } = write.tables
  return mustTouch(
    write
      .insert(setAside)
      .values({ workspace, handoffId: id, problem, triedAt: at })
      .onConflictDoUpdate({
        target: [setAside.workspace, setAside.handoffId],
        set: { problem, triedAt: at },
      }),
  )
}

/** A handoff with what is kept beside it, worked out; those with which that does not work are told apart. */
export async function readableOf(
  db: Db,
  ids: readonly string[],
): Promise<{ readable: Readable[]; broken: Map<string, unknown> }> {
  const broken = new Map<string, unknown>()
  const handoffs = await loadHandoffs(db, ids, (id, error) => broken.set(id, error))
  const readable = handoffs.flatMap((handoff) => {
    try {
      return [{ handoff, kept: followed(handoff) }]
    } catch (error) {
      broken.set(handoff.id, error)
      return []
    }
  })
  return { readable, broken }
}

export type Readable = { handoff: Handoff; kept: ReturnType<typeof followed> }

/** It can be read again. That an admin was told stays, so that they are not told anew when it breaks again. */
export function putBack(write: Write, { handoff, kept }: Readable): Statement[] {
  const { setAside } = write.tables
  return [
    mayTouch(write.update(setAside).set({ problem: null }).where(isOne(write, handoff))),
    refollow(write, { handoff, kept }),
  ]
}

const isOne = ({ tables: { setAside } }: Write, { id, workspace }: Which) =>
  and(eq(setAside.workspace, workspace), eq(setAside.handoffId, id))

/** What is kept beside a handoff, written anew; whoever changed it meanwhile has done so already. */
export function refollow(write: Write, { handoff, kept }: Readable): Statement {
  const { handoffs } = write.tables
  return mayTouch(
    write
      .update(handoffs)
      .set(kept)
      .where(and(eq(handoffs.id, handoff.id), eq(handoffs.version, handoff.version))),
  )
}

/** Those whose last try lies before this, the longest ago first. */
export async function toTryAgain(db: Db, workspace: string, before: Date, most: number): Promise<string[]> {
  const { setAside } = db.tables
  const rows = await db.read
    .select({ id: setAside.handoffId })
    .from(setAside)
    .where(and(isSetAside(db, workspace), lte(setAside.triedAt, before)))
    .orderBy(asc(setAside.triedAt))
    .limit(most)
  return rows.map(({ id }) => id)
}

/** How many are set aside now, with the numbers of some of them. */
export async function whatIsSetAside(
  db: Db,
  workspace: string,
  most: number,
): Promise<{ count: number; refs: number[] }> {
  const { setAside, handoffs } = db.tables
  const [all] = await db.read.select({ n: count() }).from(setAside).where(isSetAside(db, workspace))
  if (!all?.n) return { count: 0, refs: [] }
  const rows = await db.read
    .select({ ref: handoffs.ref })
    .from(setAside)
    .innerJoin(handoffs, eq(handoffs.id, setAside.handoffId))
    .where(isSetAside(db, workspace))
    .orderBy(asc(handoffs.ref))
    .limit(most)
  return { count: all.n, refs: rows.map(({ ref }) => ref) }
}

export async function nobodyWasTold(db: Db, workspace: string): Promise<boolean> {
  const { setAside } = db.tables
  const rows = await db.read
    .select({ id: setAside.handoffId })
    .from(setAside)
    .where(and(isSetAside(db, workspace), isNull(setAside.toldAt)))
    .limit(1)
  return rows.length > 0
}

/** Stale when another process was first. */
export function tellSetAside(write: Write, workspace: string, at: Date): Statement {
  const { setAside } = write.tables
  return mustTouch(
    write
      .update(setAside)
      .set({ toldAt: at })
      .where(and(isSetAside(write, workspace), isNull(setAside.toldAt))),
  )
}

/** For jobs that look for handoffs: without those that cannot be read. */
export function notSetAside({ setAside, handoffs }: Db['tables']): SQL {
  return sql`not exists (select 1 from ${setAside} where ${setAside.handoffId} = ${handoffs.id} and ${setAside.problem} is not null)`
}

const isSetAside = ({ tables: { setAside } }: Pick<Db, 'tables'>, workspace: string) =>
  and(eq(setAside.workspace, workspace), isNotNull(setAside.problem))

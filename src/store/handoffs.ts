import { and, asc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Handoff, Happening } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import { type Db, type Queries, type Statement, touching } from './database.ts'
import { assemble, happening, loadParts } from './loading.ts'
import { openStatus } from './tables.ts'

const REF_COUNTER = 'handoff'

/** One handoff as it is now. Read again when it changed while it was being read, so that its parts always fit. */
export async function loadHandoff(db: Db, id: string): Promise<Handoff | undefined> {
  const { handoffs } = db.tables
  for (;;) {
    const [row] = await db.read.select().from(handoffs).where(eq(handoffs.id, id))
    if (!row) return undefined
    const parts = await loadParts(db, row)
    const [now] = await db.read
      .select({ version: handoffs.version })
      .from(handoffs)
      .where(eq(handoffs.id, id))
    if (now?.version === row.version) return assemble(row, parts)
  }
}

/** Whether a form that reaches us now has changed a handoff before. */
export async function isKept(db: Db, submission: string): Promise<boolean> {
  const { history } = db.tables
  const [row] = await db.read
    .select({ version: history.version })
    .from(history)
    .where(eq(history.submission, submission))
  return row !== undefined
}

export async function findByRef(db: Db, workspace: string, ref: number): Promise<Handoff | undefined> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(and(eq(handoffs.workspace, workspace), eq(handoffs.ref, ref)))
  return row && loadHandoff(db, row.id)
}

/** Open handoffs in which somebody is SDR or AE, what waits for them first: at most `most`, and how many there are. */
export async function openHandoffsOf(
  db: Db,
  workspace: string,
  person: UserId,
  most: number,
): Promise<{ handoffs: Handoff[]; count: number }> {
  const { handoffs } = db.tables
  // Two lists, each read from its own index; asked for both at once, SQLite would read every handoff there is.
  const open = [handoffs.sdr, handoffs.ae].map((role) =>
    and(eq(handoffs.workspace, workspace), eq(role, person), openStatus(handoffs.status)),
  )
  const idsOf = (where: (typeof open)[number]) =>
    db.read.select({ id: handoffs.id }).from(handoffs).where(where)
  const theirs = inArray(handoffs.id, idsOf(open[0]).union(idsOf(open[1])))
  const waits = or(
    and(eq(handoffs.ae, person), inArray(handoffs.status, ['offered', 'accepted'])),
    and(eq(handoffs.sdr, person), inArray(handoffs.status, ['info_needed', 'declined'])),
  )
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(theirs)
    .orderBy(
      sql`case when ${waits} then 0 else 1 end`,
      // What is due first: from this moment on it is stuck.
      sql`case when ${handoffs.stuckFrom} is null then 1 else 0 end`,
      asc(handoffs.stuckFrom),
      asc(handoffs.ref),
    )
    .limit(most)
  const [total] = await db.read
    .select({ count: sql`count(*)`.mapWith(Number) })
    .from(handoffs)
    .where(theirs)
  const found = await Promise.all(rows.map(({ id }) => loadHandoff(db, id)))
  return { handoffs: found.filter((handoff) => handoff !== undefined), count: total?.count ?? 0 }
}

/** The AEs it was offered to before the present one; they may still read it. */
export async function earlierAes(db: Db, id: string): Promise<UserId[]> {
  const { offers } = db.tables
  const rows = await db.read.selectDistinct({ ae: offers.ae }).from(offers).where(eq(offers.handoffId, id))
  return rows.map(({ ae }) => ae)
}

export async function historyOf(db: Db, id: string): Promise<Happening[]> {
  const { history, texts } = db.tables
  const rows = await db.read
    .select()
    .from(history)
    .leftJoin(texts, wordsOf(db))
    .where(eq(history.handoffId, id))
    .orderBy(asc(history.version))
  return rows.map(({ history: row, texts: text }) => happening(row, text))
}

export async function happeningAt(db: Db, id: string, version: number): Promise<Happening | undefined> {
  const { history, texts } = db.tables
  const [found] = await db.read
    .select()
    .from(history)
    .leftJoin(texts, wordsOf(db))
    .where(and(eq(history.handoffId, id), eq(history.version, version)))
  return found && happening(found.history, found.texts)
}

/** The reference that the next handoff will take, with the statement that takes it; stale when somebody was faster. */
export async function nextRef(
  db: Db,
  workspace: string,
): Promise<{ ref: number; take: (write: Queries) => Statement }> {
  const { counters } = db.tables
  const mine = and(eq(counters.workspace, workspace), eq(counters.name, REF_COUNTER))
  const [row] = await db.read.select().from(counters).where(mine)
  if (!row)
    return {
      ref: 1,
      take: (write) =>
        touching(
          write
            .insert(counters)
            .values({ workspace, name: REF_COUNTER, value: 1 })
            .onConflictDoNothing()
            .returning({ value: counters.value }),
        ),
    }
  return {
    ref: row.value + 1,
    take: (write) =>
      touching(
        write
          .update(counters)
          .set({ value: row.value + 1 })
          .where(and(mine, eq(counters.value, row.value)))
          .returning({ value: counters.value }),
      ),
  }
}

function wordsOf(db: Db) {
  const { history, texts } = db.tables
  return and(
    eq(texts.handoffId, history.handoffId),
    eq(texts.kind, 'happening'),
    eq(texts.about, sql`cast(${history.version} as text)`),
  )
}

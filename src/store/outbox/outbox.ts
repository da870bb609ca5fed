import { and, asc, eq, gt, inArray, isNull, lt, lte, min, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { UNDO_WINDOW_MS } from '../../domain/answering/undo.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import {
  CARD_PLACE,
  laneOf,
  laneOfPost,
  type Notice,
  noticeSchema,
  outboxName,
  type Post,
  postSchema,
} from '../../domain/outbox/notices.ts'
import { type Db, mustTouch, type Statement, type Write } from '../database.ts'
import { atMost, prepared } from '../prepared.ts'
import type { DeliveryState } from '../tables.ts'

type Stored = Db['tables']['outbox']['$inferSelect']

/** A message that waits. Without a notice it was written by another version of Handoff and cannot be read by this one. */
export type OutboxRow = Omit<Stored, 'notice'> & { notice: Notice | Post | undefined }

function rowFrom(stored: Stored): OutboxRow {
  const read = z.union([noticeSchema, postSchema]).safeParse(stored.notice)
  return { ...stored, notice: read.data }
}

/** The notices of one change, to be committed with it. A state notice that still waits stands for this change too. */
export function enqueue(
  write: Write,
  { id: handoffId, workspace }: Pick<Handoff, 'id' | 'workspace'>,
  notices: readonly Notice[],
  now: Date,
): Statement[] {
  const rows = notices.map((notice) => {
    const { lane, place } = laneOf(handoffId, notice)
    const id = `${handoffId}:${outboxName(notice)}`
    const dueAt = notice.what === 'undo_over' ? new Date(now.getTime() + UNDO_WINDOW_MS) : now
    const urgency = notice.kind === 'reminder' ? LATER : AT_ONCE
    return { id, workspace, handoffId, lane, place, kind: notice.kind, notice, dueAt, urgency }
  })
  return put(write, rows)
}

/** What is told to a channel about many handoffs: the list or digest first, its detail in the thread after it. */
export function enqueuePosts(
  write: Write,
  workspace: string,
  posts: readonly Post[],
  now: Date,
): Statement[] {
  const rows = posts.map((notice) => {
    const { lane, place } = laneOfPost(workspace, notice)
    const id = `${workspace}:${outboxName(notice)}`
    const whole = { id, workspace, handoffId: null, lane, place, kind: notice.kind, notice }
    return { ...whole, dueAt: now, urgency: LATER }
  })
  return put(write, rows)
}

/** What people caused goes before what the clock caused. */
const AT_ONCE = 0
const LATER = 1

type NewRow = Omit<Db['tables']['outbox']['$inferInsert'], 'state' | 'revision' | 'attempts'>

/** All in one statement; of two with the same id the later one stands. */
function put(write: Write, rows: readonly NewRow[]): Statement[] {
  const { outbox } = write.tables
  const latest = [...new Map(rows.map((row) => [row.id, row])).values()]
  if (latest.length === 0) return []
  const stuck = inArray(outbox.state, ['sending', 'uncertain', 'failed'])
  return [
    mustTouch(
      write
        .insert(outbox)
        .values(latest.map((row) => ({ ...row, state: 'pending' as const, revision: 1, attempts: 0 })))
        .onConflictDoUpdate({
          target: outbox.id,
          set: {
            notice: sql`excluded.notice`,
            revision: sql`${outbox.revision} + 1`,
            state: sql`case when ${stuck} then ${outbox.state} else 'pending' end`,
            dueAt: sql`excluded.due_at`,
          },
        }),
    ),
  ]
}

/**
 * Takes rows that may go now, due and with nothing before them in their lane, each for one attempt. It is one statement,
 * made before anything is written: of several processes that look at once, each takes others.
 */
export async function claimDue(
  db: Db,
  workspace: string,
  { now, leaseUntil, most }: { now: Date; leaseUntil: Date; most: number },
): Promise<OutboxRow[]> {
  const claimed = await db.run(() => claimRows(db, { workspace, now, leaseUntil, most }))
  return claimed.map(rowFrom).sort(byTurn)
}

const claimRows = prepared(
  ['workspace', 'now', 'leaseUntil', 'most'],
  (db, { workspace, now, leaseUntil, most }) => {
    const { outbox } = db.tables
    const due = db.read
      .select({ id: outbox.id })
      .from(outbox)
      .where(
        and(
          eq(outbox.workspace, workspace),
          sql`${outbox.state} = 'pending'`,
          lte(outbox.dueAt, now),
          sql`not exists (
            select 1 from ${outbox} as earlier
            where earlier.lane = ${outbox.lane} and earlier.place < ${outbox.place}
              and earlier.state in ('pending', 'sending', 'uncertain', 'failed')
              and (earlier.state in ('pending', 'sending') or earlier.place = ${CARD_PLACE})
          )`,
        ),
      )
      // By nothing more than the index has: thousands that are due at once would be put in order for each few of them.
      .orderBy(asc(outbox.urgency), asc(outbox.dueAt))
      .limit(atMost(most))
    // SQLite has one writer at a time. PostgreSQL is told not to wait for rows that another process is taking, and takes
    // them as one array, since it may run a subquery that locks more than once.
    const taken =
      db.kind === 'postgres'
        ? sql`${outbox.id} in (select unnest(array(${due.for('update', { skipLocked: true })})))`
        : inArray(outbox.id, due)
    return db.read
      .update(outbox)
      .set({
        state: 'sending',
        leaseUntil: sql`${leaseUntil}`,
        attempts: sql`${outbox.attempts} + 1`,
      })
      .where(and(taken, sql`${outbox.state} = 'pending'`))
      .returning()
  },
)

const byTurn = (a: OutboxRow, b: OutboxRow): number =>
  (a.urgency ?? 0) - (b.urgency ?? 0) ||
  a.dueAt.getTime() - b.dueAt.getTime() ||
  a.place - b.place ||
  (a.id < b.id ? -1 : 1)

/** When the next row that waits for its time becomes due; nothing when none waits. */
export async function nextDueAt(db: Db, workspace: string, after: Date): Promise<Date | undefined> {
  const times = (await nextDue(db, { workspace, after })).flatMap(({ at }) => at?.getTime() ?? [])
  return times.length > 0 ? new Date(Math.min(...times)) : undefined
}

const nextDue = prepared(['workspace', 'after'], (db, { workspace, after }) => {
  const { outbox } = db.tables
  // Each urgency by itself is one look into the index; together, all that wait would be read to find the soonest.
  const soonest = (urgency: SQL) =>
    db.read
      .select({ at: min(outbox.dueAt) })
      .from(outbox)
      .where(
        and(
          eq(outbox.workspace, workspace),
          sql`${outbox.state} = 'pending'`,
          urgency,
          gt(outbox.dueAt, after),
        ),
      )
  return soonest(eq(outbox.urgency, AT_ONCE))
    .unionAll(soonest(eq(outbox.urgency, LATER)))
    .unionAll(soonest(isNull(outbox.urgency)))
})

/**
 * Ends the attempt on a claimed row; stale when that attempt was given up meanwhile.
 * A row that changed while it was sent goes back to `pending` instead of being finished, so that
 * the change is told too; a row that is uncertain or failed stays so until somebody helps.
 */
export function finish(
  write: Write,
  row: OutboxRow,
  outcome: { state: DeliveryState; dueAt?: Date; problem?: string },
): Statement {
  const { outbox } = write.tables
  const unchanged = sql`${outbox.revision} = ${row.revision}`
  const state =
    outcome.state === 'sent' || outcome.state === 'dropped'
      ? sql`case when ${unchanged} then ${outcome.state} else 'pending' end`
      : sql`${outcome.state}`
  return mustTouch(
    write
      .update(outbox)
      .set({
        state,
        leaseUntil: null,
        problem: outcome.problem ?? null,
        ...(outcome.dueAt ? { dueAt: outcome.dueAt } : {}),
        ...(outcome.state === 'sent' ? { attempts: 0 } : {}),
      })
      .where(thisAttempt(write, row)),
  )
}

/** Attempts that a process began and never ended: it was killed, and nobody knows whether Slack posted. */
export async function abandonedRows(db: Db, workspace: string, now: Date): Promise<OutboxRow[]> {
  return (await abandoned(db, { workspace, now })).map(rowFrom)
}

const abandoned = prepared(['workspace', 'now'], (db, { workspace, now }) => {
  const { outbox } = db.tables
  return db.read
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspace, workspace), sql`${outbox.state} = 'sending'`, lt(outbox.leaseUntil, now)))
    .orderBy(asc(outbox.leaseUntil))
})

export async function findRow(db: Db, id: string): Promise<OutboxRow | undefined> {
  const { outbox } = db.tables
  const [row] = await db.read.select().from(outbox).where(eq(outbox.id, id))
  return row && rowFrom(row)
}

/** Gives a claimed row back to wait for its turn, without counting an attempt. */
export function release(write: Write, row: OutboxRow, until: Date): Statement {
  const { outbox } = write.tables
  return mustTouch(
    write
      .update(outbox)
      .set({ state: 'pending', dueAt: until, leaseUntil: null, attempts: row.attempts - 1 })
      .where(thisAttempt(write, row)),
  )
}

function thisAttempt({ tables: { outbox } }: Write, { id, attempts }: OutboxRow) {
  return and(eq(outbox.id, id), eq(outbox.state, 'sending'), eq(outbox.attempts, attempts))
}

/** A person says that a message is missing: it goes out again. Stale when it was settled in the meantime. */
export function sendAgain(write: Write, id: string, now: Date): Statement {
  const { outbox } = write.tables
  return mustTouch(
    write
      .update(outbox)
      .set({ state: 'pending', dueAt: now, problem: null, revision: sql`${outbox.revision} + 1` })
      .where(and(eq(outbox.id, id), inArray(outbox.state, ['uncertain', 'failed']))),
  )
}

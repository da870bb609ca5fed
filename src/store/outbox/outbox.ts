import { and, asc, eq, inArray, lt, lte, sql } from 'drizzle-orm'
import { UNDO_WINDOW_MS } from '../../domain/answering/undo.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import {
  CARD_PLACE,
  laneOf,
  laneOfPost,
  type Notice,
  outboxName,
  type Post,
} from '../../domain/outbox/notices.ts'
import { type Db, mayTouch, mustTouch, type Statement, type Write } from '../database.ts'
import type { DeliveryState } from '../tables.ts'

export type OutboxRow = Db['tables']['outbox']['$inferSelect']

/** The notices of one change, to be committed with it. A state notice that still waits stands for this change too. */
export function enqueue(
  write: Write,
  { id: handoffId, workspace }: Pick<Handoff, 'id' | 'workspace'>,
  notices: readonly Notice[],
  now: Date,
): Statement[] {
  return notices.map((notice) => {
    const { lane, place } = laneOf(handoffId, notice)
    const id = `${handoffId}:${outboxName(notice)}`
    const dueAt = notice.what === 'undo_over' ? new Date(now.getTime() + UNDO_WINDOW_MS) : now
    return put(write, { id, workspace, handoffId, lane, place, kind: notice.kind, notice }, dueAt)
  })
}

/** What is told to a channel about many handoffs: the list or digest first, its detail in the thread after it. */
export function enqueuePosts(
  write: Write,
  workspace: string,
  posts: readonly Post[],
  now: Date,
): Statement[] {
  return posts.map((notice) => {
    const { lane, place } = laneOfPost(workspace, notice)
    const id = `${workspace}:${outboxName(notice)}`
    return put(write, { id, workspace, handoffId: null, lane, place, kind: notice.kind, notice }, now)
  })
}

function put(
  write: Write,
  row: Pick<OutboxRow, 'id' | 'workspace' | 'handoffId' | 'lane' | 'place' | 'kind' | 'notice'>,
  now: Date,
): Statement {
  const { outbox } = write.tables
  const stuck = inArray(outbox.state, ['sending', 'uncertain', 'failed'])
  const urgency = row.kind === 'reminder' || row.handoffId === null ? 1 : 0
  return mustTouch(
    write
      .insert(outbox)
      .values({ ...row, state: 'pending', revision: 1, attempts: 0, dueAt: now, urgency })
      .onConflictDoUpdate({
        target: outbox.id,
        set: {
          notice: row.notice,
          revision: sql`${outbox.revision} + 1`,
          state: sql`case when ${stuck} then ${outbox.state} else 'pending' end`,
          dueAt: now,
        },
      }),
  )
}

/** Rows that may go now: due, and with nothing before them in their lane. */
export async function dueRows(db: Db, workspace: string, now: Date, most: number): Promise<OutboxRow[]> {
  const { outbox } = db.tables
  return db.read
    .select()
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
    .orderBy(asc(outbox.urgency), asc(outbox.dueAt), asc(outbox.place), asc(outbox.id))
    .limit(most)
}

/** When the next row that waits for its time becomes due; nothing when none waits. */
export async function nextDueAt(db: Db, workspace: string, after: Date): Promise<Date | undefined> {
  const { outbox } = db.tables
  const [row] = await db.read
    .select({ dueAt: outbox.dueAt })
    .from(outbox)
    .where(
      and(
        eq(outbox.workspace, workspace),
        sql`${outbox.state} = 'pending'`,
        sql`${outbox.dueAt} > ${after.getTime()}`,
      ),
    )
    .orderBy(asc(outbox.dueAt))
    .limit(1)
  return row?.dueAt
}

/** Takes a row for one attempt; stale when another process took it or it changed. */
export function claim(write: Write, row: OutboxRow, leaseUntil: Date): Statement {
  const { outbox } = write.tables
  return mustTouch(
    write
      .update(outbox)
      .set({ state: 'sending', leaseUntil, attempts: row.attempts + 1 })
      .where(and(eq(outbox.id, row.id), eq(outbox.state, 'pending'), eq(outbox.revision, row.revision))),
  )
}

/**
 * Ends the attempt on a row, given as it was read before it was claimed; stale when that attempt was given up meanwhile.
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
      .where(and(eq(outbox.id, row.id), eq(outbox.state, 'sending'), eq(outbox.attempts, row.attempts + 1))),
  )
}

/** Attempts that a process began and never ended: it was killed, and nobody knows whether Slack posted. */
export async function abandonedRows(db: Db, workspace: string, now: Date): Promise<OutboxRow[]> {
  const { outbox } = db.tables
  return db.read
    .select()
    .from(outbox)
    .where(and(eq(outbox.workspace, workspace), sql`${outbox.state} = 'sending'`, lt(outbox.leaseUntil, now)))
    .orderBy(asc(outbox.leaseUntil))
    .limit(100)
}

export async function findRow(db: Db, id: string): Promise<OutboxRow | undefined> {
  const { outbox } = db.tables
  const [row] = await db.read.select().from(outbox).where(eq(outbox.id, id))
  return row
}

/** Lets a row wait for its turn without an attempt; when it changed meanwhile, that does no harm. */
export function postpone(write: Write, row: OutboxRow, until: Date): Statement {
  const { outbox } = write.tables
  return mayTouch(
    write
      .update(outbox)
      .set({ dueAt: until })
      .where(and(eq(outbox.id, row.id), eq(outbox.state, 'pending'))),
  )
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

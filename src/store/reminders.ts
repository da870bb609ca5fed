import { and, asc, eq, lte, sql } from 'drizzle-orm'
import type { Handoff } from '../domain/handoff/handoff.ts'
import type { Reminder, ToldBefore } from '../domain/reminders/reminders.ts'
import { type Db, mustTouch, type Statement, type Write } from './database.ts'
import { notSetAside } from './handoff/set_aside.ts'

/** Handoffs that have something to tell by now and can be read, the longest waiting first. */
export async function handoffsToWake(db: Db, workspace: string, now: Date, most: number): Promise<string[]> {
  const { handoffs } = db.tables
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .where(
      and(
        eq(handoffs.workspace, workspace),
        sql`wake_at is not null`,
        lte(handoffs.wakeAt, now),
        notSetAside(db.tables),
      ),
    )
    .orderBy(asc(handoffs.wakeAt))
    .limit(most)
  return rows.map(({ id }) => id)
}

/** What was told about the present offer: of its deadlines, and around its calls. */
export async function toldAbout(
  db: Db,
  { id, offer }: Handoff,
): Promise<{ deadlines: ToldBefore[]; calls: ToldBefore[] }> {
  const { reminders } = db.tables
  const rows = await db.read
    .select({ id: reminders.id, at: reminders.at, kind: reminders.kind })
    .from(reminders)
    .where(and(eq(reminders.handoffId, id), eq(reminders.offer, offer.seq)))
  return {
    deadlines: rows.filter(({ kind }) => kind !== 'call'),
    calls: rows.filter(({ kind }) => kind === 'call'),
  }
}

/** Stale when somebody acted meanwhile: what would be told may no longer be true. */
export function wakeAgain(write: Write, handoff: Handoff, at: Date | undefined): Statement {
  const { handoffs } = write.tables
  return mustTouch(
    write
      .update(handoffs)
      .set({ wakeAt: at ?? null })
      .where(and(eq(handoffs.id, handoff.id), eq(handoffs.version, handoff.version))),
  )
}

/** Stale when it was told already, by this process or another. */
export function recordReminder(
  write: Write,
  { id: handoffId, workspace, offer }: Handoff,
  { id, kind }: Pick<Reminder, 'id'> & { kind: Reminder['kind'] | 'call' },
  at: Date,
): Statement {
  const { reminders } = write.tables
  return mustTouch(
    write
      .insert(reminders)
      .values({ id, workspace, handoffId, offer: offer.seq, kind, at })
      .onConflictDoNothing(),
  )
}

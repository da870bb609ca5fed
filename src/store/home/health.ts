import { and, count, desc, eq, isNotNull, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { whatIsSetAside } from '../handoff/set_aside.ts'

export type Health = {
  /** When Slack last took a message. */
  lastDelivery: Date | undefined
  /** Messages that wait to be sent now. */
  waiting: number
  /** Messages that Slack refused or never confirmed, by why. */
  troubles: { problem: string; messages: number }[]
  /** Handoffs that cannot be read. */
  setAside: number
}

const MOST_TROUBLES = 5

/**
 * How delivery is doing, from what it wrote down. States are written out, not passed: only then can a database use an
 * index that holds nothing but rows of these states.
 */
export async function healthNow(db: Db, workspace: string): Promise<Health> {
  const { outbox, messages } = db.tables
  const [last] = await db.read
    .select({ at: messages.at })
    .from(messages)
    .where(and(eq(messages.workspace, workspace), sql`${messages.state} = 'sent'`))
    .orderBy(desc(messages.at))
    .limit(1)
  const [queue] = await db.read
    .select({ n: count() })
    .from(outbox)
    .where(and(eq(outbox.workspace, workspace), sql`${outbox.state} = 'pending'`, isNotNull(outbox.problem)))
  const rows = await db.read
    .select({ problem: outbox.problem, n: count() })
    .from(outbox)
    .where(and(eq(outbox.workspace, workspace), sql`${outbox.state} in ('failed', 'uncertain')`))
    .groupBy(outbox.problem)
    .orderBy(desc(count()))
    .limit(MOST_TROUBLES)
  return {
    lastDelivery: last?.at,
    waiting: queue?.n ?? 0,
    troubles: rows.map(({ problem, n }) => ({ problem: problem ?? 'unknown', messages: n })),
    setAside: (await whatIsSetAside(db, workspace, 0)).count,
  }
}

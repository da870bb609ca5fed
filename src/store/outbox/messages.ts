import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { type Db, mayTouch, mustTouch, type Statement, type Write } from '../database.ts'
import { isOneOf, prepared } from '../prepared.ts'

export type PostedMessage = { channel: string; ts: string }

export async function postedAs(db: Db, handoffId: string, role: string): Promise<PostedMessage | undefined> {
  const [row] = await posted(db, { handoffId, role })
  return row?.ts ? { channel: row.channel, ts: row.ts } : undefined
}

const posted = prepared(['handoffId', 'role'], (db, { handoffId, role }) => {
  const { messages } = db.tables
  return db.read
    .select({ channel: messages.channel, ts: messages.ts })
    .from(messages)
    .where(and(eq(messages.handoffId, handoffId), eq(messages.role, role), isNotNull(messages.ts)))
})

/** Where the cards of these handoffs are, in one statement. */
export async function cardsOf(db: Db, ids: readonly string[]): Promise<Map<string, PostedMessage>> {
  if (ids.length === 0) return new Map()
  const cards = await postedCards(db, { ids })
  return new Map(cards.flatMap(({ id, channel, ts }) => (id && ts ? [[id, { channel, ts }]] : [])))
}

const postedCards = prepared(['ids'], (db, { ids }) => {
  const { messages } = db.tables
  return db.read
    .select({ id: messages.handoffId, channel: messages.channel, ts: messages.ts })
    .from(messages)
    .where(and(isOneOf(db, messages.handoffId, ids), eq(messages.role, 'card'), isNotNull(messages.ts)))
})

/** The same for a post that belongs to no handoff. */
export async function postPlace(db: Db, workspace: string, role: string): Promise<PostedMessage | undefined> {
  const { messages } = db.tables
  const [row] = await db.read
    .select({ channel: messages.channel, ts: messages.ts })
    .from(messages)
    .where(and(eq(messages.id, `${workspace}:${role}`), isNotNull(messages.ts)))
  return row?.ts ? { channel: row.channel, ts: row.ts } : undefined
}

/** Remembers a message that was posted, or that may have been; a later post of the same role takes its place. */
export function recordMessage(write: Write, message: Db['tables']['messages']['$inferInsert']): Statement {
  const { messages } = write.tables
  const { channel, ts, state, at } = message
  return mustTouch(
    write
      .insert(messages)
      .values(message)
      .onConflictDoUpdate({ target: messages.id, set: { channel, ts: ts ?? null, state, at } }),
  )
}

/**
 * The card starts over: because it is gone, or because the lead went to another team and its channel. What is posted now
 * is remembered under other roles, so that it can still be edited and erased; card and brief are posted anew.
 */
export async function leaveCard(
  db: Db,
  handoff: Pick<Handoff, 'id' | 'workspace'>,
  version: number,
  now: Date,
): Promise<(write: Write) => Statement[]> {
  const { id: handoffId, workspace } = handoff
  const left: { role: string; place: PostedMessage }[] = []
  for (const was of ['card', 'brief'] as const) {
    const place = await postedAs(db, handoffId, was)
    if (place) left.push({ role: `${was}_moved:${version}`, place })
  }
  return (write) => [
    ...left.map(({ role, place }) => {
      const id = `${handoffId}:${role}`
      const message = { id, workspace, handoffId, role, ...place, state: 'sent' as const, at: now }
      return recordMessage(write, message)
    }),
    ...startOver(write, handoffId, now),
  ]
}

function startOver(write: Write, handoffId: string, now: Date): Statement[] {
  const { messages, outbox } = write.tables
  return [
    mayTouch(
      write
        .update(messages)
        .set({ ts: null })
        .where(and(eq(messages.handoffId, handoffId), inArray(messages.role, ['card', 'brief']))),
    ),
    mayTouch(
      write
        .update(outbox)
        .set({ state: 'pending', dueAt: now, revision: sql`${outbox.revision} + 1` })
        .where(and(eq(outbox.id, `${handoffId}:brief`), eq(outbox.state, 'sent'))),
    ),
  ]
}

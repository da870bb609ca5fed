import { and, eq, sql } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { type Db, mustTouch, type Queries, type Statement } from '../database.ts'
import { type PostedMessage, recordMessage } from './messages.ts'

/** A click on a message that Slack never confirmed proves that it is there: its lane goes on from here. */
export function adopt(
  db: Db,
  write: Queries,
  handoff: Pick<Handoff, 'id' | 'workspace'>,
  role: string,
  place: PostedMessage,
  now: Date,
): Statement[] {
  const { outbox } = db.tables
  const id = `${handoff.id}:${role}`
  return [
    mustTouch(
      write
        .update(outbox)
        .set({ state: 'pending', dueAt: now, problem: null, revision: sql`${outbox.revision} + 1` })
        .where(and(eq(outbox.id, id), eq(outbox.state, 'uncertain')))
        .returning({ id: outbox.id }),
    ),
    recordMessage(db, write, {
      id,
      workspace: handoff.workspace,
      handoffId: handoff.id,
      role,
      ...place,
      state: 'sent',
      at: now,
    }),
  ]
}

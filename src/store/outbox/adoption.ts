import { and, eq, sql } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { mustTouch, type Statement, type Write } from '../database.ts'
import { type PostedMessage, recordMessage } from './messages.ts'

/** A click on a message that Slack never confirmed proves that it is there: its lane goes on from here. */
export function adopt(
  write: Write,
  handoff: Pick<Handoff, 'id' | 'workspace'>,
  role: string,
  place: PostedMessage,
  now: Date,
): Statement[] {
  const { outbox } = write.tables
  const id = `${handoff.id}:${role}`
  return [
    mustTouch(
      write
        .update(outbox)
        .set({ state: 'pending', dueAt: now, problem: null, revision: sql`${outbox.revision} + 1` })
        .where(and(eq(outbox.id, id), eq(outbox.state, 'uncertain'))),
    ),
    recordMessage(write, {
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

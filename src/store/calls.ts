import { and, eq } from 'drizzle-orm'
import type { Handoff } from '../domain/handoff/handoff.ts'
import type { Happening } from '../domain/handoff/history.ts'
import { type Db, mayTouch, mustTouch, type Queries, type Statement } from './database.ts'

export function saveMeeting(db: Db, write: Queries, handoff: Handoff, happened: Happening): Statement[] {
  const { meetings } = db.tables
  const { id: handoffId, workspace } = handoff
  if (happened.action === 'called' && happened.code === 'moved')
    return [
      mayTouch(
        write
          .update(meetings)
          .set({ isIntro: false })
          .where(and(eq(meetings.handoffId, handoffId), eq(meetings.isIntro, true)))
          .returning({ version: meetings.version }),
      ),
    ]
  const meeting = handoff.meetings.find(({ version }) => version === happened.version)
  if (!meeting) return []
  return [
    mustTouch(
      write
        .insert(meetings)
        .values({ workspace, handoffId, ...meeting })
        .returning({ version: meetings.version }),
    ),
  ]
}

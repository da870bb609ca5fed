import { and, eq } from 'drizzle-orm'
import type { Handoff } from '../domain/handoff/handoff.ts'
import type { Happening } from '../domain/handoff/history.ts'
import { mayTouch, mustTouch, type Statement, type Write } from './database.ts'

export function saveMeeting(write: Write, handoff: Handoff, happened: Happening): Statement[] {
  const { meetings } = write.tables
  const { id: handoffId, workspace } = handoff
  if (happened.action === 'called' && happened.code === 'moved')
    return [
      mayTouch(
        write
          .update(meetings)
          .set({ isIntro: false })
          .where(and(eq(meetings.handoffId, handoffId), eq(meetings.isIntro, true))),
      ),
    ]
  const meeting = handoff.meetings.find(({ version }) => version === happened.version)
  if (!meeting) return []
  return [mustTouch(write.insert(meetings).values({ workspace, handoffId, ...meeting }))]
}

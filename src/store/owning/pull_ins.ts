import { and, eq, isNull } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { mayTouch, mustTouch, type Statement, type Write } from '../database.ts'

/** A newer request stands for those before it; done means that none is left. */
export function savePullIn(write: Write, handoff: Handoff, happened: Happening): Statement[] {
  const { pullIns } = write.tables
  const { id: handoffId, workspace, pullIn } = handoff
  const { version, by, at } = happened
  if (happened.action === 'pulled_in' && pullIn)
    return [
      mustTouch(
        write.insert(pullIns).values({ workspace, handoffId, version, reason: pullIn.reason, by, at }),
      ),
    ]
  if (happened.action !== 'pull_in_done') return []
  return [
    mayTouch(
      write
        .update(pullIns)
        .set({ doneBy: by, doneAt: at })
        .where(and(eq(pullIns.handoffId, handoffId), isNull(pullIns.doneAt))),
    ),
  ]
}

import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { type Db, mustTouch, type Queries, type Statement } from '../database.ts'

/** A touch that was corrected stays, with the one that stands in its place. */
export function saveTouch(db: Db, write: Queries, handoff: Handoff, happened: Happening): Statement[] {
  const touch = handoff.touches.find(({ version }) => version === happened.version)
  if (!touch) return []
  const { touches } = db.tables
  const { kind, happenedAt, loggedAt, by, version, instead } = touch
  const { id: handoffId, workspace } = handoff
  return [
    mustTouch(
      write
        .insert(touches)
        .values({
          workspace,
          handoffId,
          version,
          kind,
          happenedAt,
          loggedAt,
          by,
          supersedes: instead ?? null,
        })
        .returning({ version: touches.version }),
    ),
  ]
}

import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { mustTouch, type Statement, type Write } from '../database.ts'

/** A touch that was corrected stays, with the one that stands in its place. */
export function saveTouch(write: Write, handoff: Handoff, happened: Happening): Statement[] {
  const touch = handoff.touches.find(({ version }) => version === happened.version)
  if (!touch) return []
  const { touches } = write.tables
  const { kind, happenedAt, loggedAt, by, version, instead } = touch
  const { id: handoffId, workspace } = handoff
  return [
    mustTouch(
      write.insert(touches).values({
        workspace,
        handoffId,
        version,
        kind,
        happenedAt,
        loggedAt,
        by,
        supersedes: instead ?? null,
      }),
    ),
  ]
}

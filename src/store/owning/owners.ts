import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { mayTouch, mustTouch, type Statement, type Write } from '../database.ts'

export function saveOwnership(write: Write, handoff: Handoff, happened: Happening): Statement[] {
  const { ownerships } = write.tables
  const { id, workspace, offer } = handoff
  const end = (reason: string): Statement =>
    mayTouch(
      write
        .update(ownerships)
        .set({ until: happened.at, endedBy: happened.by, endReason: reason })
        .where(and(eq(ownerships.handoffId, id), isNull(ownerships.until))),
    )
  if (happened.undid === 'accepted') return [end('undone')]
  if (happened.action === 'reassigned') return [end(happened.code ?? 'other')]
  if (happened.action !== 'accepted') return []
  const owners = sql<number>`(select count(distinct ae) + 1 from ${ownerships} where ${ownerships.handoffId} = ${id}
    and coalesce(${ownerships.endReason}, '') <> 'undone' and ${ownerships.ae} <> ${offer.ae})`
  return [
    mustTouch(
      write.insert(ownerships).values({
        workspace,
        handoffId: id,
        version: happened.version,
        ae: offer.ae,
        since: happened.at,
        nth: owners,
      }),
    ),
  ]
}

import { and, count, eq, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import type { Median, Share } from '../../domain/digest/shares.ts'
import { hours } from '../../domain/time/calendar.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { countIf, during, medianOf } from './counting.ts'

/** How long after its acceptance a lead's second meeting still counts as one that came of the handoff. */
const SECOND_WITHIN_DAYS = 28

type Leads = 'all' | 'warm' | 'not_warm' | 'rerouted' | 'kept'

const timeOf = (leads: Leads) =>
  medianOf((db, { workspace, ...period }) => {
    const { handoffs, ownerships } = db.tables
    const { warmTransfer } = handoffs
    const several = db.read
      .select({ id: ownerships.handoffId })
      .from(ownerships)
      .where(and(eq(ownerships.workspace, workspace), sql`${ownerships.nth} > 1`))
    const which = {
      all: undefined,
      warm: eq(warmTransfer, true),
      not_warm: or(eq(warmTransfer, false), isNull(warmTransfer)),
      rerouted: inArray(handoffs.id, several),
      kept: notInArray(handoffs.id, several),
    }[leads]
    const held = and(during(handoffs, workspace, handoffs.secondMeetingAt, period), which)
    return { table: handoffs, ms: sql`${handoffs.secondMeetingAt} - ${handoffs.createdAt}`, where: held }
  })

const times = {
  all: timeOf('all'),
  warm: timeOf('warm'),
  not_warm: timeOf('not_warm'),
  rerouted: timeOf('rerouted'),
  kept: timeOf('kept'),
}

/**
 * The median from the first offer to the second meeting, of the second meetings held in the period: of all leads, of
 * those with and without a warm transfer, or of those that several people owned or one did.
 */
export const timeToSecondMeeting = (
  db: Db,
  workspace: string,
  period: Bounds,
  leads: Leads = 'all',
): Promise<Median> => times[leads](db, workspace, period)

/**
 * Of the leads first accepted in the period: those with a second meeting within 28 days. The median above knows only
 * the leads that got that far; this one falls when fewer do.
 */
export async function secondMeetingHeldIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const { acceptedAt, secondMeetingAt } = handoffs
  const [row] = await db.read
    .select({
      y: count(),
      x: countIf(sql`${secondMeetingAt} - ${acceptedAt} <= ${hours(24 * SECOND_WITHIN_DAYS)}`),
    })
    .from(handoffs)
    .where(during(handoffs, workspace, acceptedAt, period))
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

/** Of the leads lost or disqualified in the period: those that ended after their second meeting. */
export async function lateEndsIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ y: count(), x: countIf(sql`${handoffs.secondMeetingAt} <= ${handoffs.closedAt}`) })
    .from(handoffs)
    .where(
      and(
        during(handoffs, workspace, handoffs.closedAt, period),
        inArray(handoffs.status, ['lost', 'disqualified']),
      ),
    )
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

import { and, asc, eq, gte, inArray, lt, or } from 'drizzle-orm'
import type { Accepted } from '../../domain/pay/lines.ts'
import type { UserId } from '../../domain/people/people.ts'
import { hours } from '../../domain/time/calendar.ts'
import type { Db } from '../database.ts'
import { during } from '../digest/counting.ts'
import { findRules } from '../settings.ts'

const COUNTED = ['accepted', 'undone', 'disqualified', 'recycled', 'withdrawn', 'corrected'] as const

/** No lock is longer, so an earlier credit for the same prospect lies within this. */
const LONGEST_LOCK_MS = hours(24 * 365)

/**
 * What pay of a period needs: handoffs accepted in it, those whose prospects they may share, and those set right in it.
 * Everything is read from history, so that nothing has to be kept in step with it.
 */
export async function acceptedForPay(
  db: Db,
  workspace: string,
  { from, to }: { from: Date; to: Date },
  sdr?: UserId,
): Promise<Accepted[]> {
  const { handoffs, prospects, history } = db.tables
  const setRight = db.read
    .select({ id: history.handoffId })
    .from(history)
    .where(
      and(
        during(history, workspace, history.at, { from, to }),
        inArray(history.action, ['corrected', 'undone']),
      ),
    )
  const rows = await db.read
    .select()
    .from(handoffs)
    .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .where(
      and(
        eq(handoffs.workspace, workspace),
        or(
          and(
            gte(handoffs.acceptedAt, new Date(from.getTime() - LONGEST_LOCK_MS)),
            lt(handoffs.acceptedAt, to),
          ),
          inArray(handoffs.id, setRight),
        ),
      ),
    )
  const ids = rows.map((row) => row.handoffs.id)
  const happened = new Map<string, Accepted['history']>()
  for (let place = 0; place < ids.length; place += READ_AT_A_TIME)
    for (const row of await db.read
      .select()
      .from(history)
      .where(
        and(
          inArray(history.handoffId, ids.slice(place, place + READ_AT_A_TIME)),
          inArray(history.action, [...COUNTED]),
        ),
      )
      .orderBy(asc(history.handoffId), asc(history.version))) {
      const { handoffId, at, action, ae, undid, code, fromStatus } = row
      const line = {
        at,
        action,
        ae,
        undid: undid ?? undefined,
        code: code ?? undefined,
        from: fromStatus ?? undefined,
      }
      happened.set(handoffId, [...(happened.get(handoffId) ?? []), line])
    }
  const found: Accepted[] = []
  for (const { handoffs: row, prospects: prospect } of rows)
    found.push({
      id: row.id,
      ref: row.ref,
      company: prospect.company ?? '(erased)',
      sdr: row.sdr,
      prospect: row.sameAs ?? row.id,
      rules: await findRules(db, row.rulesetId),
      history: happened.get(row.id) ?? [],
    })
  return sdr ? found.filter((one) => one.sdr === sdr || sharesProspect(one, found, sdr)) : found
}

/** Somebody else's handoff of the same prospect may be why one's own does not count. */
function sharesProspect(one: Accepted, all: readonly Accepted[], sdr: UserId): boolean {
  return all.some((other) => other.sdr === sdr && other.prospect === one.prospect)
}

const READ_AT_A_TIME = 500

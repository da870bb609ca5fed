import { setImmediate as letOthersIn } from 'node:timers/promises'
import { and, asc, eq, gte, inArray, isNotNull, lt, or, type SQL } from 'drizzle-orm'
import type { Accepted } from '../../domain/pay/lines.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { during } from '../digest/counting.ts'
import { ERASED } from '../handoff/assemble.ts'
import { rulesOf } from '../settings.ts'

const COUNTED = ['accepted', 'undone', 'disqualified', 'recycled', 'withdrawn', 'corrected'] as const

/**
 * What pay of a period needs: handoffs accepted or set right in it, of one SDR or of all, and every other handoff of the
 * same prospects, which may be why one does not count. It costs that period, not the years before it; everything is read
 * from history, so that nothing has to be kept in step with it.
 */
export async function acceptedForPay(
  db: Db,
  workspace: string,
  period: Bounds,
  sdr?: UserId,
): Promise<Accepted[]> {
  const { handoffs, history } = db.tables
  const setRight = db.read
    .select({ id: history.handoffId })
    .from(history)
    .where(
      and(during(history, workspace, history.at, period), inArray(history.action, ['corrected', 'undone'])),
    )
  const inPeriod = and(gte(handoffs.acceptedAt, period.from), lt(handoffs.acceptedAt, period.to))
  const asked = await readAccepted(
    db,
    and(
      eq(handoffs.workspace, workspace),
      sdr ? eq(handoffs.sdr, sdr) : undefined,
      or(inPeriod, inArray(handoffs.id, setRight)),
    ),
  )
  const rows = new Map(asked.map((row) => [row.id, row]))
  for (const firsts of inPieces([...new Set(asked.map(prospectOf))])) {
    for (const row of await readAccepted(
      db,
      and(or(inArray(handoffs.id, firsts), inArray(handoffs.sameAs, firsts)), isNotNull(handoffs.acceptedAt)),
    ))
      rows.set(row.id, row)
    await letOthersIn()
  }
  const rules = await rulesOf(
    db,
    [...rows.values()].map(({ rulesetId }) => rulesetId),
  )
  const happened = await historiesOf(db, [...rows.keys()])
  return [...rows.values()].map((row) => {
    const own = rules.get(row.rulesetId)
    if (!own) throw new Error(`handoff ${row.id} has no rules that can be read`)
    return {
      id: row.id,
      ref: row.ref,
      company: row.company ?? ERASED,
      sdr: row.sdr,
      prospect: prospectOf(row),
      rules: own,
      history: happened.get(row.id) ?? [],
    }
  })
}

/** The first handoff of a prospect stands for the prospect. */
const prospectOf = ({ id, sameAs }: { id: string; sameAs: string | null }): string => sameAs ?? id

function readAccepted(db: Db, which: SQL | undefined) {
  const { handoffs, prospects } = db.tables
  return db.read
    .select({
      id: handoffs.id,
      ref: handoffs.ref,
      sdr: handoffs.sdr,
      sameAs: handoffs.sameAs,
      rulesetId: handoffs.rulesetId,
      company: prospects.company,
    })
    .from(handoffs)
    .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .where(which)
}

async function historiesOf(db: Db, ids: readonly string[]): Promise<Map<string, Accepted['history']>> {
  const { history } = db.tables
  const found = new Map<string, Accepted['history']>()
  for (const piece of inPieces(ids)) {
    await letOthersIn()
    for (const { handoffId, at, action, ae, undid, code, from } of await db.read
      .select({
        handoffId: history.handoffId,
        at: history.at,
        action: history.action,
        ae: history.ae,
        undid: history.undid,
        code: history.code,
        from: history.fromStatus,
      })
      .from(history)
      .where(and(inArray(history.handoffId, piece), inArray(history.action, [...COUNTED])))
      .orderBy(asc(history.handoffId), asc(history.version))) {
      const line = {
        at,
        action,
        ae,
        undid: undid ?? undefined,
        code: code ?? undefined,
        from: from ?? undefined,
      }
      const lines = found.get(handoffId)
      if (lines) lines.push(line)
      else found.set(handoffId, [line])
    }
  }
  return found
}

/** Few enough that nobody who clicks meanwhile waits for long: SQLite answers without ever giving way. */
const AT_MOST = 100

function inPieces<T>(all: readonly T[]): T[][] {
  const pieces: T[][] = []
  for (let place = 0; place < all.length; place += AT_MOST) pieces.push(all.slice(place, place + AT_MOST))
  return pieces
}

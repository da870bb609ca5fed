import { payLines } from '../../domain/pay/credits.ts'
import type { Table } from '../../domain/privacy/exports.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { acceptedForPay } from './accepted.ts'

/** The credits of a period, line by line, as the pay tables of its months have them. */
export async function creditRows(db: Db, workspace: string, bounds: Bounds, now: Date): Promise<Table> {
  const lines = payLines(await acceptedForPay(db, workspace, bounds), now)
  const inside = lines.filter(({ at }) => at >= bounds.from && at < bounds.to)
  return {
    columns: ['month', 'sdr', 'handoff', 'at', 'state', 'credits', 'why'],
    rows: inside.map(({ month, sdr, ref, at, state, credits, why }) => [
      month,
      sdr,
      `H-${ref}`,
      at,
      state,
      credits,
      why,
    ]),
  }
}

import type { Cell, Table } from '../../domain/privacy/exports.ts'
import { addDays, hours, type LocalDate, localDate, startOfDay } from '../../domain/time/calendar.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { byAe } from './by_person.ts'

const EVERYBODY = 10_000

/** Each AE's quarter: what the digest says by AE, over the quarters that the period touches. */
export async function scorecardRows(
  db: Db,
  workspace: string,
  { from, to }: Bounds,
  { zone, now }: { zone: string; now: Date },
): Promise<Table> {
  const rows: Cell[][] = []
  for (const { name, bounds } of quartersOf(from, to, zone)) {
    const loggedUntil = new Date(Math.min(bounds.to.getTime(), now.getTime() - hours(24)))
    for (const { id, acceptance, touchInTime, bothReps } of await byAe(
      db,
      workspace,
      bounds,
      loggedUntil,
      EVERYBODY,
    ))
      rows.push([name, id, acceptance.x, acceptance.y, touchInTime.x, touchInTime.y, bothReps.x, bothReps.y])
  }
  return {
    columns: [
      'quarter',
      'ae',
      'accepted',
      'answered',
      'touches_in_time',
      'touches_due',
      'calls_with_both_reps',
      'intro_calls',
    ],
    rows,
  }
}

function quartersOf(from: Date, to: Date, zone: string): { name: string; bounds: Bounds }[] {
  const found: { name: string; bounds: Bounds }[] = []
  for (let start = quarterOf(localDate(from, zone)); startOfDay(start, zone) < to; ) {
    const next = quarterOf(addDays(start, 100))
    const name = `${start.slice(0, 4)}-Q${Math.ceil(Number(start.slice(5, 7)) / 3)}`
    found.push({ name, bounds: { from: startOfDay(start, zone), to: startOfDay(next, zone) } })
    start = next
  }
  return found
}

/** The first day of the quarter that a local date lies in. */
function quarterOf(date: LocalDate): LocalDate {
  const month = Number(date.slice(5, 7))
  const first = month - ((month - 1) % 3)
  return `${date.slice(0, 4)}-${String(first).padStart(2, '0')}-01`
}

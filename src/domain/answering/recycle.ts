import { type Checked, type Fields, reader } from '../fields.ts'
import type { Decision } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import type { UserId } from '../people/people.ts'
import { addDays, isZone, type LocalDate, localDate } from '../time/calendar.ts'
import { closeUnowned } from './withdraw.ts'

/** Puts a lead aside until a date in the SDR's own calendar. */
export function recycle(handoff: Handoff, by: UserId, until: LocalDate, now: Date): Decision {
  return closeUnowned(handoff, 'recycled', { status: 'recycled', by, at: now, until })
}

/** The date at which a recycled lead comes back: after today in the SDR's zone. */
export function checkRecycleDate(fields: Fields, now: Date, zone: string): Checked<LocalDate> {
  const read = reader(fields)
  const until = read.required('until', 10)
  if (until && until <= localDate(now, zone)) read.problem({ field: 'until', why: 'past_date' })
  return read.result(until)
}

const RECYCLE_DAYS = 60

export function defaultRecycleDate(now: Date, zone: string): LocalDate {
  return addDays(localDate(now, isZone(zone) ? zone : 'UTC'), RECYCLE_DAYS)
}

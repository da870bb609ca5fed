import { tzOffset } from '@date-fns/tz'
import { z } from 'zod'

/** A local date without a time, `yyyy-MM-dd`. */
export type LocalDate = string

/** When one person works: an IANA zone, weekdays (0 is Sunday) and local hours as `HH:mm`. */
export const calendarSchema = z.object({
  zone: z.string().refine(isZone),
  days: z.array(z.number().int().min(0).max(6)),
  from: z.string(),
  to: z.string(),
  holidays: z.array(z.string()),
})
export type Calendar = z.infer<typeof calendarSchema>

/** What "24 hours" means. `working_days` counts whole local days that the person works. */
export type ClockKind = 'working_days' | 'wall_clock' | 'working_hours'

const MINUTE = 60_000

const HOUR = 60 * MINUTE

const DAY = 24 * HOUR

/** Four years of nothing but free days means that the calendar is broken, not that somebody is patient. */
const MOST_DAYS = 1461

export const hours = (n: number): number => n * HOUR

/** The calendar of somebody who has not set one: Monday to Friday, nine to six, in their Slack zone. */
export const officeHours = (zone: string): Calendar => ({
  zone,
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '18:00',
  holidays: [],
})

export function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    knownZones.add(zone)
    return true
  } catch {
    return false
  }
}

/** Every calendar that is read names its zone, and asking the runtime about one takes longer than reading the rest. */
const knownZones = new Set<string>()

/** The local date of an instant in a zone. */
export function localDate(at: Date, zone: string): LocalDate {
  return wallClock(at, zone).toISOString().slice(0, 10)
}

/** The instant whose UTC fields read what a clock on the wall of that zone shows; for showing, not for reckoning. */
export function wallClock(at: Date, zone: string): Date {
  return new Date(at.getTime() + offsetMs(at.getTime(), zone))
}

/** The instant at which a local day begins; where midnight is skipped by a clock change, the first moment after it. */
export function startOfDay(date: LocalDate, zone: string): Date {
  return at(date, '00:00', zone)
}

/** The local date some days later; the calendar's own arithmetic, so that months and leap days are right. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const [year, month, day] = parts(date)
  return dateOf(year, month - 1, day + days)
}

/**
 * The instant of a local date and time. A time that a clock change repeats is its first occurrence; one that it skips
 * is the moment as much later. The server's own zone has no part in it.
 */
export function at(date: LocalDate, time: string, zone: string): Date {
  const [year, month, day] = parts(date)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const wanted = Date.UTC(year, month - 1, day, hour, minute)
  const before = offsetMs(wanted - DAY, zone)
  const after = offsetMs(wanted + DAY, zone)
  const fits = [before, after]
    .map((offset) => wanted - offset)
    .find((one) => wallClock(new Date(one), zone).getTime() === wanted)
  return new Date(fits ?? wanted - before)
}

/**
 * The instant at which `ms` of clock time have passed since `from`.
 * Hours that a clock change skips or repeats are elapsed time like any other: a working day may have 23 or 25.
 */
export function addClockTime(calendar: Calendar, clock: ClockKind, from: Date, ms: number): Date {
  let left = ms
  for (const window of openWindows(calendar, clock, from)) {
    const start = Math.max(window.start, from.getTime())
    if (left <= window.end - start) return new Date(start + left)
    left -= Math.max(0, window.end - start)
  }
  throw new Error(`no working day within ${MOST_DAYS} days in ${calendar.zone}`)
}

/** Milliseconds of clock time between two instants; zero when `to` is not after `from`. */
export function clockTimeBetween(calendar: Calendar, clock: ClockKind, from: Date, to: Date): number {
  let sum = 0
  for (const window of openWindows(calendar, clock, from)) {
    if (window.start >= to.getTime()) break
    const start = Math.max(window.start, from.getTime())
    sum += Math.max(0, Math.min(window.end, to.getTime()) - start)
  }
  return sum
}

function* openWindows(
  calendar: Calendar,
  clock: ClockKind,
  from: Date,
): Generator<{ start: number; end: number }> {
  if (clock === 'wall_clock') {
    yield { start: from.getTime(), end: Number.POSITIVE_INFINITY }
    return
  }
  let date = localDate(from, calendar.zone)
  for (let day = 0; day < MOST_DAYS; day++, date = addDays(date, 1)) {
    if (!worksOn(calendar, date)) continue
    const whole = clock === 'working_days'
    const start = whole ? startOfDay(date, calendar.zone) : at(date, calendar.from, calendar.zone)
    const end = whole ? startOfDay(addDays(date, 1), calendar.zone) : at(date, calendar.to, calendar.zone)
    if (end.getTime() > from.getTime()) yield { start: start.getTime(), end: end.getTime() }
  }
}

/** Whether this local day is one of theirs. */
export function worksOn(calendar: Calendar, date: LocalDate): boolean {
  const [year, month, day] = parts(date)
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return calendar.days.includes(weekday) && !calendar.holidays.includes(date)
}

/** Clocks are changed on a quarter of an hour, so that one answer holds for all of it. */
const QUARTER = 15 * MINUTE

const MOST_KNOWN = 20_000

/** Asking the runtime takes longer than all the rest of the reckoning, and deadlines ask about the same days again. */
const knownOffsets = new Map<string, number>()

function offsetMs(at: number, zone: string): number {
  if (zone === 'UTC') return 0
  const quarter = `${zone} ${Math.floor(at / QUARTER)}`
  const known = knownOffsets.get(quarter)
  if (known !== undefined) return known
  const offset = tzOffset(zone, new Date(at)) * MINUTE
  if (knownOffsets.size >= MOST_KNOWN) knownOffsets.clear()
  knownOffsets.set(quarter, offset)
  return offset
}

function parts(date: LocalDate): [year: number, month: number, day: number] {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date.split('-').map(Number)
  return [year, month, day]
}

function dateOf(year: number, month: number, day: number): LocalDate {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
}

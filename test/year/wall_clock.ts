/** Time reckoned the slow and plain way, a quarter of an hour at a time, with nothing from the product. */

export type Hours = { zone: string; days: number[]; from: string; to: string; holidays: string[] }

type Local = { date: string; weekday: number; minute: number }

export const MINUTE = 60_000

export const HOUR = 60 * MINUTE

const QUARTER = 15 * MINUTE

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

const formats = new Map<string, Intl.DateTimeFormat>()

const quarters = new Map<string, Map<number, Local>>()

/** What a clock on the wall of that zone shows. Every zone here changes its clock on a quarter of an hour. */
export function local(at: number, zone: string): Local {
  const known = quarters.get(zone) ?? new Map<number, Local>()
  quarters.set(zone, known)
  const quarter = Math.floor(at / QUARTER)
  const found = known.get(quarter) ?? read(quarter * QUARTER, zone)
  known.set(quarter, found)
  return { ...found, minute: found.minute + (at - quarter * QUARTER) / MINUTE }
}

function read(at: number, zone: string): Local {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  formats.set(zone, format)
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: WEEKDAYS.indexOf(part('weekday')),
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  }
}

const minuteOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}

const isTheirDay = ({ days, holidays }: Hours, { weekday, date }: Local): boolean =>
  days.includes(weekday) && !holidays.includes(date)

export function atWork(hours: Hours, at: number): boolean {
  const here = local(at, hours.zone)
  return isTheirDay(hours, here) && here.minute >= minuteOf(hours.from) && here.minute < minuteOf(hours.to)
}

/** A local date and time as an instant; times that a clock change skips are not asked for. */
export function instantOf(date: string, time: string, zone: string): number {
  const wanted = minuteOf(time)
  const around = Date.parse(`${date}T${time}:00Z`)
  for (let at = around - 15 * HOUR; at <= around + 15 * HOUR; at += QUARTER) {
    const here = local(at, zone)
    if (here.date === date && here.minute === wanted) return at
  }
  throw new Error(`no clock in ${zone} shows ${date} ${time}`)
}

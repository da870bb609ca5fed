import { addDays, at, type Calendar, type LocalDate, localDate, startOfDay, worksOn } from './calendar.ts'

/** When the workspace's posts are due, in its own zone; a missed one is made up only while it still helps. */
export type Times = { digestDay: number; digestAt: string; stuckAt: string }

/** Monday at nine, and every working day at nine, until somebody sets another time. */
export const USUAL_TIMES: Times = { digestDay: 1, digestAt: '09:00', stuckAt: '09:00' }

/** A digest later than this many days after its time is never posted. */
const DIGEST_GRACE_DAYS = 3

const POSTED_LATE_MS = 3_600_000

/** The moment at which the stuck list of a local date is due. */
export const stuckTime = (day: LocalDate, zone: string, { stuckAt }: Times = USUAL_TIMES): Date =>
  at(day, stuckAt, zone)

/** The local date whose stuck list is due: today, from the hour on, on a working day. */
export function stuckDay(workspace: Calendar, now: Date, times = USUAL_TIMES): LocalDate | undefined {
  const today = localDate(now, workspace.zone)
  return worksOn(workspace, today) && now >= stuckTime(today, workspace.zone, times) ? today : undefined
}

export function nextStuckAt(workspace: Calendar, now: Date, times = USUAL_TIMES): Date {
  for (let date = localDate(now, workspace.zone); ; date = addDays(date, 1)) {
    const due = stuckTime(date, workspace.zone, times)
    if (worksOn(workspace, date) && due > now) return due
  }
}

/** A Monday-to-Sunday week of the workspace: its Monday, and its bounds as instants. */
export type Week = { monday: LocalDate; from: Date; to: Date }

export function weekOf(monday: LocalDate, zone: string): Week {
  return { monday, from: startOfDay(monday, zone), to: startOfDay(addDays(monday, 7), zone) }
}

/** The Monday of the week that an instant lies in. */
export function mondayOf(now: Date, zone: string): LocalDate {
  const today = localDate(now, zone)
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay()
  return addDays(today, -((weekday + 6) % 7))
}

/** When the digest of the week before this Monday is posted: on its day of that week, or the next working day. */
function digestTime(workspace: Calendar, { digestDay, digestAt }: Times, monday: LocalDate): Date {
  let date = addDays(monday, (digestDay + 6) % 7)
  while (!worksOn(workspace, date)) date = addDays(date, 1)
  return at(date, digestAt, workspace.zone)
}

/** The digest that is due now: which week it covers, and whether it is late. Nothing when its time is not or long past. */
export function digestDue(
  workspace: Calendar,
  now: Date,
  times = USUAL_TIMES,
): { week: Week; late: boolean } | undefined {
  const monday = mondayOf(now, workspace.zone)
  for (const start of [monday, addDays(monday, -7)]) {
    const due = digestTime(workspace, times, start)
    const until = at(
      addDays(localDate(due, workspace.zone), DIGEST_GRACE_DAYS),
      times.digestAt,
      workspace.zone,
    )
    if (now >= due && now < until)
      return {
        week: weekOf(addDays(start, -7), workspace.zone),
        late: now.getTime() - due.getTime() > POSTED_LATE_MS,
      }
  }
  return undefined
}

export function nextDigestAt(workspace: Calendar, now: Date, times = USUAL_TIMES): Date {
  for (let monday = mondayOf(now, workspace.zone); ; monday = addDays(monday, 7)) {
    const due = digestTime(workspace, times, monday)
    if (due > now) return due
  }
}

export type Bounds = Pick<Week, 'from' | 'to'>

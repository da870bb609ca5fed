import { addDays, at, type Calendar, localDate, worksOn } from './calendar.ts'

/** A quiet year is longer than anybody's leave; beyond it the calendar is broken. */
const MOST_DAYS_AWAY = 400

const LAST_MINUTE_MS = 60_000

/** Whether somebody is at work at this moment: on one of their days, inside their hours. */
export function isWorking(calendar: Calendar, now: Date): boolean {
  const date = localDate(now, calendar.zone)
  if (!worksOn(calendar, date)) return false
  const { start, end } = shift(calendar, date)
  return start <= now.getTime() && now.getTime() < end
}

/** This moment if they are at work, otherwise the next at which their day begins. */
export function nextWorkingMoment(calendar: Calendar, from: Date): Date {
  if (isWorking(calendar, from)) return from
  for (
    let date = localDate(from, calendar.zone), day = 0;
    day < MOST_DAYS_AWAY;
    day++, date = addDays(date, 1)
  ) {
    if (!worksOn(calendar, date)) continue
    const { start } = shift(calendar, date)
    if (start >= from.getTime()) return new Date(start)
  }
  throw new Error(`no working moment within ${MOST_DAYS_AWAY} days in ${calendar.zone}`)
}

/** The last minute of work before this moment. */
export function lastWorkingMoment(calendar: Calendar, before: Date): Date {
  for (
    let date = localDate(before, calendar.zone), day = 0;
    day < MOST_DAYS_AWAY;
    day++, date = addDays(date, -1)
  ) {
    if (!worksOn(calendar, date)) continue
    const { start, end } = shift(calendar, date)
    if (start <= before.getTime()) return new Date(Math.min(end - LAST_MINUTE_MS, before.getTime()))
  }
  throw new Error(`no working moment within ${MOST_DAYS_AWAY} days in ${calendar.zone}`)
}

function shift(calendar: Calendar, date: string): { start: number; end: number } {
  return {
    start: at(date, calendar.from, calendar.zone).getTime(),
    end: at(date, calendar.to, calendar.zone).getTime(),
  }
}

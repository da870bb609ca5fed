import { addDays, type Calendar, localDate, startOfDay, worksOn } from '../time/calendar.ts'
import { type Bounds, type Week, weekOf } from '../time/schedule.ts'

/** Weeks in the trend, and weeks that one week is compared with. */
const TREND_WEEKS = 8

const COMPARED_WEEKS = 4

/** Working days after its touch deadline at which an untouched lead counts as dropped. */
const DROPPED_DAYS = 10

/** Working days after its time at which an intro call that nobody logged counts as one without both reps. */
const INTRO_LOGGED_DAYS = 1

/** Days before the end of the week on which a lead was accepted, both included. */
const HAD_TIME_FOR_SECOND = { from: 55, to: 28 }

const HAD_TIME_TO_QUALIFY = { from: 42, to: 15 }

/** Digests that are looked at for whether somebody reviewed them, and the working days that they have for it. */
const REVIEWED_DIGESTS = 4

const REVIEW_DAYS = 2

/** Which time each metric of a week's digest looks at; every bound is a local midnight of the workspace. */
export type Windows = {
  week: Week
  /** The four weeks before, as one. */
  before: Bounds
  /** Eight weeks, the last of them this one. */
  trend: Week[]
  /** Ten working days before the end of the week. */
  droppedSince: Date
  /** One working day before the end of the week: a call that was planned later may still be about to be logged. */
  introsLoggedUntil: Date
  /** 28 to 55 days before the end of the week: whoever accepted then has had 28 days for a second meeting. */
  hadTimeForSecond: Bounds
  /** 15 to 42 days before the end of the week: long enough ago that a lead may have been qualified since. */
  hadTimeToQualify: Bounds
  /** The 28 days that end with the week, and the 28 before them. */
  fourWeeks: Bounds
  fourWeeksBefore: Bounds
  /** The 90 days that end with the week. */
  quarter: Bounds
  /** The weeks of the last four digests, and until when one that was posted then is reviewed in time. */
  reviews: { mondays: string[]; until: (postedAt: Date) => Date }
}

export function windowsOf(week: Week, calendar: Calendar): Windows {
  const { zone } = calendar
  const earlier = (weeks: number) => weekOf(addDays(week.monday, -7 * weeks), zone)
  const daysBeforeEnd = (days: number) => startOfDay(addDays(localDate(week.to, zone), -days), zone)
  const lastDays = (days: number): Bounds => ({ from: daysBeforeEnd(days), to: week.to })
  const between = ({ from, to }: { from: number; to: number }): Bounds => ({
    from: daysBeforeEnd(from + 1),
    to: daysBeforeEnd(to),
  })
  const fourWeeks = lastDays(28)
  return {
    week,
    before: { from: earlier(COMPARED_WEEKS).from, to: week.from },
    trend: [...countdown(TREND_WEEKS - 1).map(earlier), week],
    droppedSince: workingDaysBefore(calendar, week.to, DROPPED_DAYS),
    introsLoggedUntil: workingDaysBefore(calendar, week.to, INTRO_LOGGED_DAYS),
    hadTimeForSecond: between(HAD_TIME_FOR_SECOND),
    hadTimeToQualify: between(HAD_TIME_TO_QUALIFY),
    fourWeeks,
    fourWeeksBefore: { from: daysBeforeEnd(2 * 28), to: fourWeeks.from },
    quarter: lastDays(90),
    reviews: {
      mondays: countdown(REVIEWED_DIGESTS).map((weeks) => earlier(weeks).monday),
      until: (postedAt) => reviewedBy(calendar, postedAt),
    },
  }
}

const countdown = (from: number): number[] => Array.from({ length: from }, (_, place) => from - place)

/** From the day on which a digest is posted somebody has two working days to go through it. */
function reviewedBy(calendar: Calendar, postedAt: Date): Date {
  let date = localDate(postedAt, calendar.zone)
  for (let left = REVIEW_DAYS; left > 0; ) {
    date = addDays(date, 1)
    if (worksOn(calendar, date)) left -= 1
  }
  return startOfDay(addDays(date, 1), calendar.zone)
}

/** The start of the day that lies so many working days before an instant. */
function workingDaysBefore(calendar: Calendar, instant: Date, days: number): Date {
  let date = localDate(instant, calendar.zone)
  for (let left = days; left > 0; ) {
    date = addDays(date, -1)
    if (worksOn(calendar, date)) left -= 1
  }
  return startOfDay(date, calendar.zone)
}

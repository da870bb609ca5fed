import type { Numbers } from '../../domain/digest/numbers.ts'
import { adviceOf, signalsOf } from '../../domain/digest/signals.ts'
import { addDays, type Calendar, localDate, startOfDay, worksOn } from '../../domain/time/calendar.ts'
import { type Bounds, type Week, weekOf } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { rulesNow } from '../settings.ts'
import { findDigest } from './digests.ts'
import { numbersOf } from './numbers.ts'
import { lateEndsIn, signalFactsOf } from './signals.ts'

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

/** The signals look at this many days, and at as many before them. */
const SIGNAL_DAYS = 28

const REVIEW_DAYS = 2

/** A week's numbers with what they are compared with; every bound is a local midnight of the workspace. */
export async function numbersOfWeek(
  db: Db,
  workspace: string,
  week: Week,
  calendar: Calendar,
): Promise<Numbers> {
  const { zone } = calendar
  const earlier = (weeks: number) => weekOf(addDays(week.monday, -7 * weeks), zone)
  const trend = Array.from({ length: TREND_WEEKS }, (_, place) =>
    place === TREND_WEEKS - 1 ? week : earlier(TREND_WEEKS - 1 - place),
  )
  const daysBeforeEnd = (days: number) => startOfDay(addDays(localDate(week.to, zone), -days), zone)
  const lastDays = (days: number): Bounds => ({ from: daysBeforeEnd(days), to: week.to })
  const between = ({ from, to }: { from: number; to: number }): Bounds => ({
    from: daysBeforeEnd(from + 1),
    to: daysBeforeEnd(to),
  })
  const introsLoggedUntil = workingDaysBefore(calendar, week.to, INTRO_LOGGED_DAYS)
  const numbers = await numbersOf(db, workspace, {
    week,
    before: { from: earlier(COMPARED_WEEKS).from, to: week.from },
    trend,
    droppedSince: workingDaysBefore(calendar, week.to, DROPPED_DAYS),
    introsLoggedUntil,
    acceptedForSecond: between(HAD_TIME_FOR_SECOND),
    acceptedForQualified: between(HAD_TIME_TO_QUALIFY),
    fourWeeks: lastDays(28),
    quarter: lastDays(90),
  })
  const now = lastDays(SIGNAL_DAYS)
  const facts = await signalFactsOf(db, workspace, {
    now,
    before: { from: daysBeforeEnd(2 * SIGNAL_DAYS), to: now.from },
    introsLoggedUntil,
    hadTime: between(HAD_TIME_TO_QUALIFY),
    reviews: {
      mondays: [1, 2, 3, 4].map((weeks) => earlier(weeks).monday),
      until: (postedAt) => reviewedBy(calendar, postedAt),
    },
  })
  const { rules } = await rulesNow(db, workspace)
  const reps = numbers.relationship?.reps ?? { aes: 0, sdrs: 0 }
  const last = await findDigest(db, workspace, earlier(1).monday)
  return {
    ...numbers,
    signals: signalsOf(facts, rules),
    signalFacts: facts,
    advice: adviceOf(
      { lateEnds: await lateEndsIn(db, workspace, lastDays(90)), sent: facts.gatePassed.y, reps },
      rules,
    ),
    ...(last
      ? { lastReview: last.review ? { by: last.review.by, at: last.review.at.getTime() } : null }
      : {}),
  }
}

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

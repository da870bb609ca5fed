import type { Numbers } from '../../domain/digest/numbers.ts'
import { adviceOf, signalsOf } from '../../domain/digest/signals.ts'
import { type Windows, windowsOf } from '../../domain/digest/windows.ts'
import { addDays, type Calendar } from '../../domain/time/calendar.ts'
import { type Week, weekOf } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { rulesNow } from '../settings.ts'
import { acceptanceIn, declineReasonsIn, medianToAccept, openPastDue } from './acceptance.ts'
import { peopleNumbersOf } from './by_person.ts'
import { findDigest } from './digests.ts'
import { droppedSince, templatedIn, touchInTimeIn } from './first_touches.ts'
import { blockedDraftsIn, gatePassedIn } from './gate.ts'
import { meetingNumbersOf } from './meetings.ts'
import { severalOwnersIn } from './owners.ts'
import { relationshipNumbersOf } from './relationship.ts'
import { lateEndsIn } from './second_meetings.ts'
import { signalFactsOf } from './signals.ts'

/**
 * A week's numbers with what they are compared with, its signals and its advice, counted in the database: they cost the
 * rows of their weeks, never the years before. Each metric is one function in a file of its own noun here, and in words
 * in `docs/metrics.md`; which time it looks at is the domain's business. The headline leaves out what only the detail
 * in the thread shows: the weeks before, and the numbers by person.
 */
export async function numbersOfWeek(
  db: Db,
  workspace: string,
  week: Week,
  calendar: Calendar,
  what: 'whole' | 'headline' = 'whole',
): Promise<Numbers> {
  const windows = { ...windowsOf(week, calendar), ...(what === 'headline' ? { trend: [] } : {}) }
  const people =
    what === 'whole' ? await peopleNumbersOf(db, workspace, week, windows.introsLoggedUntil) : undefined
  const numbers = { ...(await numbersOf(db, workspace, windows)), people }
  const facts = await signalFactsOf(db, workspace, windows)
  const { rules } = await rulesNow(db, workspace)
  const reps = numbers.relationship?.reps ?? { aes: 0, sdrs: 0 }
  const last = await findDigest(db, workspace, weekOf(addDays(week.monday, -7), calendar.zone).monday)
  return {
    ...numbers,
    signals: signalsOf(facts, rules),
    signalFacts: facts,
    advice: adviceOf(
      { lateEnds: await lateEndsIn(db, workspace, windows.quarter), sent: facts.gatePassed.y, reps },
      rules,
    ),
    ...(last
      ? { lastReview: last.review ? { by: last.review.by, at: last.review.at.getTime() } : null }
      : {}),
  }
}

async function numbersOf(db: Db, workspace: string, windows: Windows): Promise<Numbers> {
  const { week, before } = windows
  const acceptanceTrend: Numbers['acceptanceTrend'] = []
  for (const { monday, from, to } of windows.trend)
    acceptanceTrend.push({ monday, share: await acceptanceIn(db, workspace, { from, to }) })
  return {
    week: { monday: week.monday, from: week.from.getTime(), to: week.to.getTime() },
    acceptance: await acceptanceIn(db, workspace, week),
    acceptanceBefore: await acceptanceIn(db, workspace, before),
    openPastDue: await openPastDue(db, workspace, week.to),
    medianToAccept: await medianToAccept(db, workspace, week),
    declines: await declineReasonsIn(db, workspace, week),
    touchInTime: await touchInTimeIn(db, workspace, week),
    touchInTimeBefore: await touchInTimeIn(db, workspace, before),
    templated: await templatedIn(db, workspace, week),
    gatePassed: await gatePassedIn(db, workspace, week),
    blockedDrafts: await blockedDraftsIn(db, workspace, week),
    dropped: await droppedSince(db, workspace, windows.droppedSince),
    severalOwners: await severalOwnersIn(db, workspace, week),
    acceptanceTrend,
    meetings: await meetingNumbersOf(db, workspace, windows),
    relationship: await relationshipNumbersOf(db, workspace, windows),
  }
}

import type { UserId } from './people.ts'
import type { Week } from './schedule.ts'
import type { Advice, Signal, SignalFacts } from './signals.ts'

/** `x` of `y`; every share is printed with both, because a percentage of three says little. */
export type Share = { x: number; y: number }

/** Nothing without any; a time span is in milliseconds. */
export type Median = { ms: number | null; n: number }
export type Mean = { mean: number | null; n: number }

/** Below this many on either side, a change between two periods is noise and is not printed. */
const ENOUGH = 5

/** What one digest says, as it was posted. `docs/metrics.md` defines each of them; times are milliseconds. */
export type Numbers = {
  week: { monday: string; from: number; to: number }
  acceptance: Share
  acceptanceBefore: Share
  openPastDue: number
  medianToAccept: number | null
  declines: { code: string; count: number }[]
  touchInTime: Share
  touchInTimeBefore: Share
  templated: Share
  gatePassed: Share
  blockedDrafts: number
  dropped: number
  severalOwners: number
  acceptanceTrend: Trend
  /** A digest that was posted before these were counted has none of them. */
  meetings?: MeetingNumbers
  relationship?: RelationshipNumbers
  people?: PeopleNumbers
  /** What the last 28 days show, the worst first, and the numbers behind it. */
  signals?: Signal[]
  signalFacts?: SignalFacts
  advice?: Advice[]
  /** Who marked the digest of the week before as reviewed, and when; null when nobody did. */
  lastReview?: { by: UserId; at: number } | null
}

type Trend = { monday: string; share: Share }[]

/** What came of the calls and meetings with prospects. */
export type MeetingNumbers = {
  introsPlanned: number
  bothReps: Share
  bothRepsBefore: Share
  bothRepsTrend: Trend
  toSecond: Median
  toSecondWarm: Median
  toSecondOther: Median
  toSecondBefore: Median
  secondHeld: Share
  noShows: Share
  wonAfterMeeting: Share
}

/** The week by AE and by SDR. */
export type PeopleNumbers = {
  aes: { id: UserId; acceptance: Share; touchInTime: Share; bothReps: Share }[]
  sdrs: { id: UserId; sent: number; exceptions: number; acceptance: Share; rating: Mean }[]
}

/** AEs whom leads were offered to, and SDRs who sent them. */
type Reps = { aes: number; sdrs: number }
export type TeamReps = Reps & { team: string; sent: number }

/** What SDRs and AEs make of each other's work. */
export type RelationshipNumbers = {
  /** Of the leads sent that week: handed over in person as well. */
  verbal?: Share
  /** Changes of settings that week. */
  settingsChanges?: number
  qualified: Share
  satisfaction: Mean
  pullIns: { requests: number; accepted: number }
  /** With several teams each of them too, since a stretched team does not show in the whole. */
  reps: Reps & { teams?: TeamReps[] }
}

export const percent = ({ x, y }: Share): number => Math.round((100 * x) / y)

/** Percentage points against an earlier period; nothing unless both hold enough to compare. */
export function changeOf(now: Share, before: Share): number | undefined {
  if (now.y < ENOUGH || before.y < ENOUGH) return undefined
  return percent(now) - percent(before)
}

/** Days, to the tenth that is printed. */
export const daysIn = (ms: number): number => Math.round(ms / 8_640_000) / 10

/** Printed days against an earlier period; nothing unless both hold enough to compare. */
export function changeInDays(now: Median, before: Median): number | undefined {
  if (now.ms === null || before.ms === null || now.n < ENOUGH || before.n < ENOUGH) return undefined
  return Math.round(10 * (daysIn(now.ms) - daysIn(before.ms))) / 10
}

export function nothingHappened(numbers: Numbers): boolean {
  const { acceptance, touchInTime, gatePassed, templated, meetings, relationship } = numbers
  const happened = acceptance.y + touchInTime.y + gatePassed.y + templated.y
  const met = (meetings?.introsPlanned ?? 0) + (meetings?.noShows.y ?? 0)
  return happened + met + (relationship?.satisfaction.n ?? 0) === 0
}

export type Bounds = Pick<Week, 'from' | 'to'>

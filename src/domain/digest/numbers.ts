import type { UserId } from '../people/people.ts'
import type { Mean, Median, Share } from './shares.ts'
import type { Advice, RepsServed, Signal, SignalFacts } from './signals.ts'

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

/** What SDRs and AEs make of each other's work. */
export type RelationshipNumbers = {
  /** Of the leads sent that week: handed over in person as well. */
  verbal?: Share
  /** Changes of settings that week. */
  settingsChanges?: number
  qualified: Share
  satisfaction: Mean
  pullIns: { requests: number; accepted: number }
  reps: RepsServed
}

export function nothingHappened(numbers: Numbers): boolean {
  const { acceptance, touchInTime, gatePassed, templated, meetings, relationship } = numbers
  const happened = acceptance.y + touchInTime.y + gatePassed.y + templated.y
  const met = (meetings?.introsPlanned ?? 0) + (meetings?.noShows.y ?? 0)
  return happened + met + (relationship?.satisfaction.n ?? 0) === 0
}

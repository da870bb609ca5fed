import type { Week } from './schedule.ts'

/** `x` of `y`; every share is printed with both, because a percentage of three says little. */
export type Share = { x: number; y: number }

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
  acceptanceTrend: { monday: string; share: Share }[]
}

export const percent = ({ x, y }: Share): number => Math.round((100 * x) / y)

/** Percentage points against an earlier period; nothing unless both hold enough to compare. */
export function changeOf(now: Share, before: Share): number | undefined {
  if (now.y < ENOUGH || before.y < ENOUGH) return undefined
  return percent(now) - percent(before)
}

export const nothingHappened = (numbers: Numbers): boolean =>
  numbers.acceptance.y + numbers.touchInTime.y + numbers.gatePassed.y + numbers.templated.y === 0

export type Bounds = Pick<Week, 'from' | 'to'>

import { z } from 'zod'

/** `x` of `y`; every share is printed with both, because a percentage of three says little. */
export const shareSchema = z.object({ x: z.number(), y: z.number() })
export type Share = z.infer<typeof shareSchema>

/** Nothing without any; a time span is in milliseconds. */
export const medianSchema = z.object({ ms: z.number().nullable(), n: z.number() })
export type Median = z.infer<typeof medianSchema>

export const meanSchema = z.object({ mean: z.number().nullable(), n: z.number() })
export type Mean = z.infer<typeof meanSchema>

/** Below this many on either side, a change between two periods is noise and is not printed. */
const ENOUGH_TO_COMPARE = 5

export const percent = ({ x, y }: Share): number => Math.round((100 * x) / y)

/** Percentage points against an earlier period; nothing unless both hold enough to compare. */
export function changeOf(now: Share, before: Share): number | undefined {
  if (now.y < ENOUGH_TO_COMPARE || before.y < ENOUGH_TO_COMPARE) return undefined
  return percent(now) - percent(before)
}

/** Days, to the tenth that is printed. */
export const daysIn = (ms: number): number => Math.round(ms / 8_640_000) / 10

/** Printed days against an earlier period; nothing unless both hold enough to compare. */
export function changeInDays(now: Median, before: Median): number | undefined {
  if (now.ms === null || before.ms === null || now.n < ENOUGH_TO_COMPARE || before.n < ENOUGH_TO_COMPARE)
    return undefined
  return Math.round(10 * (daysIn(now.ms) - daysIn(before.ms))) / 10
}

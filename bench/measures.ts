export type Unit = '' | 'x' | '/s' | 'ms' | 's' | 'MB'

type Goal = { atMost: number } | { atLeast: number }

/** One number, with what it may be compared to. */
export type Measure = {
  row: string
  what: string
  unit: Unit
  /** The median, where it was measured several times. */
  value: number
  /** The least and the most that was measured. */
  low?: number
  high?: number
  /** The same with few rows and one team, where `value` is with many. */
  few?: number
  goal?: Goal
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  return sorted.length % 2 === 1 ? middle : (middle + (sorted[sorted.length / 2 - 1] ?? middle)) / 2
}

/** What is slow enough to be seen in one go is not done again and again: the whole bench has to fit into minutes. */
const PATIENCE_MS = 5000

/** The results of doing something several times, one after the other. */
export async function repeatedly<T>(times: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  const began = performance.now()
  while (results.length < times && (results.length === 0 || performance.now() - began < PATIENCE_MS))
    results.push(await work())
  return results
}

export const spreadOf = (numbers: readonly number[]) => ({
  value: median(numbers),
  low: Math.min(...numbers),
  high: Math.max(...numbers),
})

export function isMet({ value, goal }: Measure): boolean | undefined {
  if (!goal) return undefined
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast
}

export const goalWords = ({ goal, unit }: Measure): string => {
  if (!goal) return ''
  return 'atMost' in goal ? `≤ ${goal.atMost}${unitWords(unit)}` : `≥ ${goal.atLeast}${unitWords(unit)}`
}

/** Three digits say all that such a measurement knows; a count is exact. */
export function inWords(value: number, unit: Unit): string {
  const digits = unit === 'x' ? 2 : Math.max(0, 2 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01))))
  const rounded = unit === '' ? String(value) : value.toFixed(Math.min(digits, 3))
  return `${rounded}${unitWords(unit)}`
}

const unitWords = (unit: Unit): string => (unit === '' || unit === 'x' ? unit : ` ${unit}`)

export const EXPORTS = [
  'handoffs',
  'offers',
  'touches',
  'meetings',
  'history',
  'gate_blocks',
  'settings',
  'credits',
  'scorecard',
] as const

export type Export = (typeof EXPORTS)[number]

/** What one cell of an exported table may hold; times are written in UTC. */
export type Cell = string | number | boolean | Date | null | undefined

/** A table as it is exported: times are UTC, people and codes are ids. A long one is read as its rows are written. */
export type Table = { columns: string[]; rows: AsyncIterable<Cell[]> | Iterable<Cell[]> }

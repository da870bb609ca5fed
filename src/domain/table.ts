/** What one cell of an exported table may hold; times are written in UTC. */
export type Cell = string | number | boolean | Date | null | undefined

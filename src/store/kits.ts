import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

/**
 * What a table is built from, once for each database. Instants are epoch milliseconds in both, so that arithmetic
 * and ordering are the same SQL, and `Date` in code. The types are PostgreSQL's: its builders lack SQLite's
 * synchronous verbs, so a query that only one database understands does not compile.
 */
const instant = pg.customType<{ data: Date; driverData: number }>({
  dataType: () => 'bigint',
  fromDriver: (value) => new Date(Number(value)),
  toDriver: (value) => value.getTime(),
})

export const postgresKit = {
  table: pg.pgTable,
  text: () => pg.text(),
  integer: () => pg.integer(),
  /** Milliseconds outgrow an integer after twenty-five days. */
  long: () => pg.bigint({ mode: 'number' }),
  bool: () => pg.boolean(),
  json: () => pg.jsonb(),
  instant: () => instant(),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  check: pg.check,
}

export type Kit = typeof postgresKit

const sqliteBuilders = {
  table: sqlite.sqliteTable,
  text: () => sqlite.text(),
  integer: () => sqlite.integer(),
  long: () => sqlite.integer(),
  bool: () => sqlite.integer({ mode: 'boolean' }),
  json: () => sqlite.text({ mode: 'json' }),
  instant: () => sqlite.integer({ mode: 'timestamp_ms' }),
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
  check: sqlite.check,
} satisfies Record<keyof Kit, unknown>

/** The one cast of the schema: `satisfies` above keeps the two kits in step. */
export const sqliteKit = sqliteBuilders as unknown as Kit

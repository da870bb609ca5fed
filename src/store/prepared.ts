import { type Column, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Db } from './database.ts'

type Value = string | number | Date | readonly string[]
type Select<Row> = { prepare(name: string): { execute(values: Record<string, unknown>): Promise<Row[]> } }

/**
 * A read of which the SQL is written once for each database, since the query builder takes longer to write most reads
 * than the database to answer them. What differs from one call to the next has a name and a place in it.
 */
export function prepared<Name extends string, Row>(
  names: readonly Name[],
  select: (db: Db, values: Record<Name, Placeholder>) => Select<Row>,
): (db: Db, values: Record<Name, Value>) => Promise<Row[]> {
  // The library forgets which names there are; these are all of them, and no others.
  const places = Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as unknown as Record<
    Name,
    Placeholder
  >
  const written = new WeakMap<Db, ReturnType<Select<Row>['prepare']>>()
  return (db, values) => {
    const known = written.get(db) ?? select(db, places).prepare(NAMELESS)
    written.set(db, known)
    return known.execute(driverValues(db, values))
  }
}

/** PostgreSQL keeps a named statement in one connection, and a pooler may give each transaction another one. */
const NAMELESS = ''

/** Whether a column holds one of the values of a list, which takes one place whatever its length. */
export const isOneOf = (db: Db, column: Column, list: Placeholder): SQL =>
  db.kind === 'postgres'
    ? sql`${column} = any(${list})`
    : sql`${column} in (select value from json_each(${list}))`

/**
 * How many rows a read takes. SQLite plans a statement again each time a bare limit is bound, and keeps its plan when
 * the limit is reckoned; the builder's types know only the first.
 */
export const atMost = (rows: number | Placeholder): Placeholder =>
  sql`cast(${rows} as integer)` as unknown as Placeholder

/** Instants are epoch milliseconds in both databases. SQLite takes a list as JSON, PostgreSQL as an array. */
function driverValues(db: Db, values: Record<string, Value>): Record<string, unknown> {
  const driverValue = (value: Value) => {
    if (value instanceof Date) return value.getTime()
    return typeof value === 'object' && db.kind === 'sqlite' ? JSON.stringify(value) : value
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, driverValue(value)]))
}

import { type SQL, sql } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Tables } from './tables.ts'

/** The verbs that both databases share. */
export type Queries = Pick<
  PgDatabase<PgQueryResultHKT>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
>

/** The same inside a commit, with the tables that it writes to. */
export type Write = Queries & { tables: Tables }

/** A write that has not run yet. Every one returns something for each row, so that the rows it touched can be counted. */
export type Statement = { query: PromiseLike<unknown[]>; mustTouch?: true }

/** The state that a change was decided on is no longer the state in the database: decide again. */
export class StaleWrite extends Error {
  override name = 'StaleWrite'
}

export type Db = {
  kind: 'sqlite' | 'postgres'
  tables: Tables
  read: Queries
  /** Runs the statements in one transaction: all of them, or none and a `StaleWrite` when one touched nothing that had to. */
  commit(statements: (write: Write) => Statement[]): Promise<void>
  /** Runs one statement by itself and returns its rows. */
  run<T>(statement: (write: Write) => PromiseLike<T[]>): Promise<T[]>
  /** Throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

type Writing = { returning(fields: { touched: SQL<number> }): PromiseLike<unknown[]> }
const ONE_FOR_EACH_ROW = { touched: sql<number>`1` }

/** Hears every read and write as it runs: tests and benchmarks count what a request costs. */
export type OnStatement = (statement: string) => void

/** What whoever opens a database may want to hear of it. */
export type DatabaseEvents = {
  /** A connection broke; it is replaced. */
  onLost: (error: Error) => void
  onStatement?: OnStatement | undefined
}

/** Drizzle's logger for it, without the values: those are what people typed. */
export const statementLogger = (onStatement: OnStatement | undefined) =>
  onStatement ? { logQuery: (statement: string) => onStatement(statement) } : false

/** A statement that is stale unless it touches a row. */
export const mustTouch = (query: Writing): Statement => ({
  query: query.returning(ONE_FOR_EACH_ROW),
  mustTouch: true,
})

/** A statement that may well touch nothing. */
export const mayTouch = (query: Writing): Statement => ({ query: query.returning(ONE_FOR_EACH_ROW) })

/** The verbs with their tables; a transaction of a driver has its methods on its prototype. */
export const withTables = (queries: Queries, tables: Tables): Write =>
  Object.assign(Object.create(queries), { tables })

export function requireTouched(statement: Statement, rows: unknown[]): void {
  if (statement.mustTouch && rows.length === 0)
    throw new StaleWrite('the state has changed since it was read')
}

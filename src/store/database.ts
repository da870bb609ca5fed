import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Tables } from './tables.ts'

/** The verbs that both databases share. */
export type Queries = Pick<
  PgDatabase<PgQueryResultHKT>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'
>

/** A write that has not run yet. Every one ends in `returning`, so that the rows it touched can be counted. */
export type Statement = { query: PromiseLike<unknown[]>; mustTouch?: true }

/** The state that a change was decided on is no longer the state in the database: decide again. */
export class StaleWrite extends Error {
  override name = 'StaleWrite'
}

export type Db = {
  tables: Tables
  read: Queries
  /** Runs the statements in one transaction: all of them, or none and a `StaleWrite` when one touched nothing that had to. */
  commit(statements: (write: Queries) => Statement[]): Promise<void>
  /** Throws when the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** A statement that is stale unless it touches a row. */
export const mustTouch = (query: PromiseLike<unknown[]>): Statement => ({ query, mustTouch: true })

/** A statement that may well touch nothing. */
export const mayTouch = (query: PromiseLike<unknown[]>): Statement => ({ query })

export function requireTouched(statement: Statement, rows: unknown[]): void {
  if (statement.mustTouch && rows.length === 0)
    throw new StaleWrite('the state has changed since it was read')
}

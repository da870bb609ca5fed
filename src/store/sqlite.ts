import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import {
  type Db,
  type OnStatement,
  type Queries,
  requireTouched,
  statementLogger,
  withTables,
} from './database.ts'
import { sqliteTables } from './tables.ts'

const SQLITE_MIGRATIONS = fileURLToPath(new URL('../../migrations/sqlite', import.meta.url))

const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024

/** How long a process waits for another one that is changing the tables. */
const START_TIMEOUT_MS = 60_000

/**
 * Opens a database file, or `:memory:`, and brings its tables up to date.
 * Every commit is on disk before it is acknowledged (`synchronous = FULL`).
 */
export function openSqlite(path: string, onStatement?: OnStatement): Db {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const file = new Sqlite(path, { timeout: 5000 })
  const sqlite = drizzle(file, { casing: 'snake_case', logger: statementLogger(onStatement) })
  withMigrationLock(path, () => {
    file.pragma('journal_mode = WAL')
    file.pragma('synchronous = FULL')
    file.pragma(`journal_size_limit = ${JOURNAL_LIMIT_BYTES}`)
    migrateSqlite(file, sqlite)
  })
  keepPrepared(file)
  // The same builders under PostgreSQL's types, for the reason that kits.ts gives.
  const queries = sqlite as unknown as Queries
  const write = withTables(queries, sqliteTables)
  return {
    kind: 'sqlite',
    tables: sqliteTables,
    read: queries,
    async commit(statements) {
      file
        .transaction(() => {
          for (const statement of statements(write)) requireTouched(statement, runNow(statement.query))
        })
        .immediate()
    },
    run: async (statement) => statement(write),
    async ping() {
      file.prepare('select 1').get()
    },
    async close() {
      file.pragma('optimize')
      file.close()
    },
  }
}

/**
 * Keeps other processes out while the tables change: the one that comes second waits, then finds nothing to do. The
 * lock is a file of its own, because the migrator begins transactions that a lock on the database itself would stop.
 */
function withMigrationLock(path: string, work: () => void): void {
  if (path === ':memory:') {
    work()
    return
  }
  const lock = new Sqlite(`${path}-starting`, { timeout: START_TIMEOUT_MS })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    work()
    lock.exec('COMMIT')
  } finally {
    lock.close()
  }
}

/**
 * Foreign keys are off while tables are rebuilt: dropping the old table would otherwise delete every row that
 * refers to it, and the migrator's own pragma does nothing inside its transaction.
 */
function migrateSqlite(file: Sqlite.Database, sqlite: ReturnType<typeof drizzle>): void {
  file.pragma('foreign_keys = OFF')
  migrate(sqlite, { migrationsFolder: SQLITE_MIGRATIONS })
  const broken = file.pragma('foreign_key_check')
  if (Array.isArray(broken) && broken.length > 0)
    throw new Error(`the migration left ${broken.length} rows without what they refer to`)
  file.pragma('foreign_keys = ON')
}

/** Enough for every statement of the product; one that varies in length could otherwise fill the memory. */
const MOST_PREPARED = 500

/**
 * Preparing a statement takes longer than running most of them, and the query builder asks for it each time. One that is
 * given out again begins as a new one would: its rows are objects unless the builder says otherwise.
 */
function keepPrepared(file: Sqlite.Database): void {
  const prepared = new Map<string, Sqlite.Statement>()
  const prepare = file.prepare.bind(file)
  const keep = (text: string): Sqlite.Statement => {
    const known = prepared.get(text)
    if (known) return known.reader ? known.raw(false) : known
    const statement = prepare(text)
    if (prepared.size < MOST_PREPARED) prepared.set(text, statement)
    return statement
  }
  Object.assign(file, { prepare: keep })
}

/** SQLite's builders also run at once; awaiting one inside a transaction would let another change slip in between. */
function runNow(query: PromiseLike<unknown[]>): unknown[] {
  return (query as unknown as { all(): unknown[] }).all()
}

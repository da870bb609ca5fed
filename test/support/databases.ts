import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import type { Bot, Clock, Log } from '../../src/bot.ts'
import { knowPeople } from '../../src/delivery/people.ts'
import { connectSlack } from '../../src/delivery/slack/client.ts'
import { type Db, type OnStatement, type Queries, withTables } from '../../src/store/database.ts'
import { openDatabase, parseDatabaseUrl } from '../../src/store/open.ts'
import { postgresTables, sqliteTables } from '../../src/store/tables.ts'

/** A database of its own for one suite, opened as the product opens it. */
export type TestDatabase = {
  db: Db
  /** What `DATABASE_URL` would say. */
  url: string
  /** A second handle on the same database, as another process would have it. It is closed with the suite. */
  another(): Promise<Db>
}

/** Runs a suite twice: on SQLite, and on a real PostgreSQL. `database` may be used in tests and hooks. */
export function onBothDatabases(suite: (database: TestDatabase) => void): void {
  describe('on SQLite', () => suite(opened(sqliteFile)))
  onPostgres(suite)
}

/** For what has to be seen with several connections at once; skipped, loudly, where no PostgreSQL is installed. */
export function onPostgres(suite: (database: TestDatabase) => void): void {
  // The fast tests start no server.
  const server = inject('postgresUrl') ?? null
  if (server === null) describe.skip('on PostgreSQL: SKIPPED, because none was found', () => suite(missing))
  else describe('on PostgreSQL', () => suite(opened(() => postgresDatabase(server))))
}

type Place = { url: string; remove(): Promise<void> }

const missing: TestDatabase = {
  get db(): Db {
    throw new Error('no PostgreSQL was found')
  },
  url: '',
  another: () => Promise.reject(new Error('no PostgreSQL was found')),
}

function opened(make: () => Promise<Place>): TestDatabase {
  const handles: Db[] = []
  let place: Place | undefined
  const there = (): Place => {
    if (!place) throw new Error('the database is there in tests and hooks only')
    return place
  }
  const another = async (): Promise<Db> => {
    const db = await open(there().url)
    handles.push(db)
    return db
  }
  beforeAll(async () => {
    place = await make()
    await another()
  })
  afterAll(async () => {
    for (const handle of handles) await handle.close()
    await place?.remove()
  })
  return {
    get db() {
      const [first] = handles
      if (!first) throw new Error('the database is open in tests and hooks only')
      return first
    },
    get url() {
      return there().url
    },
    another,
  }
}

export async function open(url: string, onStatement?: OnStatement): Promise<Db> {
  const parsed = parseDatabaseUrl(url)
  if (!parsed) throw new Error(`${url} is no database`)
  // A connection that is lost while nobody uses it concerns no test; one that is used makes its query fail.
  return openDatabase(parsed, { onLost: () => undefined, onStatement })
}

/** A folder that is gone when whoever asked for it says so. */
export function temporaryFolder(): { path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'handoff-test-'))
  return { path, remove: async () => rmSync(path, { recursive: true, force: true }) }
}

async function sqliteFile(): Promise<Place> {
  const { path, remove } = temporaryFolder()
  return { url: `file:${join(path, 'handoff.db')}`, remove }
}

/** A new database on the server. */
export async function postgresDatabase(server: string): Promise<Place> {
  const name = `handoff_${randomUUID().replaceAll('-', '')}`
  await askPostgres(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, remove: () => askPostgres(server, `drop database ${name} with (force)`) }
}

/** Runs SQL that a test needs on a PostgreSQL database. */
export async function askPostgres(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** As much of a bot as the write path needs: the database and a clock. Its Slack answers nothing. */
export function botOn(db: Db, workspace: string, clock: Clock): Bot {
  const said = () => undefined
  const log: Log = { info: said, warn: said, error: said }
  const slack = connectSlack('xoxb-nobody', 'http://127.0.0.1:49151/api/', log)
  return {
    db,
    slack,
    people: knowPeople({ db, slack, clock, log, workspace }),
    clock,
    newId: randomUUID,
    log,
    workspace,
    workspaceUrl: 'https://acme.slack.example/',
    deliver: said,
    changed: said,
  }
}

/** A statement as it was sent to the database. */
export type Said = { sql: string; params: unknown[] }

/**
 * Hears which SQL the store's reads become, so that a test can ask the database how it would run them. The database
 * has to have its tables already.
 */
export async function heardFrom(url: string, read: (db: Db) => Promise<unknown>): Promise<Said[]> {
  const said: Said[] = []
  const logger = { logQuery: (sql: string, params: unknown[]) => void said.push({ sql, params }) }
  const parsed = parseDatabaseUrl(url)
  if (parsed?.kind === 'sqlite') {
    const file = new Sqlite(parsed.path)
    const queries = drizzleSqlite(file, { casing: 'snake_case', logger })
    await read(readOnly(sqliteTables, queries as unknown as Queries))
    file.close()
  } else {
    const pool = new pg.Pool({ connectionString: url })
    await read(readOnly(postgresTables, drizzlePostgres(pool, { casing: 'snake_case', logger })))
    await pool.end()
  }
  return said
}

/** How PostgreSQL would run these, if it had to avoid reading whole tables: an empty table tempts it to. */
export async function postgresPlan(url: string, statements: Said[]): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('set enable_seqscan = off')
    const plans: string[] = []
    for (const { sql, params } of statements) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${sql}`, params)
      plans.push(...rows.map((row) => row['QUERY PLAN']))
    }
    return plans.join('\n')
  } finally {
    await client.end()
  }
}

function readOnly(tables: Db['tables'], read: Queries): Db {
  const run: Db['run'] = async (statement) => statement(withTables(read, tables))
  const never = () => Promise.reject(new Error('only reads are heard'))
  const kind = tables === sqliteTables ? ('sqlite' as const) : ('postgres' as const)
  return { kind, tables, read, run, commit: never, ping: never, close: never }
}

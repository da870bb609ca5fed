import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { type DatabaseEvents, type Db, requireTouched, statementLogger, withTables } from './database.ts'
import { postgresTables } from './tables.ts'

const POSTGRES_MIGRATIONS = fileURLToPath(new URL('../../migrations/postgres', import.meta.url))

/** Any number will do, as long as every process of this product uses the same one. */
const MIGRATION_LOCK = 4_840_332

/** Connects and brings the tables up to date, one process at a time. */
export async function openPostgres(url: string, events: DatabaseEvents): Promise<Db> {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 })
  // A connection that breaks while idle is replaced by the pool; unheard, its error would end the process.
  pool.on('error', events.onLost)
  // The pool listens only to idle connections; one that breaks in the middle of a transaction would end it too.
  pool.on('connect', (client) => client.on('error', events.onLost))
  const postgres = drizzle(pool, { casing: 'snake_case', logger: statementLogger(events.onStatement) })
  await migratePostgres(pool)
  const write = withTables(postgres, postgresTables)
  return {
    kind: 'postgres',
    tables: postgresTables,
    read: postgres,
    async commit(statements) {
      await postgres.transaction(async (transaction) => {
        for (const statement of statements(withTables(transaction, postgresTables)))
          requireTouched(statement, await statement.query)
      })
    },
    run: async (statement) => statement(write),
    async ping() {
      await pool.query('select 1')
    },
    close: () => pool.end(),
  }
}

async function migratePostgres(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await migrate(drizzle(client), { migrationsFolder: POSTGRES_MIGRATIONS })
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
  } finally {
    client.release()
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Db } from '../../src/store/database.ts'
import { templatedIn, touchInTimeIn } from '../../src/store/digest/first_touches.ts'
import { openLeadsOf } from '../../src/store/home/leads.ts'
import { abandonedRows, claimDue, nextDueAt } from '../../src/store/outbox/outbox.ts'
import { handoffsToWake } from '../../src/store/reminders.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { maybeStuck } from '../../src/store/stuck.ts'
import {
  askPostgres,
  heardFrom,
  onPostgres,
  open,
  postgresPlan,
  type Said,
  temporaryFolder,
} from '../support/databases.ts'
import { EVA, FRIDAY, later, MINUTE } from '../support/leads.ts'
import { builtProduct, until } from '../support/process.ts'

const MIGRATIONS = fileURLToPath(new URL('../../migrations/sqlite', import.meta.url))

/** The migrator's own table; everything else is ours. */
const MIGRATOR = '__drizzle_migrations'

const folder = temporaryFolder()

afterAll(() => folder.remove())

let files = 0

function aPath(): string {
  files += 1
  return join(folder.path, `${files}.db`)
}

const journal = z.object({ entries: z.array(z.looseObject({ tag: z.string() })) })

const readJournal = () =>
  journal.parse(JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')))

const named = z.array(z.object({ name: z.string() }))

const namesOf = (rows: unknown): string[] => named.parse(rows).map(({ name }) => name)

function tablesIn(file: Sqlite.Database): string[] {
  const sql = `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> '${MIGRATOR}'`
  return namesOf(file.prepare(sql).all())
}

describe('a SQLite file that was opened', () => {
  it('has nothing but STRICT tables, all of those that the code knows', async () => {
    const path = aPath()
    const db = openSqlite(path)
    const known = Object.keys(db.tables)
    await db.close()
    const file = new Sqlite(path)
    const list = z.array(z.object({ name: z.string(), type: z.string(), strict: z.number() }))
    const tables = list
      .parse(file.pragma('table_list'))
      .filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_') && name !== MIGRATOR)
    file.close()
    expect(tables.filter(({ strict }) => strict === 0)).toEqual([])
    expect(tables).toHaveLength(known.length)
  })

  it('syncs every commit, writes ahead, and holds on to what refers to what', async () => {
    const path = aPath()
    const db = openSqlite(path)
    const { teams, offers } = db.tables
    const orphan = {
      workspace: 'T1',
      handoffId: 'none',
      seq: 1,
      ae: EVA,
      teamId: 't',
      offeredAt: FRIDAY,
      calendar: office,
    }
    await expect(
      db.commit((write) => [{ query: write.insert(offers).values(orphan).returning() }]),
    ).rejects.toThrow('FOREIGN KEY constraint failed')
    expect(await db.read.select().from(teams)).toEqual([])
    expect(await pragmasOf(path)).toEqual({ journal_mode: 'wal', synchronous: 2, foreign_keys: 1 })
    await db.close()
  })

  it('refuses a value of the wrong type', async () => {
    const db = openSqlite(aPath())
    const { counters } = db.tables
    const value = JSON.parse('"many"')
    const wrong = db.commit((write) => [
      { query: write.insert(counters).values({ workspace: 'T1', name: 'handoff', value }).returning() },
    ])
    await expect(wrong).rejects.toThrow('cannot store TEXT value in INTEGER column')
    await db.close()
  })

  it('refuses a status that the product does not know', () => {
    const path = aPath()
    void openSqlite(path).close()
    const file = new Sqlite(path)
    file.pragma('foreign_keys = OFF')
    fill(file, tablesIn(file))
    expect(() => file.exec(`update handoffs set status = 'lots of fun'`)).toThrow('CHECK constraint failed')
    file.close()
  })

  it('can be opened a second time while it is open, and both can write', async () => {
    const path = aPath()
    const first = openSqlite(path)
    const second = openSqlite(path)
    for (const [db, name] of [
      [first, 'one'],
      [second, 'two'],
    ] as const) {
      const { counters } = db.tables
      await db.commit((write) => [
        { query: write.insert(counters).values({ workspace: 'T1', name, value: 1 }).returning() },
      ])
    }
    const { counters } = first.tables
    expect(await first.read.select().from(counters)).toHaveLength(2)
    await first.close()
    await second.close()
  })

  const office = { zone: 'UTC', days: [1], from: '09:00', to: '17:00', holidays: [] }

  /** What a connection is set to can only be asked on that connection, so the product's own module is asked. */
  async function pragmasOf(path: string): Promise<unknown> {
    const built = await builtProduct()
    const said = await runNode(
      `import Sqlite from 'better-sqlite3'
       let file
       const pragma = Sqlite.prototype.pragma
       Sqlite.prototype.pragma = function (...words) { file = this; return pragma.apply(this, words) }
       const { openSqlite } = await import('${built}/dist/store/sqlite.js')
       const db = openSqlite(${JSON.stringify(path)})
       const ask = (name) => [name, file.pragma(name, { simple: true })]
       console.log(JSON.stringify(Object.fromEntries(['journal_mode', 'synchronous', 'foreign_keys'].map(ask))))
       await db.close()`,
      built,
    )
    return JSON.parse(said)
  }
})

describe('migrating', () => {
  /** The migrations up to one of them, as they lay in the version that had no more. */
  function upTo(count: number): string {
    files += 1
    const path = join(folder.path, `migrations-${files}`)
    mkdirSync(path)
    cpSync(MIGRATIONS, path, { recursive: true })
    const whole = readJournal()
    const shortened = { ...whole, entries: whole.entries.slice(0, count) }
    writeFileSync(join(path, 'meta/_journal.json'), JSON.stringify(shortened))
    return path
  }

  function counts(file: Sqlite.Database, tables: string[]): Record<string, number> {
    const count = (table: string) =>
      z.object({ count: z.number() }).parse(file.prepare(`select count(*) as count from "${table}"`).get())
        .count
    return Object.fromEntries(tables.map((table) => [table, count(table)]))
  }

  const steps = readJournal().entries.map(({ tag }, index) => ({ tag, count: index + 1 }))

  it.each(steps)('a database that was filled at $tag loses no row on the way to today', ({ count }) => {
    const path = aPath()
    const old = new Sqlite(path)
    old.pragma('journal_mode = WAL')
    old.pragma('foreign_keys = OFF')
    migrate(drizzle(old), { migrationsFolder: upTo(count) })
    const tables = tablesIn(old)
    fill(old, tables)
    const before = counts(old, tables)
    old.close()

    void openSqlite(path).close()
    const file = new Sqlite(path)
    const kept = new Set(tablesIn(file))
    expect(
      counts(
        file,
        tables.filter((table) => kept.has(table)),
      ),
    ).toEqual(Object.fromEntries(Object.entries(before).filter(([table]) => kept.has(table))))
    expect(file.pragma('foreign_key_check')).toEqual([])
    expect(file.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
    file.close()
  })

  it.each(steps)('a database of $tag gets the same tables as a new one', ({ count }) => {
    const old = aPath()
    const file = new Sqlite(old)
    migrate(drizzle(file), { migrationsFolder: upTo(count) })
    file.close()
    const fresh = aPath()
    for (const path of [old, fresh]) void openSqlite(path).close()
    expect(shapeOf(old)).toEqual(shapeOf(fresh))
  })

  function shapeOf(path: string): unknown {
    const file = new Sqlite(path)
    const shape = tablesIn(file)
      .sort()
      .map((table) => [
        table,
        file.pragma(`table_info("${table}")`),
        namesOf(file.pragma(`index_list("${table}")`))
          .filter((name) => !name.startsWith('sqlite_autoindex'))
          .sort(),
      ])
    file.close()
    return shape
  }

  it('a fresh file that four processes open in the same instant serves all four', async () => {
    const built = await builtProduct()
    for (let round = 0; round < 2; round += 1) {
      const path = aPath()
      // Each says when it has loaded its modules; then they all go at once.
      const signals = join(path, '..', `round-${round}`)
      mkdirSync(signals)
      const opening = Promise.all(
        Array.from({ length: 4 }, () =>
          runNode(
            `const { openSqlite } = await import('${built}/dist/store/sqlite.js')
             const { existsSync, writeFileSync } = await import('node:fs')
             writeFileSync(${JSON.stringify(signals)} + '/' + process.pid, '')
             while (!existsSync(${JSON.stringify(signals)} + '/go')) {}
             const db = openSqlite(${JSON.stringify(path)})
             const { counters } = db.tables
             await db.commit((write) => [
               { query: write.insert(counters).values({ workspace: 'T1', name: String(process.pid), value: 1 }).returning() },
             ])
             await db.close()
             console.log('opened')`,
            built,
          ),
        ),
      )
      await until('all four are there', () => readdirSync(signals).length === 4)
      writeFileSync(join(signals, 'go'), '')
      const said = await opening
      expect(said).toEqual(Array<string>(4).fill('opened'))
      const file = new Sqlite(path)
      expect(file.prepare('select count(*) as rows from counters').get()).toEqual({ rows: 4 })
      file.close()
    }
  })
})

/** The end of a process and what it printed; a process that fails says why. */
async function runNode(script: string, cwd: string): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd, stdio: 'pipe' })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  await once(child, 'close')
  return said.trim()
}

/** Three rows in every table, all columns filled, each row referring to the rows of its own number. */
function fill(file: Sqlite.Database, tables: string[]): void {
  const columns = z.array(z.object({ name: z.string(), type: z.string() }))
  for (const table of tables) {
    const all = columns.parse(file.pragma(`table_info("${table}")`))
    for (let row = 1; row <= 3; row += 1) {
      const values = all.map(({ name, type }) => {
        if (table === 'handoffs' && name === 'status') return 'offered'
        return type === 'INTEGER' ? row : String(row)
      })
      const places = all.map(() => '?').join(', ')
      file.prepare(`insert into "${table}" values (${places})`).run(values)
    }
  }
}

const WORKSPACE = 'T1'

const hot: { name: string; read: (db: Db) => Promise<unknown>; uses: string[]; never: string[] }[] = [
  {
    name: 'what is due',
    read: (db) => claimDue(db, WORKSPACE, { now: later(MINUTE), leaseUntil: later(2 * MINUTE), most: 0 }),
    uses: ['outbox_due', 'outbox_lane'],
    never: ['outbox'],
  },
  {
    name: 'when the next message is due',
    read: (db) => nextDueAt(db, WORKSPACE, FRIDAY),
    uses: ['outbox_due'],
    never: ['outbox'],
  },
  {
    name: 'what was abandoned',
    read: (db) => abandonedRows(db, WORKSPACE, FRIDAY),
    uses: ['outbox_sending'],
    never: ['outbox'],
  },
  {
    name: 'the open handoffs of somebody',
    read: (db) => openLeadsOf(db, WORKSPACE, EVA, 20),
    uses: ['handoffs_open_of_ae', 'handoffs_open_of_sdr'],
    never: ['handoffs'],
  },
  {
    name: 'the handoffs that have something to tell',
    read: (db) => handoffsToWake(db, WORKSPACE, FRIDAY, 200),
    uses: ['handoffs_to_wake'],
    never: ['handoffs'],
  },
  {
    name: 'what may be stuck',
    read: (db) => maybeStuck(db, WORKSPACE, [EVA], FRIDAY, { most: 40 }, () => undefined),
    uses: ['handoffs_stuck'],
    never: ['handoffs'],
  },
  {
    name: 'the touch deadlines of a week',
    read: (db) => touchInTimeIn(db, WORKSPACE, { from: FRIDAY, to: later(MINUTE) }),
    uses: ['handoffs_by_touch_due'],
    never: ['handoffs'],
  },
  {
    name: 'the first touches of a week',
    read: (db) => templatedIn(db, WORKSPACE, { from: FRIDAY, to: later(MINUTE) }),
    uses: ['handoffs_by_first_touch'],
    never: ['handoffs'],
  },
]

describe('with 100,000 handoffs behind it', () => {
  const path = aPath()
  const url = `file:${path}`

  beforeAll(() => {
    void openSqlite(path).close()
    const file = new Sqlite(path)
    file.pragma('synchronous = OFF')
    file.transaction(() => file.exec(manyYears(100_000, sqliteNumbers))).immediate()
    file.close()
  })

  it.each(hot)('SQLite finds $name by its index', async ({ read, uses, never }) => {
    const said = await heardFrom(url, read)
    const file = new Sqlite(path)
    const plan = said.flatMap((one) => planOf(file, one))
    file.close()
    for (const index of uses) expect(plan.join('\n')).toContain(index)
    const scans = never.map((table) => new RegExp(`^SCAN ("?${table}"?|earlier)\\b`))
    expect(plan.filter((line) => scans.some((scan) => scan.test(line)))).toEqual([])
  })

  it('takes the 50 due messages among 300,000, each once', async () => {
    const db = await open(url)
    const taken: string[] = []
    const wish = { now: later(MINUTE), leaseUntil: later(2 * MINUTE), most: 8 }
    for (let rows = await claimDue(db, WORKSPACE, wish); rows.length > 0; ) {
      taken.push(...rows.map(({ id }) => id))
      rows = await claimDue(db, WORKSPACE, wish)
    }
    await db.close()
    expect(new Set(taken).size).toBe(50)
    expect(taken).toHaveLength(50)
  })

  function planOf(file: Sqlite.Database, { sql, params }: Said): string[] {
    const details = z.array(z.object({ detail: z.string() }))
    const values = params.map((value) => (typeof value === 'boolean' ? Number(value) : value))
    return details.parse(file.prepare(`explain query plan ${sql}`).all(...values)).map(({ detail }) => detail)
  }
})

onPostgres((database) => {
  beforeAll(() => askPostgres(database.url, `${manyYears(20_000, postgresNumbers)}; analyze`))

  it.each(hot)('PostgreSQL can find $name by its index', async ({ read, uses }) => {
    const said = await heardFrom(database.url, read)
    const plan = await postgresPlan(database.url, said)
    for (const index of uses) expect(plan).toContain(index)
  })
})

const sqliteNumbers = (most: number) =>
  `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most}) select i from n) as n`

const postgresNumbers = (most: number) => `generate_series(1, ${most}) as n(i)`

/** Closed handoffs of 500 people with three sent messages each; 1,000 that are open, and 50 messages that are due. */
function manyYears(handoffs: number, numbers: (most: number) => string): string {
  const at = FRIDAY.getTime()
  const id = (letter: string, number: string) => `'${letter}' || ${number}`
  const handoff = `id, workspace, ref, version, team_id, sdr, ae, prospect_id, ruleset_id, status, current_offer,
    created_at, changed_at, next_step_date, intro_mode, sdr_joins`
  const facts = (ref: string, status: string) => `'${WORKSPACE}', ${ref}, 3, 'team', ${id('U', '(i % 500)')},
    ${id('U', '(i % 499)')}, 'prospect', 'rules', ${status}, 1, ${at} - i, ${at}, '2026-11-24', 'sequential', false`
  const message = `id, workspace, handoff_id, lane, place, kind, notice, state, revision, attempts, due_at`
  return `
    insert into teams (id, workspace, name, channel) values ('team', '${WORKSPACE}', 'Sales', 'C1');
    insert into rulesets (id, workspace, at, body) values ('rules', '${WORKSPACE}', ${at}, '{}');
    insert into prospects (id, workspace) values ('prospect', '${WORKSPACE}');
    insert into handoffs (${handoff})
      select ${id('h', 'i')}, ${facts('i', `case when i % 2 = 0 then 'withdrawn' else 'recycled' end`)}
      from ${numbers(handoffs)};
    insert into handoffs (${handoff})
      select ${id('open', 'i')}, ${facts(`i + ${handoffs}`, `'offered'`)} from ${numbers(1000)};
    insert into outbox (${message})
      select ${id('o', 'i')}, '${WORKSPACE}', ${id('h', '(i / 3)')}, ${id('lane', '(i / 3)')}, i % 3, 'state',
        '{"what":"card"}', 'sent', 1, 0, ${at} - i
      from ${numbers(3 * handoffs)};
    insert into outbox (${message})
      select ${id('due', 'i')}, '${WORKSPACE}', ${id('h', 'i')}, ${id('lane', 'i')}, 7, 'state',
        '{"what":"card"}', 'pending', 1, 0, ${at} + i
      from ${numbers(50)}`
}

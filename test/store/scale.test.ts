import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Bot } from '../../src/bot.ts'
import { officeHours } from '../../src/domain/time/calendar.ts'
import { weekOf } from '../../src/domain/time/schedule.ts'
import { remind } from '../../src/scheduler/reminders.ts'
import type { Db } from '../../src/store/database.ts'
import { numbersOfWeek } from '../../src/store/digest/numbers.ts'
import { exportRows } from '../../src/store/privacy/exports.ts'
import { maybeStuck } from '../../src/store/stuck.ts'
import {
  askPostgres,
  botOn,
  heardFrom,
  onPostgres,
  open,
  postgresPlan,
  temporaryFolder,
} from '../support/databases.ts'
import { aPlace, FRIDAY, later, sent } from '../support/leads.ts'

// A million rows are laid down before the first test.
vi.setConfig({ hookTimeout: 180_000 })

/** What a round and a digest cost must not depend on the years that lie behind a workspace. */
const ZONE = 'America/New_York'

const WEEK = weekOf('2026-11-09', ZONE)

const CALENDAR = officeHours(ZONE)

const DUE = 100

/** Monday after the offers, in working hours everywhere: their warnings are due. */
const MONDAY = new Date('2026-11-23T10:00:00Z')

const folder = temporaryFolder()

afterAll(() => folder.remove())

type Filled = { path: string; db: Db; bot: Bot; workspace: string; statements: string[] }

/** A database with so many old handoffs, one offer each, spread evenly over four years; and some that are due. */
async function filled(count: number): Promise<Filled> {
  const path = join(folder.path, `${count}.db`)
  const statements: string[] = []
  const db = await open(`file:${path}`, (statement) => statements.push(statement))
  const place = await aPlace(db)
  const { workspace } = place
  const file = new Sqlite(path)
  file.pragma('synchronous = OFF')
  file.pragma('foreign_keys = OFF')
  file.pragma('cache_size = -500000')
  // An index that is made of all rows at once takes a fraction of the time that it takes to grow row by row.
  const indexes = z
    .array(z.object({ name: z.string(), sql: z.string() }))
    .parse(file.prepare(`select name, sql from sqlite_master where type = 'index' and sql is not null`).all())
  for (const { name } of indexes) file.exec(`drop index "${name}"`)
  file.exec(years(count, workspace, place.team.id, place.rulesId, sqliteNumbers))
  for (const { sql } of indexes) file.exec(sql)
  file.exec('analyze')
  file.close()
  for (let lead = 0; lead < DUE; lead += 1)
    await sent(place, { ref: 10_000_000 + lead, id: `due-${count}-${lead}` })
  const clock = { now: () => MONDAY, after: () => () => undefined }
  return { path, db, bot: botOn(db, workspace, clock), workspace, statements }
}

const sqliteNumbers = (most: number) =>
  `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${most}) select i from n) as n`

/**
 * Of ten offers seven were accepted and three declined; of the accepted half were touched in time. Every lead was met
 * as planned and once more, asked for its SDR, was lost and was rated.
 */
function years(
  count: number,
  workspace: string,
  team: string,
  rules: string,
  numbers: (most: number) => string,
): string {
  const end = WEEK.to.getTime()
  const step = Math.floor((4 * 365 * 86_400_000) / count)
  const at = `(${end} - cast(i as bigint) * ${step})`
  const hour = 3_600_000
  const accepted = 'i % 10 < 7'
  return `
    insert into prospects (id, workspace) values ('p', '${workspace}');
    insert into handoffs (id, workspace, ref, version, team_id, sdr, ae, prospect_id, ruleset_id, status, current_offer,
        created_at, changed_at, next_step_date, intro_mode, sdr_joins, accepted_at, touch_due, first_touch_at,
        first_touch_kind, first_meaningful_at, intro_planned_at, first_meeting_at, second_meeting_at, warm_transfer,
        closed_at, rating, rated_at)
      select 'h' || (10000000 + i), '${workspace}', i, 3, '${team}', 'U' || (i % 20), 'U' || (i % 21), 'p', '${rules}',
        'lost', 1, ${at}, ${at}, '2026-01-01', 'sequential', false,
        case when ${accepted} then ${at} + ${hour} end, ${at} + ${48 * hour}, ${at} + ${2 * hour},
        case when i % 3 = 0 then 'templated_email' else 'call_attempted' end,
        case when i % 2 = 0 then ${at} + ${2 * hour} end, ${at} + ${24 * hour}, ${at} + ${24 * hour},
        ${at} + ${72 * hour}, i % 2 = 0, ${at} + ${96 * hour}, i % 5 + 1, ${at} + ${96 * hour}
      from ${numbers(count)};
    insert into meetings (workspace, handoff_id, version, result, at, logged_at, by, is_intro, sdr, ae, prospect)
      select '${workspace}', 'h' || (10000000 + i), 2, 'held', ${at} + ${24 * hour}, ${at} + ${24 * hour}, 'U1', true, i % 2 = 0, true,
        true from ${numbers(count)};
    insert into pull_ins (workspace, handoff_id, version, reason, by, at)
      select '${workspace}', 'h' || (10000000 + i), 3, 'gone_quiet', 'U1', ${at} + ${48 * hour} from ${numbers(count)};
    insert into offers (workspace, handoff_id, seq, ae, team_id, offered_at, calendar, accept_due, answer, answered_by,
        answered_at, code, answer_ms)
      select '${workspace}', 'h' || (10000000 + i), 1, 'U' || (i % 21), '${team}', ${at}, '{}', ${at} + ${24 * hour},
        case when ${accepted} then 'accepted' else 'declined' end, 'U1', ${at} + ${hour},
        case when ${accepted} then null else 'bad_timing' end, ${hour} from ${numbers(count)};`
}

const unexpected = (id: string): never => {
  throw new Error(`${id} cannot be read`)
}

/** Which of the tables that grow with the years these would read from end to end, whatever is asked for. */
const scans = (path: string, statements: readonly string[]): string[] =>
  plansOf(
    path,
    [...new Set(statements)].map((sql) => ({ sql, params: Array.from(sql.matchAll(/\?/g), () => null) })),
  ).filter((detail) => GROWING.test(detail))

function plansOf(path: string, statements: readonly { sql: string; params: unknown[] }[]): string[] {
  const file = new Sqlite(path)
  const details = z.array(z.object({ detail: z.string() }))
  const plan = statements.flatMap(({ sql, params }) =>
    details.parse(file.prepare(`explain query plan ${sql}`).all(...params)),
  )
  file.close()
  return plan.map(({ detail }) => detail)
}

const GROWING =
  /^SCAN "?(handoffs|offers|ownerships|gate_blocks|meetings|pull_ins|prospects|history|outbox)"?$/

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const started = performance.now()
  const value = await work()
  return { ms: performance.now() - started, value }
}

describe('a base of 10,000 and one of 1,000,000 handoffs', () => {
  const bases: Filled[] = []
  beforeAll(async () => {
    for (const count of [10_000, 1_000_000]) bases.push(await filled(count))
  })
  afterAll(async () => {
    for (const { db } of bases) await db.close()
  })
  const both = async <T>(work: (base: Filled) => Promise<T>) => {
    const [small, large] = bases
    if (!small || !large) throw new Error('the bases are not filled')
    return [await timed(() => work(small)), await timed(() => work(large))] as const
  }

  it('tell 100 reminders that are due by the same statements, none of which reads a table from end to end', async () => {
    const counts: number[] = []
    const [small, large] = await both(async ({ bot, path, statements }) => {
      const before = statements.length
      await remind(bot)
      const said = statements.slice(before)
      counts.push(said.length)
      expect(scans(path, said)).toEqual([])
    })
    process.stdout.write(
      `a round with ${DUE} due: ${small.ms.toFixed(0)} ms at 10 k, ${large.ms.toFixed(0)} ms at 1 M\n`,
    )
    for (const { db } of bases) expect(await db.read.select().from(db.tables.reminders)).toHaveLength(DUE)
    expect(counts[1]).toBe(counts[0])
  })

  it('count a week for the digest without reading the years before it', async () => {
    const [small, large] = await both(({ db, workspace }) => numbersOfWeek(db, workspace, WEEK, CALENDAR))
    process.stdout.write(`a digest: ${small.ms.toFixed(0)} ms at 10 k, ${large.ms.toFixed(0)} ms at 1 M\n`)
    const file = new Sqlite(bases[1]?.path ?? '')
    const counted = file
      .prepare(
        'select sum(answer = ?) as x, count(*) as y from offers where answered_at >= ? and answered_at < ?',
      )
      .get('accepted', WEEK.from.getTime(), WEEK.to.getTime())
    file.close()
    expect(large.value.acceptance).toEqual(counted)
    expect(large.value.acceptance.y).toBeGreaterThan(4000)
  })

  it('find what is stuck without looking at the others', async () => {
    const late = later(10 * 86_400_000)
    const before = bases[1]?.statements.length
    const [, large] = await both(({ db, workspace }) =>
      maybeStuck(db, workspace, [], late, { most: 40 }, unexpected),
    )
    process.stdout.write(`the stuck leads at 1 M: ${large.ms.toFixed(0)} ms\n`)
    expect(large.value.count).toBe(DUE)
    expect(scans(bases[1]?.path ?? '', bases[1]?.statements.slice(before) ?? [])).toEqual([])
  })

  it('go on with an export where it was, without putting in order what is left', async () => {
    const { path = '', workspace = '' } = bases[0] ?? {}
    const always = { from: new Date(0), to: MONDAY }
    const said = await heardFrom(`file:${path}`, async (db) => {
      const { rows } = await exportRows(db, workspace, 'offers', always, { zone: ZONE, now: MONDAY })
      for await (const row of rows) expect(row).toHaveLength(12)
    })
    expect(said).toHaveLength(41)
    expect([...new Set(plansOf(path, said))]).toEqual([
      'SEARCH offers USING INDEX offers_by_time (workspace=? AND offered_at>? AND offered_at<?)',
      'USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY',
    ])
  })

  it('read no table from end to end for a digest', async () => {
    const { path = '', workspace = '' } = bases[1] ?? {}
    const said = await heardFrom(`file:${path}`, (db) => numbersOfWeek(db, workspace, WEEK, CALENDAR))
    expect(
      scans(
        path,
        said.map(({ sql }) => sql),
      ),
    ).toEqual([])
  })
})

onPostgres((database) => {
  const numbers = (most: number) => `generate_series(1, ${most}) as n(i)`

  it('finds what a digest counts by its indexes', async () => {
    const place = await aPlace(database.db)
    const rows = years(50_000, place.workspace, place.team.id, place.rulesId, numbers)
    await askPostgres(database.url, `${rows} analyze`)
    expect((await numbersOfWeek(database.db, place.workspace, WEEK, CALENDAR)).acceptance.y).toBeGreaterThan(
      200,
    )
    const said = await heardFrom(database.url, (db) => numbersOfWeek(db, place.workspace, WEEK, CALENDAR))
    const plan = await postgresPlan(database.url, said)
    for (const index of [
      'offers_answered',
      'handoffs_by_touch_due',
      'handoffs_by_first_touch',
      'handoffs_by_creation',
      'handoffs_by_intro',
      'handoffs_by_second_meeting',
      'handoffs_by_acceptance',
      'handoffs_by_end',
      'handoffs_by_rating',
      'meetings_by_time',
      'pull_ins_by_time',
    ])
      expect(plan).toContain(index)
    expect(plan).not.toContain('Seq Scan on offers')
  })
})

it('a week of the digest lies before the leads that are due', () => {
  expect(WEEK.to.getTime()).toBeLessThan(FRIDAY.getTime())
})

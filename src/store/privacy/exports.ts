import { setImmediate as letOthersIn } from 'node:timers/promises'
import { and, asc, type Column, eq, getTableColumns, sql } from 'drizzle-orm'
import type { Cell, Export, Table } from '../../domain/privacy/exports.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { during } from '../digest/counting.ts'
import { scorecardRows } from '../digest/scorecard.ts'
import { creditRows } from '../pay/credits_export.ts'

/** How many rows are in memory at a time. */
const ROWS_READ_AT_ONCE = 250

/** Everything of one kind that happened in the period, the oldest first. */
export async function exportRows(
  db: Db,
  workspace: string,
  what: Export,
  bounds: Bounds,
  around: { zone: string; now: Date },
): Promise<Table> {
  switch (what) {
    case 'handoffs':
      return handoffRows(db, workspace, bounds)
    case 'credits':
      return creditRows(db, workspace, bounds, around.now)
    case 'scorecard':
      return scorecardRows(db, workspace, bounds, around)
    default:
      return rowsOf(db, what, workspace, bounds)
  }
}

type Exported = 'offers' | 'touches' | 'meetings' | 'history' | 'gate_blocks' | 'settings'

/** By which time and, within it, by what the rows of a table are in order, and what is told of each. */
const EXPORTED = {
  offers: {
    table: 'offers',
    time: 'offeredAt',
    within: ['handoffId', 'seq'],
    columns: [
      'handoffId',
      'seq',
      'ae',
      'teamId',
      'offeredAt',
      'acceptDue',
      'touchDue',
      'answer',
      'answeredBy',
      'answeredAt',
      'code',
      'answerMs',
    ],
  },
  touches: {
    table: 'touches',
    time: 'happenedAt',
    within: ['handoffId', 'version'],
    columns: ['handoffId', 'version', 'kind', 'happenedAt', 'loggedAt', 'by', 'supersedes'],
  },
  meetings: {
    table: 'meetings',
    time: 'at',
    within: ['handoffId', 'version'],
    columns: ['handoffId', 'version', 'result', 'at', 'loggedAt', 'by', 'isIntro', 'sdr', 'ae', 'prospect'],
  },
  history: {
    table: 'history',
    time: 'at',
    within: ['handoffId', 'version'],
    columns: [
      'handoffId',
      'version',
      'at',
      'by',
      'action',
      'offer',
      'ae',
      'fromStatus',
      'toStatus',
      'code',
      'until',
      'undid',
      'rating',
    ],
  },
  gate_blocks: {
    table: 'gateBlocks',
    time: 'at',
    within: ['id'],
    columns: ['draftId', 'person', 'at', 'criteria'],
  },
  settings: { table: 'rulesets', time: 'at', within: ['id'], columns: ['id', 'at', 'by', 'section', 'body'] },
} as const satisfies Record<
  Exported,
  { table: keyof Db['tables']; time: string; within: readonly string[]; columns: readonly string[] }
>

const HANDOFF_COLUMNS = [
  'id',
  'ref',
  'teamId',
  'sdr',
  'ae',
  'status',
  'createdAt',
  'acceptedAt',
  'touchDue',
  'firstTouchAt',
  'firstTouchKind',
  'firstMeaningfulAt',
  'introMode',
  'introPlannedAt',
  'warmTransfer',
  'firstMeetingAt',
  'secondMeetingAt',
  'exception',
  'verbalAt',
  'qualifiedAt',
  'closedAt',
  'closedCode',
  'recycledUntil',
  'rating',
  'ratedAt',
  'nextStepDate',
] as const

/** What a handoff says of its prospect. */
const PROSPECT_COLUMNS = ['company', 'contact', 'email', 'title', 'crmLink'] as const

function handoffRows(db: Db, workspace: string, period: Bounds): Table {
  const { handoffs, prospects } = db.tables
  const key = [handoffs.createdAt, handoffs.ref]
  const pages = inPages(
    (behind: readonly unknown[] | undefined) =>
      db.read
        .select()
        .from(handoffs)
        .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
        .where(
          and(during(handoffs, workspace, handoffs.createdAt, left(period, behind)), isBehind(key, behind)),
        )
        .orderBy(...key.map((column) => asc(column)))
        .limit(ROWS_READ_AT_ONCE),
    (row) => [row.handoffs.createdAt, row.handoffs.ref],
    (row) => [
      ...HANDOFF_COLUMNS.map((name) => row.handoffs[name]),
      ...PROSPECT_COLUMNS.map((name) => row.prospects[name]),
    ],
  )
  return { columns: [...HANDOFF_COLUMNS, ...PROSPECT_COLUMNS].map(snake), rows: pages }
}

function rowsOf(db: Db, what: Exported, workspace: string, period: Bounds): Table {
  const { table: name, time, within, columns } = EXPORTED[what]
  const table = db.tables[name]
  const column = columnOf(table)
  const at = column(time)
  const key = [at, ...within.map(column)]
  const pages = inPages<Record<string, unknown>>(
    (behind) =>
      db.read
        .select()
        .from(table)
        .where(and(during(table, workspace, at, left(period, behind)), isBehind(key, behind)))
        .orderBy(...key.map((one) => asc(one)))
        .limit(ROWS_READ_AT_ONCE),
    (row) => [time, ...within].map((one) => row[one]),
    (row) => columns.map((one) => cellOf(row[one])),
  )
  return { columns: columns.map(snake), rows: pages }
}

/** Each page is asked for by what comes behind the last row of the one before, so that none costs more than the first. */
async function* inPages<T>(
  read: (behind: readonly unknown[] | undefined) => PromiseLike<T[]>,
  keyOf: (row: T) => unknown[],
  cellsOf: (row: T) => Cell[],
): AsyncGenerator<Cell[]> {
  let behind: readonly unknown[] | undefined
  for (;;) {
    const page = await read(behind)
    for (const row of page) yield cellsOf(row)
    const last = page.at(-1)
    if (!last || page.length < ROWS_READ_AT_ONCE) return
    behind = keyOf(last)
    // SQLite answers at once; whoever clicks meanwhile has their turn between two pages.
    await letOthersIn()
  }
}

/** What is left of a period: told only what comes behind, SQLite would look for it from the beginning each time. */
const left = ({ from, to }: Bounds, behind: readonly unknown[] = []): Bounds => ({
  from: behind[0] instanceof Date ? behind[0] : from,
  to,
})

/**
 * Both databases compare the columns one after the other, as they order by them. The plus keeps SQLite from looking for
 * the first of them by this comparison: it would then sort everything that is left, for every page.
 */
function isBehind([time, ...within]: readonly Column[], behind: readonly unknown[] | undefined) {
  if (!behind) return undefined
  const values = behind.map((value) => sql`${value instanceof Date ? value.getTime() : value}`)
  return sql`(${sql.join([sql`+${time}`, ...within], sql`, `)}) > (${sql.join(values, sql`, `)})`
}

function columnOf(table: Db['tables'][keyof Db['tables']]): (name: string) => Column {
  const columns: Record<string, Column> = getTableColumns(table)
  return (name) => {
    const found = columns[name]
    if (!found) throw new Error(`there is no column ${name}`)
    return found
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined || value instanceof Date) return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

import { and, asc, eq, sql } from 'drizzle-orm'
import type { Cell, Export, Table } from '../../domain/privacy/exports.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { during } from '../digest/counting.ts'
import { scorecardRows } from '../digest/scorecard.ts'
import { creditRows } from '../pay/credits_export.ts'

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
    case 'offers':
      return rowsOf(db, db.tables.offers, 'offeredAt', workspace, bounds, [
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
      ])
    case 'touches':
      return rowsOf(db, db.tables.touches, 'happenedAt', workspace, bounds, [
        'handoffId',
        'version',
        'kind',
        'happenedAt',
        'loggedAt',
        'by',
        'supersedes',
      ])
    case 'meetings':
      return rowsOf(db, db.tables.meetings, 'at', workspace, bounds, [
        'handoffId',
        'version',
        'result',
        'at',
        'loggedAt',
        'by',
        'isIntro',
        'sdr',
        'ae',
        'prospect',
      ])
    case 'history':
      return rowsOf(db, db.tables.history, 'at', workspace, bounds, [
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
      ])
    case 'gate_blocks':
      return rowsOf(db, db.tables.gateBlocks, 'at', workspace, bounds, [
        'draftId',
        'person',
        'at',
        'criteria',
      ])
    case 'settings':
      return rowsOf(db, db.tables.rulesets, 'at', workspace, bounds, ['id', 'at', 'by', 'section', 'body'])
    case 'credits':
      return creditRows(db, workspace, bounds, around.now)
    case 'scorecard':
      return scorecardRows(db, workspace, bounds, around)
    default:
      return what satisfies never
  }
}

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

async function handoffRows(db: Db, workspace: string, period: Bounds): Promise<Table> {
  const { handoffs, prospects } = db.tables
  const rows = await db.read
    .select()
    .from(handoffs)
    .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .where(during(handoffs, workspace, handoffs.createdAt, period))
    .orderBy(asc(handoffs.createdAt), asc(handoffs.ref))
  const words = ['company', 'contact', 'email', 'title', 'crmLink'] as const
  return {
    columns: [...HANDOFF_COLUMNS.map(snake), ...words.map(snake)],
    rows: rows.map((row) => [
      ...HANDOFF_COLUMNS.map((name) => row.handoffs[name]),
      ...words.map((name) => row.prospects[name]),
    ]),
  }
}

type Exported = Db['tables']['offers' | 'touches' | 'meetings' | 'history' | 'gateBlocks' | 'rulesets']

async function rowsOf(
  db: Db,
  table: Exported,
  time: string,
  workspace: string,
  { from, to }: Bounds,
  columns: readonly string[],
): Promise<Table> {
  const column = sql.identifier(snake(time))
  const rows: Record<string, unknown>[] = await db.read
    .select()
    .from(table)
    .where(
      and(
        eq(table.workspace, workspace),
        sql`${column} >= ${from.getTime()}`,
        sql`${column} < ${to.getTime()}`,
      ),
    )
    .orderBy(sql`${column}`)
  return { columns: columns.map(snake), rows: rows.map((row) => columns.map((name) => cellOf(row[name]))) }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined || value instanceof Date) return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

import { stringify } from 'csv-stringify/sync'
import type { Cell } from '../domain/privacy/exports.ts'

const FOR_SPREADSHEETS = { escape_formulas: true, record_delimiter: 'windows' } as const

type Row = readonly Cell[]

/** So many lines are written at a time: one by one, each would cost more than its cells. */
const ROWS_AT_ONCE = 200

/** A table for a spreadsheet. A cell that a spreadsheet would take for a formula is marked as the text that it is. */
export function csv(columns: readonly string[], rows: readonly Row[]): string {
  return stringify([[...columns], ...rows.map(cellTexts)], { ...FOR_SPREADSHEETS, bom: true })
}

/** The same, piece by piece as the rows come: for a table that is too long for memory. */
export async function* csvPieces(
  columns: readonly string[],
  rows: AsyncIterable<Row> | Iterable<Row>,
): AsyncGenerator<string> {
  yield csv(columns, [])
  let piece: string[][] = []
  for await (const row of rows) {
    piece.push(cellTexts(row))
    if (piece.length < ROWS_AT_ONCE) continue
    yield lines(piece)
    piece = []
  }
  if (piece.length > 0) yield lines(piece)
}

const lines = (rows: string[][]): string => stringify(rows, FOR_SPREADSHEETS)

const cellTexts = (row: Row): string[] => row.map(cellText)

/** Times in UTC, as ISO 8601, so that no reader's zone has a part in them. */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString() : String(cell)
}

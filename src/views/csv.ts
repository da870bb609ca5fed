import { stringify } from 'csv-stringify/sync'
import type { Cell } from '../domain/privacy/exports.ts'

/** A table for a spreadsheet. A cell that a spreadsheet would take for a formula is marked as the text that it is. */
export function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return stringify([[...columns], ...rows.map((row) => row.map(cellText))], {
    escape_formulas: true,
    record_delimiter: 'windows',
    bom: true,
  })
}

/** Times in UTC, as ISO 8601, so that no reader's zone has a part in them. */
function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString() : String(cell)
}

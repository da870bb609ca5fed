import { goalWords, inWords, isMet, type Measure } from './measures.ts'

const HEADINGS = ['Row', 'What', 'Measured', 'From – to', 'Goal', 'Met']

/** The measures as a table for a screen. */
export function table(measures: readonly Measure[]): string {
  const lines = [HEADINGS, ...measures.map((measure, place) => cells(measure, measures[place - 1]))]
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const padded = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)))
  const rule = widths.map((width) => '─'.repeat(width))
  const [heading = [], ...rest] = padded
  return [heading, rule, ...rest].map((line) => line.join('  ').trimEnd()).join('\n')
}

function cells(measure: Measure, before: Measure | undefined): string[] {
  const { row, what, value, unit, low, high, few } = measure
  const met = isMet(measure)
  return [
    row === before?.row ? '' : row,
    what,
    few === undefined ? inWords(value, unit) : `${inWords(few, unit)} → ${inWords(value, unit)}`,
    low === undefined || high === undefined ? '' : `${inWords(low, unit)} – ${inWords(high, unit)}`,
    goalWords(measure),
    met === undefined ? '' : met ? 'yes' : 'no',
  ]
}

import { type Fields, listOf, recordsOf, sameJson, textOf } from '../json.ts'
import {
  boolean,
  both,
  byType,
  integer,
  kind,
  list,
  need,
  number,
  object,
  on,
  oneOf,
  rule,
  string,
} from './check.ts'
import { richTextBlock } from './rich-text.ts'
import { blockId } from './text.ts'

const rawText = kind('raw_text', { text: need(string(1, 3000)) })

const rawNumber = kind('raw_number', { value: need(number), text: need(string(1, 3000)) })

const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richTextBlock })

const sameWidth = rule(({ rows }) => {
  const widths = new Set(listOf(rows).map((row) => listOf(row).length))
  return widths.size > 1 ? 'every row must have the same number of cells' : undefined
})

export const table = on(
  ['message', 'home'],
  kind('table', {
    block_id: blockId,
    rows: need(list(1, 100, list(1, 20, cell))),
    column_settings: list(1, 20, object({ align: oneOf('left', 'center', 'right'), is_wrapped: boolean })),
  }),
)

const plainHeader = rule(({ rows }) =>
  recordsOf(listOf(rows)[0]).some((first) => first.type === 'rich_text')
    ? 'header cells must not be rich_text'
    : undefined,
)

export const dataTable = on(
  ['message', 'home'],
  both(
    kind('data_table', {
      block_id: blockId,
      // Slack's documentation exists in two ages with different row limits; the smaller is safe in both.
      rows: need(list(2, 101, list(1, 20, cell))),
      caption: need(string(1, 3000)),
      page_size: integer(1, 100),
      row_header_column_index: integer(0, 19),
    }),
    sameWidth,
    plainHeader,
  ),
)

const point = object({ label: need(string(1, 20)), value: need(number) })

const pie = both(
  kind('pie', { segments: need(list(1, 12, point)) }),
  rule(({ segments }) =>
    recordsOf(segments).some(({ value }) => !(Number(value) > 0))
      ? 'segment values must be above 0'
      : undefined,
  ),
)

const seriesAgree = (chart: Fields): string | undefined => {
  const categories = listOf(axisOf(chart).categories)
  const series = recordsOf(chart.series)
  const names = new Set(series.map(({ name }) => textOf(name)))
  if (names.size !== series.length) return 'series names must be unique'
  const fits = series.every(({ data }) =>
    sameJson(
      recordsOf(data).map(({ label }) => label),
      categories,
    ),
  )
  return fits ? undefined : 'every series must have exactly one point per category, in their order'
}

const axisOf = (chart: Fields): Fields => recordsOf([chart.axis_config])[0] ?? {}

const axes = (type: string) =>
  both(
    kind(type, {
      series: need(list(1, 6, object({ name: need(string(1, 20)), data: need(list(1, 20, point)) }))),
      axis_config: need(
        object({
          categories: need(list(1, 20, string(1, 20))),
          x_label: string(1, 50),
          y_label: string(1, 50),
        }),
      ),
    }),
    rule(seriesAgree),
  )

export const chart = on(
  ['message'],
  kind('data_visualization', {
    block_id: blockId,
    title: need(string(1, 50)),
    chart: need(byType({ pie, bar: axes('bar'), area: axes('area'), line: axes('line') })),
  }),
)

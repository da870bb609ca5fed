import { type Fields, fieldsOf, isFields, listOf, recordsOf, textOf } from '../json.ts'
import { withEmoji } from './emoji.ts'
import { mrkdwnPings, mrkdwnText } from './mrkdwn.ts'
import type { Reader } from './reader.ts'
import { richPings, richText } from './rich.ts'

export const objectText = (value: unknown, reader: Reader): string => {
  const text = fieldsOf(value)
  if (text.type === 'mrkdwn') return mrkdwnText(textOf(text.text), reader)
  return text.emoji === false ? textOf(text.text) : withEmoji(textOf(text.text))
}

const cellText = (cell: Fields, reader: Reader): string =>
  cell.type === 'rich_text' ? richText(cell, reader) : textOf(cell.text)

const tableText = (block: Fields, reader: Reader): string =>
  listOf(block.rows)
    .map((row) =>
      recordsOf(row)
        .map((cell) => cellText(cell, reader))
        .join(' | '),
    )
    .join('\n')

const pointText = ({ label, value }: Fields): string => `${textOf(label)} ${Number(value)}`

const chartText = (block: Fields): string => {
  const chart = fieldsOf(block.chart)
  const pie = recordsOf(chart.segments).map(pointText).join(', ')
  const series = recordsOf(chart.series).map(
    ({ name, data }) => `${textOf(name)}: ${recordsOf(data).map(pointText).join(', ')}`,
  )
  return [textOf(block.title), pie, ...series].filter((line) => line !== '').join('\n')
}

/** One block as text: what a reader would read in it, without the controls. */
export const blockText = (block: Fields, reader: Reader): string => {
  const shown = (value: unknown) => objectText(value, reader)
  const lines = (...values: unknown[]) =>
    values
      .filter(isFields)
      .map((value) => (value.type === 'rich_text' ? richText(value, reader) : shown(value)))
      .join('\n')
  switch (block.type) {
    case 'section':
      return lines(block.text, ...listOf(block.fields))
    case 'header':
    case 'alert':
      return shown(block.text)
    case 'context':
      return recordsOf(block.elements)
        .map((element) => (element.type === 'image' ? textOf(element.alt_text) : shown(element)))
        .join(' ')
    case 'rich_text':
      return richText(block, reader)
    case 'image':
      return [objectText(block.title, reader), textOf(block.alt_text)]
        .filter((line) => line !== '')
        .join('\n')
    case 'markdown':
      return textOf(block.text)
    case 'table':
      return tableText(block, reader)
    case 'data_table':
      return `${textOf(block.caption)}\n${tableText(block, reader)}`
    case 'data_visualization':
      return chartText(block)
    case 'card':
      return lines(block.title, block.subtitle, block.body, block.subtext)
    case 'carousel':
      return blocksText(recordsOf(block.elements), reader)
    case 'container':
      return [
        lines(block.title, block.rich_text_title, block.subtitle),
        blocksText(recordsOf(block.child_blocks), reader),
      ].join('\n')
    case 'video':
      return lines(block.title, block.description)
    case 'plan':
      return [textOf(block.title), ...recordsOf(block.tasks).map(({ title }) => textOf(title))].join('\n')
    case 'task_card':
      return textOf(block.title)
    default:
      return ''
  }
}

export const blocksText = (blocks: Fields[], reader: Reader): string =>
  blocks
    .map((block) => blockText(block, reader))
    .filter((text) => text !== '')
    .join('\n')

/** Everybody whom something inside this value calls, however deep it sits. */
const pingsIn = (value: unknown, linkNames: boolean): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => pingsIn(item, linkNames))
  if (!isFields(value)) return []
  if (value.type === 'rich_text') return richPings(value)
  if (value.type === 'mrkdwn') return mrkdwnPings(textOf(value.text), linkNames)
  if (value.type === 'markdown') return mrkdwnPings(textOf(value.text), linkNames)
  return Object.values(value).flatMap((item) => pingsIn(item, linkNames))
}

export const pingsOf = (message: { text: string; blocks: Fields[]; linkNames: boolean }): string[] => [
  ...new Set([
    ...mrkdwnPings(message.text, message.linkNames),
    ...pingsIn(message.blocks, message.linkNames),
  ]),
]

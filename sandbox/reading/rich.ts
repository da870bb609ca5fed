import { type Fields, recordsOf, textOf } from '../json.ts'
import { dateText } from './dates.ts'
import { emojiNamed } from './emoji.ts'
import type { Reader } from './reader.ts'

const pieceText = (piece: Fields, reader: Reader): string => {
  switch (piece.type) {
    case 'text':
      return textOf(piece.text)
    case 'user':
      return `@${reader.nameOf(textOf(piece.user_id))}`
    case 'usergroup':
      return `@${textOf(piece.usergroup_id)}`
    case 'channel':
      return `#${reader.channelNamed(textOf(piece.channel_id))}`
    case 'broadcast':
      return `@${textOf(piece.range)}`
    case 'emoji':
      return emojiNamed(textOf(piece.name))
    case 'link':
      return piece.text === undefined ? textOf(piece.url) : textOf(piece.text)
    case 'date':
      return dateText(Number(piece.timestamp), textOf(piece.format), reader.tz, reader.now)
    default:
      return ''
  }
}

const partText = (part: Fields, reader: Reader): string => {
  if (part.type !== 'rich_text_list') {
    return recordsOf(part.elements)
      .map((piece) => pieceText(piece, reader))
      .join('')
  }
  const indent = '  '.repeat(Number(part.indent ?? 0))
  return recordsOf(part.elements)
    .map((item, index) => {
      const bullet = part.style === 'ordered' ? `${index + 1 + Number(part.offset ?? 0)}.` : '•'
      return `${indent}${bullet} ${partText(item, reader)}`
    })
    .join('\n')
}

export const richText = (block: Fields, reader: Reader): string =>
  recordsOf(block.elements)
    .map((part) => partText(part, reader).replace(/\n$/, ''))
    .join('\n')

export const richPings = (value: Fields): string[] =>
  recordsOf(value.elements).flatMap((element) => {
    if (element.type === 'user') return [textOf(element.user_id)]
    if (element.type === 'usergroup') return [textOf(element.usergroup_id)]
    if (element.type === 'broadcast') return [textOf(element.range)]
    return richPings(element)
  })

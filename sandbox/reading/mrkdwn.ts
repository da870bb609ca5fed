import { dateText } from './dates.ts'
import { withEmoji } from './emoji.ts'
import type { Reader } from './reader.ts'

const decoded = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

const dateToken = (inside: string, reader: Reader): string => {
  const [command = '', fallback = ''] = inside.split('|')
  const [, seconds = '', format = ''] = command.split('^')
  if (!/^\d+$/.test(seconds) || !/\{[a-z_]+\}/.test(format)) return decoded(fallback)
  return decoded(dateText(Number(seconds), format, reader.tz, reader.now))
}

/** What stands on screen for one `<…>` sequence. */
const shownToken = (inside: string, reader: Reader): string => {
  const [target = '', label] = inside.split('|')
  if (target.startsWith('@')) return `@${reader.nameOf(target.slice(1))}`
  if (target.startsWith('#')) return `#${reader.channelNamed(target.slice(1))}`
  if (target.startsWith('!date^')) return dateToken(inside, reader)
  if (target.startsWith('!subteam^')) return label ?? `@${target.slice(9)}`
  if (target.startsWith('!')) return `@${target.slice(1)}`
  return decoded(label ?? target.replace(/^mailto:/, ''))
}

const marks = ['\\*', '_', '~'].map(
  (mark) =>
    new RegExp(
      `(^|[\\s(\\[{"'.,;:!?-])${mark}(\\S(?:[^${mark}\\n]*\\S)?)${mark}(?=$|[\\s)\\]}"'.,;:!?-])`,
      'gm',
    ),
)

/** Characters that Slack turns into bold, italic and the like disappear from the screen. */
const withoutMarks = (text: string): string => {
  const unquoted = text.replace(/^(&gt;|>) ?/gm, '')
  return marks.reduce((rest, mark) => rest.replace(mark, '$1$2'), unquoted)
}

const resolved = (text: string, reader: Reader): string =>
  text
    .split(/(<[^<>\n]+>)/)
    .map((part, index) => (index % 2 === 1 ? shownToken(part.slice(1, -1), reader) : decoded(part)))
    .join('')

/** Slack's markup as its reader sees it. */
export const mrkdwnText = (source: string, reader: Reader): string =>
  source
    .split(/(```[\s\S]+?```|`[^`\n]+`)/)
    .map((part, index) => {
      if (index % 2 === 1) return resolved(part.replace(/^`+|`+$/g, ''), reader)
      return resolved(withEmoji(withoutMarks(part)), reader)
    })
    .join('')

/** Who is called by a piece of markup: user ids, and the names of broadcasts. */
export const mrkdwnPings = (source: string, linkNames: boolean): string[] => {
  const found: string[] = []
  for (const [, inside = ''] of source.matchAll(/<([^<>\n]+)>/g)) {
    const target = inside.split('|')[0] ?? ''
    if (/^@[UW]/.test(target)) found.push(target.slice(1))
    if (/^!(here|channel|everyone|group)$/.test(target)) found.push(target.slice(1))
    if (target.startsWith('!subteam^')) found.push(target.slice(9))
  }
  if (linkNames) {
    for (const [, name = ''] of source.matchAll(/(?:^|\s)@(here|channel|everyone)\b/g)) found.push(name)
  }
  return found
}

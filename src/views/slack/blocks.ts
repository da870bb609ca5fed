import { utc } from '@date-fns/utc'
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  KnownBlock,
  ModalView,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  RichTextElement,
} from '@slack/types'
import { format } from 'date-fns/format'
import type { UserId } from '../../domain/people/people.ts'
import { clip } from '../../domain/text.ts'
import { type LocalDate, wallClock } from '../../domain/time/calendar.ts'

/** A message always says everything in `text` too: notifications and screen readers read nothing else. */
export type Message = { text: string; blocks: KnownBlock[] }

/** A piece of a line. A plain string is shown exactly as it is, whatever somebody typed into it. */
export type Inline =
  | string
  | { bold: string }
  | { faint: string }
  | { code: string }
  | { user: UserId }
  | { at: Date }
  | { emoji: string; means: string }
  | { link: string; shown: string }

export type Line = Inline[]

/** `chat.update` refuses more than 4,000 characters of text. */
const MOST_TEXT = 3900

/** Longer ones are shown as they are: too long to be the address of a record. */
const LONGEST_LINK = 500

export const bold = (text: string): Inline => ({ bold: text })

export const faint = (text: string): Inline => ({ faint: text })

export const code = (text: string): Inline => ({ code: text })

export const person = (id: UserId): Inline => ({ user: id })

export const moment = (at: Date): Inline => ({ at })

/** A message of rich text, whose elements are literal, with the same lines as its `text`. */
export function message(lines: readonly Line[], ...more: KnownBlock[]): Message {
  return { text: spoken(lines), blocks: [...rich(lines), ...more] }
}

export function rich(lines: readonly Line[]): RichTextBlock[] {
  const kept = lines.filter((line) => line.length > 0)
  if (kept.length === 0) return []
  const elements = kept.flatMap((line, place) => [
    ...(place > 0 ? [{ type: 'text' as const, text: '\n' }] : []),
    ...line.filter((piece) => piece !== '').map(element),
  ])
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

function element(piece: Inline): RichTextElement {
  if (typeof piece === 'string') return { type: 'text', text: piece }
  if ('bold' in piece) return { type: 'text', text: piece.bold, style: { bold: true } }
  if ('faint' in piece) return { type: 'text', text: piece.faint, style: { italic: true } }
  if ('code' in piece) return { type: 'text', text: piece.code, style: { code: true } }
  if ('user' in piece) return { type: 'user', user_id: piece.user }
  if ('emoji' in piece) return { type: 'emoji', name: piece.emoji }
  if ('link' in piece) return { type: 'link', url: piece.link, text: piece.shown }
  return {
    type: 'date',
    timestamp: seconds(piece.at),
    format: '{date_short_pretty} at {time}',
    fallback: `${momentIn(piece.at, 'UTC')} UTC`,
  }
}

/** The lines as message text in Slack's markup: as many as fit, and of a first one that is too long as much as fits. */
export function spoken(lines: readonly Line[]): string {
  let said = ''
  for (const line of lines) {
    const next = line.map(markup).join('')
    if (next === '') continue
    if (said !== '' && said.length + 1 + next.length > MOST_TEXT) break
    said += (said === '' ? '' : '\n') + (next.length > MOST_TEXT ? beginningOf(line) : next)
  }
  return said
}

function beginningOf(line: Line): string {
  let said = ''
  for (const piece of line) {
    const next = markup(piece)
    if (said.length + next.length > MOST_TEXT) return said + fitting(piece, MOST_TEXT - said.length - 1)
    said += next
  }
  return said
}

/** As much of a plain piece as fits once it is escaped. */
function fitting(piece: Inline, room: number): string {
  if (typeof piece !== 'string') return '…'
  let kept = ''
  for (const character of piece) {
    const next = escaped(character)
    if (kept.length + next.length > room) break
    kept += next
  }
  return `${kept}…`
}

function markup(piece: Inline): string {
  if (typeof piece === 'string') return escaped(piece)
  if ('bold' in piece) return escaped(piece.bold)
  if ('faint' in piece) return escaped(piece.faint)
  if ('code' in piece) return escaped(piece.code)
  if ('user' in piece) return `<@${piece.user}>`
  if ('emoji' in piece) return piece.means
  if ('link' in piece) return `<${piece.link}|${escaped(piece.shown)}>`
  return `<!date^${seconds(piece.at)}^{date_short_pretty} at {time}|${momentIn(piece.at, 'UTC')} UTC>`
}

/** The lines as plain words, for the places where Slack shows no mentions: errors at fields. Times are in `zone`. */
export function plainly(lines: readonly Line[], nameOf: (id: UserId) => string, zone: string): string {
  const words = (piece: Inline): string => {
    if (typeof piece === 'string') return piece
    if ('user' in piece) return nameOf(piece.user)
    if ('at' in piece) return momentIn(piece.at, zone)
    if ('bold' in piece) return piece.bold
    if ('faint' in piece) return piece.faint
    if ('code' in piece) return piece.code
    return 'emoji' in piece ? '' : piece.shown
  }
  return lines.map((line) => line.map(words).join('')).join(' ')
}

/** The three characters with which Slack's markup begins; everything else is harmless. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/** A link only when it is one that a browser may follow; its text never hides where it leads. */
export function link(url: string): Inline {
  try {
    const { protocol, host, href } = new URL(url)
    if (protocol !== 'https:' && protocol !== 'http:') return url
    const safe = href.replace(/[|<>\s]/g, encodeURIComponent)
    return safe.length <= LONGEST_LINK ? { link: safe, shown: host } : url
  } catch {
    return url
  }
}

/** A moment as a clock on the wall of that zone shows it, for the places where Slack cannot do it per reader. */
export const momentIn = (at: Date, zone: string): string =>
  format(wallClock(at, zone), 'EEE d MMM, HH:mm', { in: utc })

/** A date that has no time is the same day for every reader. */
export const dayOf = (date: LocalDate): string => format(`${date}T00:00:00Z`, 'EEE d MMM', { in: utc })

export const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: false })

export const option = (label: string, value: string): PlainTextOption => ({
  text: plain(clip(label, 75)),
  value,
})

export function button(
  label: string,
  action: string,
  value: string,
  more: Pick<Button, 'style' | 'confirm' | 'accessibility_label'> = {},
): Button {
  return { type: 'button', text: plain(label), action_id: action, value, ...more }
}

export const actions = (block: string, elements: ActionsBlockElement[]): ActionsBlock => ({
  type: 'actions',
  block_id: block,
  elements,
})

export type Modal = {
  form: string
  title: string
  submit?: string
  close?: string
  /** Ids only; it comes back with the submit. */
  about?: string
  blocks: KnownBlock[]
}

export function modal({ form, title, submit, close = 'Cancel', about, blocks }: Modal): ModalView {
  return {
    type: 'modal',
    callback_id: form,
    title: plain(title),
    close: plain(close),
    blocks,
    ...(submit ? { submit: plain(submit) } : {}),
    ...(about ? { private_metadata: about } : {}),
  }
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000)
}

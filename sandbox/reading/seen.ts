import { elementsOf, flatBlocks } from '../blocks/message.ts'
import { type Fields, recordsOf, textOf } from '../json.ts'
import type { Message, State } from '../slack/state.ts'
import { blocksText, blockText, objectText, pingsOf } from './blocks.ts'
import { filesSeen, type SeenFile } from './files.ts'
import { mrkdwnText } from './mrkdwn.ts'
import { type Reader, readerFor } from './reader.ts'

/** Something that can be clicked, with the words on it. */
export interface Control {
  label: string
  block: Fields
  element: Fields
  /** The chosen entry, when the control is one line of an overflow menu. */
  option: Fields | undefined
  /** The text of the block it stands in, to tell equal labels apart. */
  beside: string
}

/** A message as one person sees it now. */
export interface Seen {
  channel: string
  ts: string
  threadTs: string | undefined
  author: string
  text: string
  plain: string
  blocks: Fields[]
  buttons: string[]
  /** The entries of overflow menus. */
  menu: string[]
  /** Who is really called by it: user ids, group ids, or "here", "channel", "everyone". */
  mentions: string[]
  edited: boolean
  isPrivate: boolean
  files: SeenFile[]
  metadata: Fields | undefined
}

const besideText = (blocks: Fields[], index: number, reader: Reader): string => {
  const block = blocks[index]
  if (block === undefined) return ''
  const own = blockText(block, reader)
  // A row of buttons usually belongs to the text right above it.
  return own === '' && index > 0 ? blockText(blocks[index - 1] ?? {}, reader) : own
}

export const controlsOf = (blocks: Fields[], reader: Reader): Control[] => {
  const flat = flatBlocks(blocks)
  return flat.flatMap((block, index) => {
    const beside = besideText(flat, index, reader)
    return elementsOf(block).flatMap((element): Control[] => {
      const named = (value: unknown) => objectText(value, reader)
      if (element.type === 'overflow') {
        return recordsOf(element.options).map((option) => ({
          label: named(option.text),
          block,
          element,
          option,
          beside,
        }))
      }
      const clickable = element.type === 'button' || element.type === 'icon_button'
      return clickable ? [{ label: named(element.text), block, element, option: undefined, beside }] : []
    })
  })
}

const messageText = (message: Message, reader: Reader): string =>
  message.blocks.length > 0 ? blocksText(message.blocks, reader) : mrkdwnText(message.text, reader)

export const seenBy = (state: State, message: Message, userId: string): Seen => {
  const reader = readerFor(state, userId)
  const controls = controlsOf(message.blocks, reader)
  return {
    channel: message.channel,
    ts: message.ts,
    threadTs: message.threadTs,
    author: reader.nameOf(message.author),
    text: message.text,
    plain: messageText(message, reader),
    blocks: message.blocks,
    buttons: controls.filter(({ option }) => option === undefined).map(({ label }) => label),
    menu: controls.filter(({ option }) => option !== undefined).map(({ label }) => label),
    mentions: pingsOf(message),
    edited: message.edited,
    isPrivate: message.onlyFor !== undefined,
    files: filesSeen(message.files),
    metadata: message.metadata,
  }
}

export const maySee = (state: State, message: Message, userId: string): boolean => {
  if (message.deleted) return false
  if (message.onlyFor !== undefined) return message.onlyFor === userId
  return state.channels.get(message.channel)?.members.has(userId) === true
}

/** The control with these words on it, and only one of them. */
export const controlCalled = (
  controls: Control[],
  label: string,
  near: string | undefined,
  place: string,
) => {
  const matching = controls.filter(
    (control) => control.label === label && (near === undefined || control.beside.includes(near)),
  )
  const [found, another] = matching
  if (found === undefined) {
    const offered = controls.map((control) => control.label).join(', ')
    throw new Error(
      `"${label}" is not on ${place}; there is: ${offered === '' ? 'nothing to click' : offered}`,
    )
  }
  if (another !== undefined) {
    throw new Error(`${matching.length} controls on ${place} say "${label}"; say which with near`)
  }
  return found
}

export const blockLabel = (block: Fields, reader: Reader): string =>
  block.type === 'input' ? objectText(block.label, reader) : blockText(block, reader)

export const placeholderOf = (element: Fields): string => textOf(recordsOf([element.placeholder])[0]?.text)

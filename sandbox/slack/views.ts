import { createHash } from 'node:crypto'
import { elementsOf, flatBlocks } from '../blocks/message.ts'
import { copyOf, type Fields, labelOf, recordsOf, textOf } from '../json.ts'

/** The value of one input, in the shape of an entry of `state.values`. */
export type InputState = Fields

/** A modal or a Home tab as it stands before one person, with what that person did to it. */
export interface OpenView {
  readonly id: string
  readonly userId: string
  view: Fields
  hash: string
  rootId: string
  previousId: string | undefined
  /** What the person touched, by block and action id; untouched inputs answer with their initial value. */
  typed: Map<string, InputState>
  /** Errors under fields, by block id. */
  errors: Map<string, string>
  /** The line Slack shows by itself when the app did not answer well. */
  notice: string | undefined
  busy: boolean
  /** The app replaced this view in answer to a submission. */
  updatedByAck: boolean
}

export const keyOf = (blockId: unknown, actionId: unknown): string =>
  `${textOf(blockId)}\u0000${textOf(actionId)}`

/** Slack names every block and element that the app left unnamed. */
export const withIds = (blocks: unknown, salt: string): Fields[] => {
  const named = copyOf(recordsOf(blocks))
  flatBlocks(named).forEach((block, index) => {
    const name = (place: string) =>
      createHash('sha256').update(`${salt}:${place}`).digest('base64url').slice(0, 5)
    block.block_id ??= name(String(index))
    elementsOf(block).forEach((element, position) => {
      element.action_id ??= name(`${index}/${position}`)
    })
  })
  return named
}

let revisions = 0

/** A hash changes with every revision, even when the content is the same again. */
const nextHash = (view: Fields): string => {
  revisions += 1
  const content = createHash('sha256').update(JSON.stringify(view)).digest('hex').slice(0, 8)
  return `${revisions}.${content}`
}

export const openView = (id: string, userId: string, view: Fields, under: OpenView | undefined): OpenView => {
  const named = { ...copyOf(view), blocks: withIds(view.blocks, id) }
  return {
    id,
    userId,
    view: named,
    hash: nextHash(named),
    rootId: under?.rootId ?? id,
    previousId: under?.id,
    typed: new Map(),
    errors: new Map(),
    notice: undefined,
    busy: false,
    updatedByAck: false,
  }
}

/** What was typed stays where block id, action id and kind of input stay the same. */
export const replaceView = (open: OpenView, view: Fields, byAck: boolean): void => {
  const blocks = withIds(view.blocks, open.id)
  const kept = new Map<string, InputState>()
  for (const block of flatBlocks(blocks)) {
    for (const element of elementsOf(block)) {
      const key = keyOf(block.block_id, element.action_id)
      const typed = open.typed.get(key)
      if (typed !== undefined && typed.type === element.type) kept.set(key, typed)
    }
  }
  open.view = { ...copyOf(view), blocks }
  open.hash = nextHash(open.view)
  open.typed = kept
  open.errors = new Map()
  open.notice = undefined
  open.updatedByAck = byAck
}

export const titleOf = (open: OpenView): string => labelOf(open.view.title)

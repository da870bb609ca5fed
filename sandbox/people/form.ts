import { elementsOf, flatBlocks } from '../blocks/message.ts'
import { type Fields, recordsOf, textOf } from '../json.ts'
import { type InputState, keyOf, type OpenView } from '../slack/views.ts'

interface Slot {
  /** The field of the state that carries the value, and where its prefilled value comes from. */
  field: string
  initial: string
  empty: unknown
}

const slots: Record<string, Slot> = {
  plain_text_input: { field: 'value', initial: 'initial_value', empty: null },
  email_text_input: { field: 'value', initial: 'initial_value', empty: null },
  url_text_input: { field: 'value', initial: 'initial_value', empty: null },
  number_input: { field: 'value', initial: 'initial_value', empty: null },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', empty: null },
  static_select: { field: 'selected_option', initial: 'initial_option', empty: null },
  external_select: { field: 'selected_option', initial: 'initial_option', empty: null },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', empty: null },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', empty: [] },
  multi_external_select: { field: 'selected_options', initial: 'initial_options', empty: [] },
  checkboxes: { field: 'selected_options', initial: 'initial_options', empty: [] },
  users_select: { field: 'selected_user', initial: 'initial_user', empty: null },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', empty: [] },
  conversations_select: { field: 'selected_conversation', initial: 'initial_conversation', empty: null },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    empty: [],
  },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_channels_select: { field: 'selected_channels', initial: 'initial_channels', empty: [] },
  datepicker: { field: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { field: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', empty: null },
}

export const slotOf = (element: Fields): Slot | undefined => slots[textOf(element.type)]

/** The state of an input that now holds this value; an empty value is Slack's own kind of empty. */
export const stateWith = (element: Fields, value: unknown): InputState => {
  const slot = slotOf(element)
  if (slot === undefined) throw new Error(`a ${textOf(element.type)} holds no value`)
  const isEmpty = value === undefined || value === null || value === ''
  return { type: element.type, [slot.field]: isEmpty ? slot.empty : value }
}

const prefilled = (element: Fields): unknown => {
  const slot = slotOf(element)
  const value = slot === undefined ? undefined : element[slot.initial]
  return value === '' ? undefined : value
}

/** A view, or a message: what is in it, and what one person touched there. */
type Touched = { blocks: unknown; typed: Map<string, InputState> }

const stateIn = ({ typed }: Touched, block: Fields, element: Fields): InputState => {
  const state = typed.get(keyOf(block.block_id, element.action_id))
  return state !== undefined && state.type === element.type ? state : stateWith(element, prefilled(element))
}

const touchedIn = (open: OpenView): Touched => ({ blocks: open.view.blocks, typed: open.typed })

export const stateOf = (open: OpenView, block: Fields, element: Fields): InputState =>
  stateIn(touchedIn(open), block, element)

export const valueIn = (element: Fields, state: InputState): unknown =>
  state[slotOf(element)?.field ?? 'value']

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const valuesIn = (touched: Touched, isLeftOut: (block: Fields, element: Fields) => boolean): Fields => {
  const values: Record<string, Fields> = {}
  for (const block of flatBlocks(recordsOf(touched.blocks))) {
    for (const element of elementsOf(block)) {
      if (slotOf(element) === undefined || isLeftOut(block, element)) continue
      const blockId = textOf(block.block_id)
      const state = stateIn(touched, block, element)
      values[blockId] = { ...values[blockId], [textOf(element.action_id)]: state }
    }
  }
  return values
}

/**
 * What the app receives as `state.values`. Slack has been seen to leave out prefilled inputs that nobody touched
 * after a view was replaced in answer to a submission; `dropUntouched` does the same.
 */
export const stateValues = (open: OpenView, dropUntouched: boolean): Fields =>
  valuesIn(touchedIn(open), (block, element) => {
    const isTouched = open.typed.has(keyOf(block.block_id, element.action_id))
    return dropUntouched && open.updatedByAck && !isTouched && prefilled(element) !== undefined
  })

/** The same for the menus and boxes of a message, as one person has set them. */
export const messageValues = (blocks: Fields[], typed: Map<string, InputState>): Fields =>
  valuesIn({ blocks, typed }, () => false)

const formatProblem = (element: Fields, value: unknown): string | undefined => {
  const text = textOf(value)
  if (element.type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) {
    return 'Please enter a valid email address.'
  }
  if (element.type === 'url_text_input' && !/^https?:\/\/\S+$/i.test(text)) return 'Please enter a valid URL.'
  if (element.type === 'number_input') {
    const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/
    if (!pattern.test(text)) return 'Please enter a valid number.'
    const below = element.min_value !== undefined && Number(text) < Number(element.min_value)
    const above = element.max_value !== undefined && Number(text) > Number(element.max_value)
    if (below || above) return 'Please enter a number in the allowed range.'
  }
  if (element.type === 'plain_text_input') {
    const shortest = Number(element.min_length ?? 0)
    const longest = Number(element.max_length ?? 3000)
    if (text.length < shortest) return `Please enter at least ${shortest} characters.`
    if (text.length > longest) return `Please enter at most ${longest} characters.`
  }
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY)
  return Array.isArray(value) && value.length > most ? `Please choose at most ${most}.` : undefined
}

/** What Slack itself refuses before the app hears of a submission: required fields and formats, by block id. */
export const clientErrors = (open: OpenView): Map<string, string> => {
  const errors = new Map<string, string>()
  for (const block of recordsOf(open.view.blocks)) {
    if (block.type !== 'input') continue
    for (const element of elementsOf(block)) {
      const value = valueIn(element, stateOf(open, block, element))
      const blockId = textOf(block.block_id)
      if (!isEmpty(value)) {
        const problem = formatProblem(element, value)
        if (problem !== undefined) errors.set(blockId, problem)
      } else if (block.optional !== true) errors.set(blockId, 'Please complete this required field.')
    }
  }
  return errors
}

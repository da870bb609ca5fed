import { elementsOf, flatBlocks } from '../blocks/message.ts'
import { type Fields, fieldsOf, isFields, listOf, recordsOf, textOf } from '../json.ts'
import { objectText } from '../reading/blocks.ts'
import { dateText, secondsIn } from '../reading/dates.ts'
import { type Reader, readerFor } from '../reading/reader.ts'
import { richText } from '../reading/rich.ts'
import { blockLabel, placeholderOf } from '../reading/seen.ts'
import type { Channel, State } from '../slack/state.ts'
import type { OpenView } from '../slack/views.ts'
import type { Person } from './cast.ts'
import { slotOf, stateOf, valueIn } from './form.ts'

export type Filled = string | string[] | Date

/** One thing that can be filled in, with the words next to it. */
export interface Field {
  label: string
  block: Fields
  element: Fields
}

export const optionsOf = (element: Fields): Fields[] => [
  ...recordsOf(element.options),
  ...recordsOf(element.option_groups).flatMap((group) => recordsOf(group.options)),
]

/** Boxes to tick have no placeholder: the words above their row say what they are about, or else their own. */
const rowLabel = (above: Fields, element: Fields, reader: Reader): string => {
  const words = elementsOf(above).length === 0 ? blockLabel(above, reader) : ''
  return (
    words ||
    optionsOf(element)
      .map(({ text }) => objectText(text, reader))
      .join(', ')
  )
}

export const fieldsIn = (blocks: unknown, reader: Reader): Field[] =>
  flatBlocks(recordsOf(blocks)).flatMap((block, index, all) => {
    const label = (element: Fields) =>
      block.type === 'actions'
        ? placeholderOf(element) || rowLabel(all[index - 1] ?? {}, element, reader)
        : blockLabel(block, reader)
    return elementsOf(block)
      .filter((element) => slotOf(element) !== undefined)
      .map((element) => ({ label: label(element), block, element }))
  })

const matching = <T>(offered: T[], nameOf: (one: T) => string, wanted: string, label: string): T => {
  const [found, another] = offered.filter((one) => nameOf(one) === wanted)
  if (found === undefined) {
    throw new Error(`"${wanted}" cannot be chosen for ${label}; there is: ${offered.map(nameOf).join(', ')}`)
  }
  if (another !== undefined) throw new Error(`several choices for ${label} say "${wanted}"`)
  return found
}

const included = (element: Fields, channel: Channel): boolean => {
  if (channel.archived || channel.kind === 'dm') return false
  if (textOf(element.type).endsWith('channels_select')) return channel.kind === 'public'
  const filter = fieldsOf(element.filter)
  if (filter.exclude_external_shared_channels === true && channel.shared) return false
  return filter.include === undefined || listOf(filter.include).includes(channel.kind)
}

/** The channels a picker offers this person: public ones, and private ones they are in. */
export const channelsFor = (state: State, person: Person, element: Fields): Channel[] =>
  [...state.channels.values()].filter(
    (channel) => included(element, channel) && (channel.kind === 'public' || channel.members.has(person.id)),
  )

const pattern = (value: string, shape: RegExp, label: string): string => {
  if (!shape.test(value)) throw new Error(`"${value}" does not fit into ${label}`)
  return value
}

/** Turns what a person picks by its visible words into the value that Slack stores. */
export const chosenFor = (state: State, person: Person, field: Field, value: Filled): unknown => {
  const { element, label } = field
  if (value === '') return undefined
  const isMany = textOf(element.type).startsWith('multi_') || element.type === 'checkboxes'
  if (Array.isArray(value)) {
    if (!isMany) throw new Error(`only one thing can be chosen for ${label}`)
    const most = Number(element.max_selected_items ?? value.length)
    if (value.length > most) throw new Error(`no more than ${most} can be chosen for ${label}`)
    return value.map((one) => single(state, person, field, one))
  }
  if (isMany) return [single(state, person, field, value)]
  if (element.type === 'datetimepicker') {
    const seconds = value instanceof Date ? Math.floor(value.getTime() / 1000) : secondsIn(person.tz, value)
    if (seconds === undefined) throw new Error(`"${String(value)}" is no moment for ${label}`)
    return seconds
  }
  return single(state, person, field, value)
}

const single = (state: State, person: Person, { element, label }: Field, given: Filled): unknown => {
  const value = String(given)
  const reader = readerFor(state, person.id)
  const type = textOf(element.type).replace(/^multi_/, '')
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
    case 'checkboxes':
      return matching(optionsOf(element), (option) => objectText(option.text, reader), value, label)
    case 'users_select':
      return matching([...state.people.values()], ({ name }) => name, value, label).id
    case 'conversations_select':
    case 'channels_select': {
      const bare = value.replace(/^#/, '')
      return matching(channelsFor(state, person, element), ({ name }) => name, bare, label).id
    }
    case 'datepicker':
      return pattern(value, /^\d{4}-\d\d-\d\d$/, label)
    case 'timepicker':
      return pattern(value, /^\d\d:\d\d$/, label)
    case 'rich_text_input':
      return {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: value }] }],
      }
    case 'external_select':
      throw new Error('menus that the app fills while one types are not part of this sandbox')
    default:
      return value
  }
}

const shown = (element: Fields, value: unknown, reader: Reader): string => {
  if (value === null || value === undefined) return ''
  const type = textOf(element.type).replace(/^multi_/, '')
  if (type === 'users_select') return reader.nameOf(textOf(value))
  if (type === 'conversations_select' || type === 'channels_select') return reader.channelNamed(textOf(value))
  if (type === 'datetimepicker') return dateText(Number(value), '{date_num} {time}', reader.tz, reader.now)
  if (isFields(value))
    return value.type === 'rich_text' ? richText(value, reader) : objectText(value.text, reader)
  return String(value)
}

/** What stands in a field now, in visible words; a list where several can be chosen. */
export const contentOf = (open: OpenView, { block, element }: Field, reader: Reader): string | string[] => {
  const value = valueIn(element, stateOf(open, block, element))
  return Array.isArray(value)
    ? value.map((one) => shown(element, one, reader))
    : shown(element, value, reader)
}

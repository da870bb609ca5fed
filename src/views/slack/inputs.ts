import type { InputBlock, InputBlockElement, PlainTextInput, PlainTextOption } from '@slack/types'
import type { Fields } from '../../domain/fields.ts'
import { plain } from './blocks.ts'

/** A field is called the same in its action and in the draft, so an error finds its way back to it. */
type Field = {
  name: string
  label: string
  hint?: string
  optional?: boolean
  reshapes?: boolean
  /** Slack keeps what was typed when a field of the same block comes again; another draft has blocks of its own. */
  within?: string
}

export function input(
  { name, label, hint, optional, reshapes, within }: Field,
  element: InputBlockElement,
): InputBlock {
  return {
    type: 'input',
    block_id: within ? `${name}:${within}` : name,
    label: plain(label),
    element: { ...element, action_id: name },
    ...(hint ? { hint: plain(hint) } : {}),
    ...(optional ? { optional } : {}),
    ...(reshapes ? { dispatch_action: true } : {}),
  }
}

/** One line, or several when `lines` says so, with what the draft remembers. */
export function typed(
  field: Field,
  fields: Fields,
  most: number,
  lines: 'one' | 'several' = 'one',
): InputBlock {
  const value = fields[field.name]
  const element: PlainTextInput = {
    type: 'plain_text_input',
    multiline: lines === 'several',
    max_length: most,
    ...(value ? { initial_value: value } : {}),
  }
  return input(field, element)
}

export function chosen(
  field: Field,
  fields: Fields,
  options: PlainTextOption[],
  placeholder: string,
): InputBlock {
  const initial = options.find(({ value }) => value === fields[field.name])
  return input(field, {
    type: 'static_select',
    options,
    placeholder: plain(placeholder),
    ...(initial ? { initial_option: initial } : {}),
  })
}

export function picked(field: Field, fields: Fields, placeholder: string): InputBlock {
  const user = fields[field.name]
  return input(field, {
    type: 'users_select',
    placeholder: plain(placeholder),
    ...(user ? { initial_user: user } : {}),
  })
}

export function manyPicked(field: Field, users: readonly string[]): InputBlock {
  return input(field, {
    type: 'multi_users_select',
    ...(users.length > 0 ? { initial_users: [...users] } : {}),
  })
}

/** A channel of this company; one that is shared with another is refused where the form is handled. */
export function channelPicked(field: Field, initial: string | undefined): InputBlock {
  return input(field, {
    type: 'conversations_select',
    filter: {
      include: ['public', 'private'],
      exclude_external_shared_channels: true,
      exclude_bot_users: true,
    },
    ...(initial ? { initial_conversation: initial } : {}),
  })
}

export function dated(field: Field, fields: Fields): InputBlock {
  const date = fields[field.name]
  return input(field, { type: 'datepicker', ...(date ? { initial_date: date } : {}) })
}

export function ticked(field: Field, options: PlainTextOption[], on: readonly string[]): InputBlock {
  const initial = options.filter(({ value }) => value !== undefined && on.includes(value))
  return input(field, {
    type: 'checkboxes',
    options,
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  })
}

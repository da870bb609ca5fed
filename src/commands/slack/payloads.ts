import type { BlockAction, BlockElementAction, SlackViewAction } from '@slack/bolt'
import type { Fields } from '../../domain/fields.ts'
import type { Click } from '../requests.ts'

type FormState = SlackViewAction['view']['state']['values']

/** What a form holds, by field: the action carries the field's name. Several choices are joined by commas. */
export function fieldsOf(state: FormState): Fields {
  const fields: Fields = {}
  for (const block of Object.values(state))
    for (const [name, element] of Object.entries(block)) fields[name] = held(element)
  return fields
}

/** Slack wants errors by block; a field that is not on the screen takes the first block instead of being lost. */
export function errorsByBlock(
  errors: Record<string, string>,
  blocks: readonly { block_id?: string }[],
): Record<string, string> {
  const inputs = blocks.filter((block) => 'type' in block && block.type === 'input')
  const blockOf = (field: string) =>
    inputs.find((block) => 'element' in block && isCalled(block.element, field))?.block_id ??
    inputs[0]?.block_id
  return Object.fromEntries(Object.entries(errors).map(([field, words]) => [blockOf(field) ?? field, words]))
}

function isCalled(element: unknown, field: string): boolean {
  return (
    typeof element === 'object' && element !== null && 'action_id' in element && element.action_id === field
  )
}

function held(element: FormState[string][string]): string | null {
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
      return element.selected_option?.value ?? null
    case 'multi_users_select':
      return (element.selected_users ?? []).join(',')
    case 'conversations_select':
      return element.selected_conversation ?? null
    case 'users_select':
      return element.selected_user ?? null
    case 'datepicker':
      return element.selected_date ?? null
    case 'timepicker':
      return element.selected_time ?? null
    case 'datetimepicker':
      return element.selected_date_time ? String(element.selected_date_time) : null
    case 'checkboxes':
      return (element.selected_options ?? []).map(({ value }) => value).join(',')
    default:
      return element.value ?? null
  }
}

/** What was clicked: a button's action and value, or a menu entry that carries both as `action:value`. */
export function clickOf(action: BlockElementAction): { action: string; value: string } | undefined {
  if (action.type === 'button') return { action: action.action_id, value: action.value ?? '' }
  if (action.type === 'users_select') return { action: action.action_id, value: action.selected_user ?? '' }
  if (action.type === 'static_select')
    return { action: action.action_id, value: action.selected_option.value }
  if (action.type !== 'overflow') return undefined
  const [name = '', ...rest] = action.selected_option.value.split(':')
  return { action: name, value: rest.join(':') }
}

export function openViewOf({ view }: BlockAction): Click['view'] {
  if (!view) return undefined
  const { id, hash, private_metadata: about, callback_id: form } = view
  return { id, hash, about, form, fields: fieldsOf(view.state.values) }
}

/** The message that was clicked, and which of a handoff's cards it is. */
export function clickedMessage(
  body: BlockAction,
  block: string,
): { block: string; channel: string; ts: string } | undefined {
  const channel = body.channel?.id
  const ts = body.message?.ts
  return channel && ts ? { block, channel, ts } : undefined
}

import {
  anything,
  boolean,
  both,
  integer,
  kind,
  list,
  need,
  object,
  on,
  oneOf,
  rule,
  string,
} from './check.ts'
import { choices, menus } from './menus.ts'
import { richTextBlock } from './rich-text.ts'
import { acting, actionId, imageElement, overflowOption, plainText, userId, webUrl } from './text.ts'

const style = oneOf('primary', 'danger')

const dispatching = {
  action_id: actionId,
  focus_on_load: boolean,
  placeholder: plainText(150),
  dispatch_action_config: object({
    trigger_actions_on: list(1, 2, oneOf('on_enter_pressed', 'on_character_entered')),
  }),
}

const button = kind('button', {
  ...acting,
  text: need(plainText(75)),
  value: string(0, 2000),
  url: webUrl(3000),
  style,
  accessibility_label: string(1, 75),
})

const datetimepicker = on(
  ['message', 'modal'],
  kind('datetimepicker', {
    ...acting,
    focus_on_load: boolean,
    initial_date_time: integer(1_000_000_000, 9_999_999_999),
  }),
)

const richTextInput = on(
  ['modal', 'home'],
  kind('rich_text_input', {
    ...dispatching,
    initial_value: richTextBlock,
    min_lines: integer(1, 100),
    max_lines: integer(1, 100),
  }),
)

const overflow = kind('overflow', { ...acting, options: need(list(1, 5, overflowOption)) })

const workflowButton = kind('workflow_button', {
  action_id: actionId,
  text: need(plainText(75)),
  workflow: need(anything),
  style,
  accessibility_label: string(1, 75),
})

const lengthsAgree = rule(({ min_length, max_length }) =>
  Number(min_length ?? 0) > Number(max_length ?? 3000)
    ? 'min_length must be less than or equal to max_length'
    : undefined,
)

const initialFits = rule(({ initial_value, max_length }) =>
  typeof initial_value === 'string' && initial_value.length > Number(max_length ?? 3000)
    ? 'initial_value must not be longer than max_length'
    : undefined,
)

const written = /^-?\d+(\.\d+)?$/

const numberFits = rule(({ min_value, max_value, initial_value, is_decimal_allowed }) => {
  const [least, most] = [Number(min_value ?? -Infinity), Number(max_value ?? Infinity)]
  if (least > most) return 'min_value must be less than or equal to max_value'
  if (initial_value === undefined) return undefined
  if (is_decimal_allowed === false && !Number.isInteger(Number(initial_value)))
    return 'initial_value must be an integer when is_decimal_allowed is false'
  const fits = Number(initial_value) >= least && Number(initial_value) <= most
  return fits ? undefined : 'initial_value must be between min_value and max_value'
})

const typing = {
  plain_text_input: both(
    kind('plain_text_input', {
      ...dispatching,
      initial_value: string(0, 3000),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    }),
    lengthsAgree,
    initialFits,
  ),
  email_text_input: on(
    ['modal'],
    kind('email_text_input', { ...dispatching, initial_value: string(0, 3000) }),
  ),
  url_text_input: on(['modal'], kind('url_text_input', { ...dispatching, initial_value: string(0, 3000) })),
  number_input: on(
    ['modal'],
    both(
      kind('number_input', {
        ...dispatching,
        is_decimal_allowed: need(boolean),
        initial_value: string(1, 255, written),
        min_value: string(1, 255, written),
        max_value: string(1, 255, written),
      }),
      numberFits,
    ),
  ),
  file_input: on(
    ['modal'],
    kind('file_input', {
      action_id: actionId,
      filetypes: list(1, 100, string(1, 30)),
      max_files: integer(1, 10),
    }),
  ),
}

export const actionsElements = {
  button,
  overflow,
  workflow_button: workflowButton,
  datetimepicker,
  rich_text_input: richTextInput,
  ...menus,
  ...choices,
}

export const sectionAccessories = {
  button,
  overflow,
  workflow_button: workflowButton,
  image: imageElement,
  ...menus,
  ...choices,
}

export const inputElements = {
  datetimepicker,
  rich_text_input: richTextInput,
  ...menus,
  ...choices,
  ...typing,
}

const feedbackChoice = object({
  text: need(plainText(75)),
  accessibility_label: string(1, 75),
  value: need(string(1, 2000)),
})

export const contextActions = {
  feedback_buttons: kind('feedback_buttons', {
    action_id: actionId,
    positive_button: need(feedbackChoice),
    negative_button: need(feedbackChoice),
  }),
  icon_button: kind('icon_button', {
    ...acting,
    icon: need(oneOf('trash')),
    text: need(plainText(75)),
    accessibility_label: string(1, 75),
    value: string(0, 2000),
    visible_to_user_ids: list(1, 100, userId),
  }),
}

export const cardButton = button

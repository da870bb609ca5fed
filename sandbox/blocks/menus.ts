import { type Fields, listOf, recordsOf, sameJson } from '../json.ts'
import { boolean, both, type Check, integer, kind, list, need, object, oneOf, rule, string } from './check.ts'
import { acting, optionGroup, plainOption, plainText, richOption, userId } from './text.ts'

const conversationId = string(1, 255, /^[CDGU][A-Z0-9]+$/)

const choosing = { ...acting, focus_on_load: boolean, placeholder: plainText(150) }

const several = { max_selected_items: integer(1, 100) }

const filter = both(
  object({
    include: list(1, 4, oneOf('im', 'mpim', 'private', 'public')),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  }),
  rule((value) => (Object.keys(value).length === 0 ? 'must provide at least one field' : undefined)),
)

const optionsOf = (element: Fields): unknown[] => [
  ...listOf(element.options),
  ...recordsOf(element.option_groups).flatMap((group) => listOf(group.options)),
]

/** A preselected option that differs from every offered one in any detail makes Slack refuse the whole view. */
const initialIsOffered = rule((element) => {
  const offered = optionsOf(element)
  const isOffered = (wanted: unknown) => offered.some((option) => sameJson(option, wanted))
  if (element.initial_option !== undefined && !isOffered(element.initial_option)) {
    return 'initial_option must exactly match one of the provided options'
  }
  if (element.initial_options !== undefined && !listOf(element.initial_options).every(isOffered)) {
    return 'initial_options must exactly match some of the provided options'
  }
  return undefined
})

const optionsOrGroups = rule(({ options, option_groups }) =>
  (options === undefined) === (option_groups === undefined)
    ? 'must provide either options or option_groups'
    : undefined,
)

/** Nobody could have chosen more than the menu allows, so Slack does not begin with more either. */
const initialFits = rule((element) => {
  const most = Number(element.max_selected_items ?? 100)
  const chosen = ['options', 'users', 'conversations', 'channels'].map((what) => element[`initial_${what}`])
  return chosen.some((initial) => listOf(initial).length > most)
    ? 'must not preselect more than max_selected_items'
    : undefined
})

const staticMenu = { options: list(1, 100, plainOption), option_groups: list(1, 100, optionGroup) }

const date = string(10, 10, /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

const time = string(5, 5, /^([01]\d|2[0-3]):[0-5]\d$/)

const timezone: Check = (value, at, report) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(value) })
  } catch {
    report.say(at, 'must be a valid IANA time zone')
  }
}

/** Menus of options, people and places. */
export const menus = {
  static_select: both(
    kind('static_select', { ...choosing, ...staticMenu, initial_option: plainOption }),
    optionsOrGroups,
    initialIsOffered,
  ),
  multi_static_select: both(
    kind('multi_static_select', {
      ...choosing,
      ...several,
      ...staticMenu,
      initial_options: list(1, 100, plainOption),
    }),
    optionsOrGroups,
    initialIsOffered,
    initialFits,
  ),
  external_select: kind('external_select', {
    ...choosing,
    initial_option: plainOption,
    min_query_length: integer(0, 3000),
  }),
  multi_external_select: both(
    kind('multi_external_select', {
      ...choosing,
      ...several,
      initial_options: list(1, 100, plainOption),
      min_query_length: integer(0, 3000),
    }),
    initialFits,
  ),
  users_select: kind('users_select', { ...choosing, initial_user: userId }),
  multi_users_select: both(
    kind('multi_users_select', {
      ...choosing,
      ...several,
      initial_users: list(0, 100, userId),
    }),
    initialFits,
  ),
  conversations_select: kind('conversations_select', {
    ...choosing,
    initial_conversation: conversationId,
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
    filter,
  }),
  multi_conversations_select: both(
    kind('multi_conversations_select', {
      ...choosing,
      ...several,
      initial_conversations: list(0, 100, conversationId),
      default_to_current_conversation: boolean,
      filter,
    }),
    initialFits,
  ),
  channels_select: kind('channels_select', {
    ...choosing,
    initial_channel: conversationId,
    response_url_enabled: boolean,
  }),
  multi_channels_select: both(
    kind('multi_channels_select', {
      ...choosing,
      ...several,
      initial_channels: list(0, 100, conversationId),
    }),
    initialFits,
  ),
}

/** Controls that show all they offer, and the pickers of days and times. */
export const choices = {
  radio_buttons: both(
    kind('radio_buttons', {
      ...acting,
      focus_on_load: boolean,
      options: need(list(1, 10, richOption)),
      initial_option: richOption,
    }),
    initialIsOffered,
  ),
  checkboxes: both(
    kind('checkboxes', {
      ...acting,
      focus_on_load: boolean,
      options: need(list(1, 10, richOption)),
      initial_options: list(1, 10, richOption),
    }),
    initialIsOffered,
  ),
  datepicker: kind('datepicker', { ...choosing, initial_date: date }),
  timepicker: kind('timepicker', { ...choosing, initial_time: time, timezone }),
}

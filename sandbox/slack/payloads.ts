import { messageJson } from '../api/chat.ts'
import { viewJson } from '../api/views.ts'
import { idSource } from '../ids.ts'
import type { Fields } from '../json.ts'
import type { Person } from '../people/cast.ts'
import type { Channel, Message, State } from './state.ts'
import type { OpenView } from './views.ts'

const nextEventId = idSource('Ev')

/** Fields that nearly every interaction carries. */
const common = (state: State, person: Person): Fields => ({
  token: 'sandbox-verification-token',
  api_app_id: state.appId,
  team: { id: state.teamId, domain: state.domain },
  user: { id: person.id, username: person.handle, name: person.handle, team_id: person.teamId },
  enterprise: null,
  is_enterprise_install: false,
})

const nameOf = (channel: Channel): string =>
  channel.kind === 'dm' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name

export const commandPayload = (
  state: State,
  person: Person,
  channel: Channel,
  said: { command: string; text: string; triggerId: string; responseUrl: string },
): Fields => ({
  token: 'sandbox-verification-token',
  team_id: state.teamId,
  team_domain: state.domain,
  channel_id: channel.id,
  channel_name: nameOf(channel),
  user_id: person.id,
  user_name: person.handle,
  command: said.command,
  text: said.text,
  api_app_id: state.appId,
  is_enterprise_install: 'false',
  response_url: said.responseUrl,
  trigger_id: said.triggerId,
})

export const shortcutPayload = (
  state: State,
  person: Person,
  callbackId: string,
  triggerId: string,
): Fields => ({
  type: 'shortcut',
  ...common(state, person),
  callback_id: callbackId,
  trigger_id: triggerId,
  action_ts: state.nextTs(),
})

export const messageShortcutPayload = (
  state: State,
  person: Person,
  about: { callbackId: string; triggerId: string; responseUrl: string; message: Message; channel: Channel },
): Fields => ({
  type: 'message_action',
  ...common(state, person),
  callback_id: about.callbackId,
  trigger_id: about.triggerId,
  action_ts: state.nextTs(),
  message_ts: about.message.ts,
  message: messageJson(about.message, { state }),
  channel: { id: about.channel.id, name: nameOf(about.channel) },
  response_url: about.responseUrl,
})

/** A private message is not repeated to the app: only its address comes along. */
export const messageActionPayload = (
  state: State,
  person: Person,
  about: {
    triggerId: string
    responseUrl: string
    message: Message
    channel: Channel
    action: Fields
    values: Fields
  },
): Fields => {
  const { message, channel } = about
  const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs }
  const isPrivate = message.onlyFor !== undefined
  return {
    type: 'block_actions',
    ...common(state, person),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isPrivate,
      ...thread,
    },
    trigger_id: about.triggerId,
    channel: { id: channel.id, name: nameOf(channel) },
    ...(isPrivate ? {} : { message: messageJson(message, { state }) }),
    state: { values: about.values },
    response_url: about.responseUrl,
    actions: [about.action],
  }
}

export const viewActionPayload = (
  state: State,
  person: Person,
  about: { triggerId: string; open: OpenView; action: Fields; dropUntouched: boolean },
): Fields => ({
  type: 'block_actions',
  ...common(state, person),
  container: { type: 'view', view_id: about.open.id },
  trigger_id: about.triggerId,
  view: viewJson(about.open, { state }, about.dropUntouched),
  actions: [about.action],
})

export const submissionPayload = (
  state: State,
  person: Person,
  about: { triggerId: string; open: OpenView; dropUntouched: boolean },
): Fields => ({
  type: 'view_submission',
  ...common(state, person),
  trigger_id: about.triggerId,
  view: viewJson(about.open, { state }, about.dropUntouched),
  response_urls: [],
})

export const closedPayload = (state: State, person: Person, open: OpenView, isCleared: boolean): Fields => ({
  type: 'view_closed',
  ...common(state, person),
  view: viewJson(open, { state }),
  is_cleared: isCleared,
})

export const eventPayload = (state: State, event: Fields): Fields => ({
  token: 'sandbox-verification-token',
  team_id: state.teamId,
  context_team_id: state.teamId,
  context_enterprise_id: null,
  api_app_id: state.appId,
  event: { event_ts: state.nextTs(), ...event },
  type: 'event_callback',
  event_id: nextEventId(),
  event_time: Math.floor(state.clock.now().getTime() / 1000),
  authorizations: [
    {
      enterprise_id: null,
      team_id: state.teamId,
      user_id: state.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
  is_ext_shared_channel: false,
})

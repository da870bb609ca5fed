import type { Channel } from '../slack/state.ts'
import type { Api, Method } from './context.ts'
import { Refusal } from './refusal.ts'

const scopeFor = (channel: Channel): string =>
  channel.kind === 'dm' ? 'im:read' : channel.kind === 'private' ? 'groups:read' : 'channels:read'

export const demandScope = (api: Api, needed: string): void => {
  if (!api.scopes.has(needed)) {
    throw new Refusal('missing_scope', { needed, provided: [...api.scopes].join(',') })
  }
}

/** A private channel that the app was not invited to does not exist for it. */
export const visibleChannel = (id: string, api: Api): Channel => {
  const channel = api.state.channels.get(id)
  const isHidden = channel?.kind === 'private' && !channel.members.has(api.state.botUserId)
  if (channel === undefined || isHidden) throw new Refusal('channel_not_found')
  return channel
}

/** The person at the other end of a direct conversation, who must be able to get messages from the app. */
const reachable = (userId: string, api: Api): void => {
  const person = api.state.people.get(userId)
  if (person === undefined) throw new Refusal('user_not_found')
  if (person.deleted) throw new Refusal('account_inactive')
  if (person.isBot) throw new Refusal('cannot_dm_bot')
}

/** Where a message may go: a channel with the app in it, or a person, whose direct conversation is then opened. */
export const destination = (id: string, api: Api): Channel => {
  if (/^[UW]/.test(id)) {
    reachable(id, api)
    return api.state.dmWith(id)
  }
  const channel = visibleChannel(id, api)
  if (channel.kind === 'dm') {
    for (const member of channel.members) if (member !== api.state.botUserId) reachable(member, api)
  }
  if (channel.archived) throw new Refusal('is_archived')
  const mayPost = channel.members.has(api.state.botUserId)
  if (!mayPost && !api.scopes.has('chat:write.public')) throw new Refusal('not_in_channel')
  return channel
}

const describe = (channel: Channel, api: Api): Record<string, unknown> => ({
  id: channel.id,
  ...(channel.kind === 'dm'
    ? { user: [...channel.members].find((member) => member !== api.state.botUserId), is_im: true }
    : { name: channel.name, name_normalized: channel.name, is_im: false }),
  created: 1_700_000_000,
  is_channel: channel.kind === 'public',
  is_group: false,
  is_mpim: false,
  is_private: channel.kind !== 'public',
  is_archived: channel.archived,
  is_general: channel.name === 'general',
  is_shared: channel.shared,
  is_ext_shared: channel.shared,
  is_org_shared: false,
  is_pending_ext_shared: false,
  is_member: channel.members.has(api.state.botUserId),
  context_team_id: api.state.teamId,
})

export const conversationsInfo: Method = (args, api) => {
  args.require('channel')
  const channel = visibleChannel(args.text('channel'), api)
  demandScope(api, scopeFor(channel))
  const count = args.flag('include_num_members') ? { num_members: channel.members.size } : {}
  return { channel: { ...describe(channel, api), ...count } }
}

/** Where a page of members begins, from the cursor that the page before gave. */
const startFrom = (cursor: string): number => {
  if (cursor === '') return 0
  const start = /^from:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1]
  if (start === undefined) throw new Refusal('invalid_cursor')
  return Number(start)
}

export const conversationsMembers: Method = (args, api) => {
  args.require('channel')
  const channel = visibleChannel(args.text('channel'), api)
  demandScope(api, scopeFor(channel))
  const limit = args.has('limit') ? Number(args.text('limit')) : 100
  if (!Number.isInteger(limit) || limit < 1 || limit > 999) throw new Refusal('invalid_limit')
  const start = startFrom(args.text('cursor'))
  const members = [...channel.members]
  const end = start + limit
  const next = end < members.length ? Buffer.from(`from:${end}`).toString('base64') : ''
  return { members: members.slice(start, end), response_metadata: { next_cursor: next } }
}

export const conversationsJoin: Method = (args, api) => {
  args.require('channel')
  const channel = visibleChannel(args.text('channel'), api)
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type')
  if (channel.archived) throw new Refusal('is_archived')
  const wasIn = channel.members.has(api.state.botUserId)
  channel.members.add(api.state.botUserId)
  api.state.changed()
  const warned = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } }
  return { channel: describe(channel, api), ...(wasIn ? warned : {}) }
}

export const conversationsOpen: Method = (args, api) => {
  demandScope(api, 'im:write')
  args.require('users')
  const users = args.text('users').split(',')
  if (users.length !== 1) throw new Refusal('method_not_supported_for_channel_type')
  const user = users[0] ?? ''
  const wasOpen = [...api.state.channels.values()].some(
    ({ kind, members }) => kind === 'dm' && members.has(user),
  )
  const channel = destination(user, api)
  return { channel: { id: channel.id }, already_open: wasOpen, no_op: wasOpen }
}

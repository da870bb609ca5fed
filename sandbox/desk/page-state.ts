import { type Fields, listOf } from '../json.ts'
import type { Person } from '../people/cast.ts'
import { channelsFor } from '../people/choosing.ts'
import { messageValues, stateValues } from '../people/form.ts'
import { pingsOf } from '../reading/blocks.ts'
import { maySee } from '../reading/seen.ts'
import type { Channel, FileUpload, Message } from '../slack/state.ts'
import type { OpenView } from '../slack/views.ts'
import type { Workspace } from '../workspace.ts'

/** Older messages of a conversation are not sent to the page, which reads everything anew after each change. */
const MOST_MESSAGES = 60

/** Whom the page shows, and which conversation and thread are open there. */
export type Looking = { as: string; place: string; thread: string }

const viewFor = (open: OpenView, depth: number): Fields => ({
  id: open.id,
  hash: open.hash,
  depth,
  title: open.view.title,
  submit: open.view.submit,
  close: open.view.close,
  blocks: listOf(open.view.blocks),
  values: stateValues(open, false),
  errors: Object.fromEntries(open.errors),
  notice: open.notice,
  busy: open.busy,
})

const fileFor = ({ id, filename, title, length, bytes, deleted }: FileUpload): Fields =>
  deleted ? { id, deleted } : { id, name: filename, title, size: bytes?.length ?? length }

const messageFor = (message: Message, state: Workspace['state'], me: Person, replies: number): Fields => ({
  channel: message.channel,
  ts: message.ts,
  threadTs: message.threadTs,
  author: message.author,
  isApp: message.author === state.botUserId,
  isPrivate: message.onlyFor !== undefined,
  text: message.text,
  blocks: message.blocks,
  values: messageValues(message.blocks, state.touchedBy(me.id, message)),
  edited: message.edited,
  files: message.files.map(fileFor),
  replies,
})

const channelFor = (channel: Channel, userId: string): Fields => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  archived: channel.archived,
  shared: channel.shared,
  isMember: channel.members.has(userId),
})

/** What the side bar needs to mark as unread: when something new came, and when it called this person. */
const newsFor = (channel: Channel, visible: Message[], me: Person): Fields => {
  const others = visible.filter((message) => message.channel === channel.id && message.author !== me.id)
  const called = channel.kind === 'dm' ? others : others.filter((message) => pingsOf(message).includes(me.id))
  const isNews = (message: Message) => message.threadTs === undefined || called.includes(message)
  return {
    latest: others.findLast(isNews)?.ts,
    calls: called.slice(-20).map(({ ts }) => ts),
  }
}

const placeFor = (channels: Channel[], wanted: string): Channel | undefined =>
  channels.find(({ id, name, kind }) =>
    kind === 'dm' ? wanted === 'dm' : wanted === name || wanted === id,
  ) ?? channels.find(({ kind }) => kind === 'public')

/** Everything the page shows to one person, and nothing that this person could not see in Slack. */
export const pageStateFor = (workspace: Workspace, { as, place, thread }: Looking): Fields => {
  const { state, world, clock } = workspace
  const me = state.personCalled(as)
  state.dmWith(me.id)
  const stack = state.modalsOf(me.id)
  const top = stack.at(-1)
  const home = state.homes.get(me.id)
  const mine = [...state.channels.values()].filter(({ members }) => members.has(me.id))
  const visible = state.messages.filter((message) => maySee(state, message, me.id))
  const here = placeFor(mine, place)
  const inPlace = visible.filter(({ channel }) => channel === here?.id)
  const replies = new Map<string, number>()
  for (const { threadTs, onlyFor } of inPlace)
    if (threadTs !== undefined && onlyFor === undefined)
      replies.set(threadTs, (replies.get(threadTs) ?? 0) + 1)
  const roots = inPlace.filter(({ threadTs }) => threadTs === undefined)
  const inThread = inPlace.filter(
    ({ ts, threadTs }) => thread !== '' && (ts === thread || threadTs === thread),
  )
  const told = (messages: Message[]) =>
    messages.map((message) => messageFor(message, state, me, replies.get(message.ts) ?? 0))
  return {
    now: clock.now().getTime(),
    me: { id: me.id, handle: me.handle, name: me.name, tz: me.tz },
    botUserId: state.botUserId,
    players: [...state.people.values()]
      .filter(({ isBot, isStranger, deleted }) => !isBot && !isStranger && !deleted)
      .map(({ handle, name, title, tz }) => ({ handle, name, title, tz })),
    users: [...state.people.values()].map(({ id, name, displayName }) => ({ id, name: displayName || name })),
    channels: mine.map((channel) => ({ ...channelFor(channel, me.id), ...newsFor(channel, visible, me) })),
    pickable: channelsFor(state, me, {}).map((channel) => channelFor(channel, me.id)),
    here: here?.id,
    earlier: Math.max(roots.length - MOST_MESSAGES, 0),
    messages: told(roots.slice(-MOST_MESSAGES)),
    thread: told(inThread),
    modal: top === undefined ? undefined : viewFor(top, stack.length),
    home: home === undefined ? undefined : viewFor(home, 1),
    hasHome: world.app.home,
    commands: world.app.commands,
    shortcuts: world.app.shortcuts.map(({ name, type, callbackId }) => ({ name, type, callbackId })),
    connected: workspace.isConnected,
    problems: state.problems.slice(-20),
    lastAckMs: workspace.lastAck?.ackMs,
  }
}

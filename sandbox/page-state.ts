import { channelsFor } from './choosing.ts'
import { stateValues } from './form.ts'
import { type Fields, listOf, recordsOf } from './json.ts'
import { maySee } from './reading/seen.ts'
import type { Channel, Message } from './state.ts'
import type { OpenView } from './views.ts'
import type { Workspace } from './workspace.ts'

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

const messageFor = (message: Message, state: Workspace['state']): Fields => ({
  channel: message.channel,
  ts: message.ts,
  threadTs: message.threadTs,
  author: message.author,
  isApp: message.author === state.botUserId,
  isPrivate: message.onlyFor !== undefined,
  text: message.text,
  blocks: message.blocks,
  edited: message.edited,
  files: message.files.map(({ title }) => title),
})

const channelFor = (channel: Channel, userId: string): Fields => ({
  id: channel.id,
  name: channel.name,
  kind: channel.kind,
  archived: channel.archived,
  shared: channel.shared,
  isMember: channel.members.has(userId),
})

/** Everything the page shows to one person, and nothing that this person could not see in Slack. */
export const pageStateFor = (workspace: Workspace, handle: string): Fields => {
  const { state, world, clock } = workspace
  const me = state.personCalled(handle)
  state.dmWith(me.id)
  const stack = state.modalsOf(me.id)
  const top = stack.at(-1)
  const home = state.homes.get(me.id)
  const mine = [...state.channels.values()].filter(({ members }) => members.has(me.id))
  return {
    now: clock.now().getTime(),
    nextAt: clock.nextAt()?.getTime(),
    me: { id: me.id, handle: me.handle, name: me.name, tz: me.tz },
    botUserId: state.botUserId,
    players: [...state.people.values()]
      .filter(({ isBot, deleted }) => !isBot && !deleted)
      .map(({ handle: name, name: fullName, title }) => ({ handle: name, name: fullName, title })),
    users: [...state.people.values()].map(({ id, name, displayName }) => ({ id, name: displayName || name })),
    channels: mine.map((channel) => channelFor(channel, me.id)),
    pickable: channelsFor(state, me, {}).map((channel) => channelFor(channel, me.id)),
    messages: state.messages
      .filter((message) => maySee(state, message, me.id))
      .map((message) => messageFor(message, state)),
    modal: top === undefined ? undefined : viewFor(top, stack.length),
    home:
      home === undefined ? undefined : { id: home.id, blocks: recordsOf(home.view.blocks), hash: home.hash },
    hasHome: world.app.home,
    commands: world.app.commands.map(({ command }) => command),
    shortcuts: world.app.shortcuts.map(({ name, type, callbackId }) => ({ name, type, callbackId })),
    connected: workspace.isConnected,
    problems: state.problems.slice(-20),
    lastAckMs: workspace.lastAck?.ackMs,
  }
}

import { charactersIn, checkMessageBlocks } from '../blocks/message.ts'
import { type Fields, isFields, recordsOf, textOf } from '../json.ts'
import type { Channel, FileUpload, Message } from '../slack/state.ts'
import { withIds } from '../slack/views.ts'
import type { Args } from './args.ts'
import type { Api, Method } from './context.ts'
import { destination, visibleChannel } from './conversations.ts'
import { checkedMetadata } from './metadata.ts'
import { explained, Refusal, rateLimited } from './refusal.ts'

const longestPost = 40_000

const longestUpdate = 4000

// Slack publishes no figure for msg_blocks_too_long; messages were refused a little above this one.
const longestBlocks = 13_200

export const blocksFrom = (args: Args): Fields[] => {
  if (!args.has('blocks')) return []
  const blocks = args.json('blocks')
  if (!Array.isArray(blocks)) throw explained('invalid_blocks_format', ['[ERROR] blocks must be an array'])
  const problems = checkMessageBlocks(blocks)
  if (problems.length > 0) throw new Refusal('invalid_blocks', explanation(problems))
  if (charactersIn(blocks) > longestBlocks) throw new Refusal('msg_blocks_too_long')
  return withIds(blocks, JSON.stringify(blocks))
}

const explanation = (problems: string[]) => ({
  errors: problems.map((problem) => problem.replace('[ERROR] ', '')),
  response_metadata: { messages: problems },
})

const demandContent = (args: Args, blocks: Fields[]): void => {
  if (args.has('attachments')) throw new Refusal('invalid_attachments')
  if (args.text('text') === '' && blocks.length === 0) throw new Refusal('no_text')
}

/** A reply belongs under the root of a thread; Slack does odd things with a reply to a reply, so it is refused. */
export const threadFrom = (args: Args, channel: Channel, api: Api): string | undefined => {
  const ts = args.text('thread_ts')
  if (ts === '') return undefined
  if (!/^\d+\.\d{6}$/.test(ts)) throw new Refusal('invalid_thread_ts')
  const root = api.state.messageAt(channel.id, ts)
  if (root === undefined || root.onlyFor !== undefined) throw new Refusal('thread_not_found')
  if (root.threadTs !== undefined) throw new Refusal('cannot_reply_to_message')
  return ts
}

/** Slack shows text written in a message's plain text with its three special characters escaped. */
export const echoed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(echoed)
  if (!isFields(value)) return value
  const isPlain = value.type === 'plain_text' && typeof value.text === 'string'
  const escaped = textOf(value.text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  if (isPlain) return { emoji: true, ...value, text: escaped }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, echoed(item)]))
}

const fileJson = (file: FileUpload, message: Message): Fields =>
  file.deleted
    ? { id: file.id, mode: 'tombstone' }
    : {
        id: file.id,
        name: file.filename,
        title: file.title,
        filetype: /\.([a-z0-9]+)$/i.exec(file.filename)?.[1]?.toLowerCase() ?? 'text',
        user: message.author,
        size: file.bytes?.length ?? file.length,
        mode: 'hosted',
        is_external: false,
      }

export const messageJson = (message: Message, api: Pick<Api, 'state'>): Fields => ({
  type: 'message',
  user: message.author,
  ts: message.ts,
  text: message.text,
  team: api.state.teamId,
  ...(message.author === api.state.botUserId ? { bot_id: api.state.botId, app_id: api.state.appId } : {}),
  ...(message.blocks.length > 0 ? { blocks: recordsOf(echoed(message.blocks)) } : {}),
  ...(message.files.length > 0 ? { files: message.files.map((file) => fileJson(file, message)) } : {}),
  ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  ...(message.metadata === undefined ? {} : { metadata: message.metadata }),
  ...(message.edited ? { edited: { user: message.author, ts: message.ts } } : {}),
})

export const postMessage: Method = (args, api) => {
  args.require('channel')
  const channel = destination(args.text('channel'), api)
  const blocks = blocksFrom(args)
  demandContent(args, blocks)
  const threadTs = threadFrom(args, channel, api)
  const metadata = checkedMetadata(args)
  const wait = api.limits.takePost(channel.id)
  if (wait !== undefined) throw rateLimited(wait)
  const text = args.text('text')
  const message = api.state.post({
    channel: channel.id,
    threadTs,
    author: api.state.botUserId,
    text: text.slice(0, longestPost),
    blocks,
    metadata,
    onlyFor: undefined,
    linkNames: args.flag('link_names') || args.text('parse') === 'full',
  })
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageJson(message, api),
    ...(text.length > longestPost ? { response_metadata: { warnings: ['message_truncated'] } } : {}),
  }
}

export const postEphemeral: Method = (args, api) => {
  args.require('channel', 'user')
  const channel = destination(args.text('channel'), api)
  const blocks = blocksFrom(args)
  demandContent(args, blocks)
  if (args.text('text').length > longestUpdate) throw new Refusal('msg_too_long')
  if (!channel.members.has(args.text('user'))) throw new Refusal('user_not_in_channel')
  const message = api.state.post({
    channel: channel.id,
    threadTs: threadFrom(args, channel, api),
    author: api.state.botUserId,
    text: args.text('text'),
    blocks,
    metadata: undefined,
    onlyFor: args.text('user'),
    linkNames: args.flag('link_names') || args.text('parse') === 'full',
  })
  return { message_ts: message.ts }
}

const ownMessage = (args: Args, api: Api, notMine: string): Message => {
  args.require('channel', 'ts')
  const channel = visibleChannel(args.text('channel'), api)
  if (channel.archived) throw new Refusal('is_inactive')
  const message = api.state.messageAt(channel.id, args.text('ts'))
  if (message === undefined || message.onlyFor !== undefined) throw new Refusal('message_not_found')
  if (message.author !== api.state.botUserId) throw new Refusal(notMine)
  return message
}

export const updateMessage: Method = (args, api) => {
  const message = ownMessage(args, api, 'cant_update_message')
  const blocks = blocksFrom(args)
  demandContent(args, blocks)
  if (args.text('text').length > longestUpdate) throw new Refusal('msg_too_long')
  if (args.has('metadata')) message.metadata = checkedMetadata(args)
  message.text = args.text('text')
  // Blocks that are left out of an update are gone, and only a change of bare text is marked as an edit.
  message.former = message.blocks
  message.blocks = blocks
  message.edited = blocks.length === 0
  api.state.changed()
  return { channel: message.channel, ts: message.ts, text: message.text, message: messageJson(message, api) }
}

export const deleteMessage: Method = (args, api) => {
  const message = ownMessage(args, api, 'cant_delete_message')
  message.deleted = true
  api.state.changed()
  return { channel: message.channel, ts: message.ts }
}

import { recordsOf, textOf } from '../json.ts'
import type { FileUpload } from '../state.ts'
import type { Args } from './args.ts'
import { blocksFrom } from './chat.ts'
import type { Api, Method } from './context.ts'
import { destination } from './conversations.ts'
import { explained, Refusal } from './refusal.ts'

export const getUploadUrl: Method = (args, api) => {
  args.require('filename', 'length')
  const length = Number(args.text('length'))
  if (!Number.isInteger(length) || length < 1) {
    throw explained('invalid_arguments', ['[ERROR] length must be a positive number'])
  }
  const filename = args.text('filename')
  const id = api.state.nextFileId()
  api.state.files.set(id, { id, filename, title: filename, length, bytes: undefined, shared: false })
  return { upload_url: `${api.origin()}/upload/${id}`, file_id: id }
}

const uploaded = (args: Args, api: Api): FileUpload[] => {
  const named = recordsOf(args.json('files'))
  if (named.length === 0) throw explained('invalid_arguments', ['[ERROR] files must be a list'])
  return named.map(({ id, title }) => {
    const file = api.state.files.get(textOf(id))
    if (file === undefined || file.bytes === undefined) throw new Refusal('file_not_found')
    if (file.shared) throw new Refusal('file_already_completed')
    if (textOf(title) !== '') file.title = textOf(title)
    return file
  })
}

export const completeUpload: Method = (args, api) => {
  args.require('files')
  const files = uploaded(args, api)
  const channelId = args.text('channel_id')
  if (channelId !== '' && !/^[CDG]/.test(channelId)) throw new Refusal('invalid_channel')
  const blocks = blocksFrom(args)
  const channel = channelId === '' ? undefined : destination(channelId, api)
  for (const file of files) file.shared = true
  if (channel !== undefined) {
    api.state.post({
      channel: channel.id,
      threadTs: args.has('thread_ts') ? args.text('thread_ts') : undefined,
      author: api.state.botUserId,
      text: args.text('initial_comment'),
      blocks,
      metadata: undefined,
      onlyFor: undefined,
      linkNames: false,
      files,
    })
  }
  return { files: files.map(({ id, title }) => ({ id, title })) }
}

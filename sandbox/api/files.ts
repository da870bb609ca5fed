import { recordsOf, textOf } from '../json.ts'
import type { FileUpload } from '../slack/state.ts'
import type { Args } from './args.ts'
import { blocksFrom, threadFrom } from './chat.ts'
import type { Api, Method } from './context.ts'
import { destination } from './conversations.ts'
import { explained, Refusal } from './refusal.ts'

/** Files that were kept from an earlier start have their ids already. */
const freshId = (api: Api): string => {
  let id = api.state.nextFileId()
  while (api.state.files.has(id)) id = api.state.nextFileId()
  return id
}

export const getUploadUrl: Method = (args, api) => {
  args.require('filename', 'length')
  const length = Number(args.text('length'))
  if (!Number.isInteger(length) || length < 1) {
    throw explained('invalid_arguments', ['[ERROR] length must be a positive number'])
  }
  const filename = args.text('filename')
  const id = freshId(api)
  const file = { id, filename, title: filename, length, bytes: undefined, shared: false, deleted: false }
  api.state.files.set(id, file)
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

/** Other than a message, a file goes only where the app is a member, and never to a person by their user id. */
const placeFor = (id: string, api: Api) => {
  const pattern = '^[CGDZ][A-Z0-9]{8,}$'
  if (!new RegExp(pattern).test(id)) {
    const problem = `[ERROR] input must match regex pattern: ${pattern} [json-pointer:/channel_id]`
    throw explained('invalid_arguments', [problem])
  }
  const channel = destination(id, api)
  if (!channel.members.has(api.state.botUserId)) throw new Refusal('not_in_channel')
  return channel
}

export const completeUpload: Method = (args, api) => {
  args.require('files')
  const files = uploaded(args, api)
  const comment = args.text('initial_comment')
  const blocks = comment === '' ? blocksFrom(args) : []
  const channelId = args.text('channel_id')
  const channel = channelId === '' ? undefined : placeFor(channelId, api)
  const threadTs = channel === undefined ? undefined : threadFrom(args, channel, api)
  for (const file of files) file.shared = true
  if (channel !== undefined) {
    api.state.post({
      channel: channel.id,
      threadTs,
      author: api.state.botUserId,
      text: comment,
      blocks,
      metadata: undefined,
      onlyFor: undefined,
      linkNames: false,
      files,
    })
  }
  return { files: files.map(({ id, title }) => ({ id, title })) }
}

/** The message stays, with a word in the place of the file. */
export const deleteFile: Method = (args, api) => {
  args.require('file')
  const file = api.state.files.get(args.text('file'))
  if (file === undefined) throw new Refusal('file_not_found')
  if (file.deleted) throw new Refusal('file_deleted')
  file.deleted = true
  file.bytes = undefined
  api.state.changed()
  return {}
}

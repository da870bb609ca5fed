import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ServedPage, servePage } from '../../sandbox/desk/server.ts'
import { defaultApp } from '../../sandbox/slack/manifest.ts'
import { keepMessages } from '../../sandbox/slack/memory.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace } from '../support/tiny-app.ts'

let workspace: Workspace

let client: WebClient

let page: ServedPage

let handoffs: string

beforeEach(async () => {
  ;({ workspace, client } = await aWorkspace())
  page = await servePage(workspace, { port: 0 })
  handoffs = workspace.channel('handoffs').id
})

afterEach(async () => {
  await page.close()
  await workspace.close()
})

const refusal = async (call: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (typeof error === 'object' && error !== null && 'data' in error) return error.data
  throw new Error('the call was not refused')
}

/** The first two steps; the file then waits to be shared. */
const anUpload = async (text: string, filename = 'intro.ics'): Promise<string> => {
  const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename, length: text.length })
  const answer = await fetch(upload_url ?? '', { method: 'POST', body: text })
  expect(answer.status).toBe(200)
  return file_id ?? ''
}

const share = (id: string, where: object = {}) =>
  client.apiCall('files.completeUploadExternal', { files: [{ id, title: 'Intro call' }], ...where })

const download = (id: string, as: string) => fetch(new URL(`files/${id}?as=${as}`, page.url))

test('a file is uploaded and shared in one call, with a comment and its content', async () => {
  await client.filesUploadV2({
    channel_id: handoffs,
    filename: 'intro.ics',
    title: 'Intro call',
    content: 'BEGIN:VCALENDAR',
    initial_comment: 'The calendar file',
  })
  expect(workspace.person('sam').sees('handoffs')).toMatchObject([
    {
      plain: 'The calendar file',
      files: [{ name: 'intro.ics', title: 'Intro call', text: 'BEGIN:VCALENDAR' }],
    },
  ])
})

test('a file goes into the thread that it is meant for, and not under a reply', async () => {
  const root = await client.chat.postMessage({ channel: handoffs, text: 'Card' })
  const at = { channel: handoffs, ts: root.ts ?? '' }
  const to = { channel_id: handoffs, thread_ts: at.ts }
  await share(await anUpload('BEGIN:VCALENDAR'), { ...to, initial_comment: 'For your calendar' })
  const [reply] = workspace.person('eva').thread(at)
  expect(reply).toMatchObject({ plain: 'For your calendar', files: [{ text: 'BEGIN:VCALENDAR' }] })
  const under = share(await anUpload('x'), { ...to, thread_ts: reply?.ts })
  expect(await refusal(under)).toMatchObject({ error: 'cannot_reply_to_message' })
})

test('a file reaches one person by the direct conversation, whose id a message gives, and not by the user id', async () => {
  const eva = workspace.person('eva')
  const said = await client.chat.postMessage({ channel: eva.id, text: 'Here it is' })
  await share(await anUpload('a;b'), { channel_id: said.channel })
  expect(eva.dm.flatMap(({ files }) => files.map(({ text }) => text))).toEqual(['a;b'])
  expect(workspace.person('sam').dm).toEqual([])
  expect(await refusal(share(await anUpload('x'), { channel_id: eva.id }))).toMatchObject({
    error: 'invalid_arguments',
    response_metadata: { messages: expect.arrayContaining([expect.stringContaining('/channel_id')]) },
  })
})

test('a file needs a channel with the app in it, even where the app may post without', async () => {
  const app = { scopes: [...defaultApp.scopes, 'chat:write.public'] }
  const other = await aWorkspace({ app })
  ;({ client } = other)
  const general = other.workspace.channel('general').id
  await client.chat.postMessage({ channel: general, text: 'Hello' })
  const id = await anUpload('x')
  expect(await refusal(share(id, { channel_id: general }))).toMatchObject({ error: 'not_in_channel' })
  const hidden = other.workspace.channel('deal-desk').id
  expect(await refusal(share(id, { channel_id: hidden }))).toMatchObject({ error: 'channel_not_found' })
  await other.workspace.close()
})

test('files need their scope at every step', async () => {
  const other = await aWorkspace({ app: { scopes: ['chat:write'] } })
  const missing = { error: 'missing_scope', needed: 'files:write' }
  const { files } = other.client
  expect(await refusal(files.getUploadURLExternal({ filename: 'a', length: 1 }))).toMatchObject(missing)
  expect(await refusal(files.completeUploadExternal({ files: [{ id: 'F1' }] }))).toMatchObject(missing)
  expect(await refusal(files.delete({ file: 'F1' }))).toMatchObject(missing)
  await other.workspace.close()
})

test('what was never uploaded cannot be shared', async () => {
  const { file_id } = await client.files.getUploadURLExternal({ filename: 'a.csv', length: 1 })
  const call = share(file_id ?? '', { channel_id: handoffs })
  expect(await refusal(call)).toMatchObject({ error: 'file_not_found' })
  expect(workspace.messages(handoffs)).toEqual([])
})

test('a deleted file leaves its message behind, and cannot be deleted or fetched again', async () => {
  const id = await anUpload('secret')
  await share(id, { channel_id: handoffs, initial_comment: 'Export' })
  await client.files.delete({ file: id })
  expect(workspace.person('sam').sees('handoffs')).toMatchObject([{ plain: 'Export', files: [] }])
  expect(await refusal(client.files.delete({ file: id }))).toMatchObject({ error: 'file_deleted' })
  expect(await refusal(client.files.delete({ file: 'FNONE' }))).toMatchObject({ error: 'file_not_found' })
  expect((await download(id, 'sam')).status).toBe(404)
})

test('the page hands a file to whoever sees its message, as something to keep', async () => {
  const id = await anUpload('a;b', 'Übersicht (1).csv')
  await share(id, { channel_id: workspace.channel('leadership').id })
  const kept = await download(id, 'mia')
  expect(kept.headers.get('content-disposition')).toBe(
    "attachment; filename*=UTF-8''%C3%9Cbersicht%20%281%29.csv",
  )
  expect(await kept.text()).toBe('a;b')
  expect((await download(id, 'sam')).status).toBe(404)
})

test('files are kept beside the messages, and new ones do not take their names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'files-'))
  const keep = keepMessages(workspace, join(folder, 'messages.json'))
  const id = await anUpload('a;b')
  await share(id, { channel_id: handoffs })
  keep()
  const later = await aWorkspace()
  const forget = keepMessages(later.workspace, join(folder, 'messages.json'))
  ;({ client } = later)
  expect(await anUpload('new')).not.toBe(id)
  expect(later.workspace.person('sam').sees('handoffs')).toMatchObject([{ files: [{ id, text: 'a;b' }] }])
  await client.files.delete({ file: id })
  forget()
  await later.workspace.close()
  rmSync(folder, { recursive: true })
})

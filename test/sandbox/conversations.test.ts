import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultApp } from '../../sandbox/slack/manifest.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace } from '../support/tiny-app.ts'

let workspace: Workspace

let client: WebClient

beforeEach(async () => {
  const app = { scopes: [...defaultApp.scopes, 'channels:join', 'im:write'] }
  ;({ workspace, client } = await aWorkspace({ app }))
})

afterEach(() => workspace.close())

const channel = (name: string) => ({ channel: workspace.channel(name).id })

test('the members of a channel come in pages', async () => {
  const first = await client.conversations.members({ ...channel('shared-acme'), limit: 3 })
  expect(first.members).toHaveLength(3)
  const cursor = first.response_metadata?.next_cursor ?? ''
  const second = await client.conversations.members({ ...channel('shared-acme'), limit: 3, cursor })
  expect(second.response_metadata?.next_cursor).toBe('')
  const handles = ['sam', 'eva', 'mia', 'xenia'].map((handle) => workspace.person(handle).id)
  expect([...(first.members ?? []), ...(second.members ?? [])].sort()).toEqual(
    [...handles, workspace.botUserId].sort(),
  )
  const info = await client.conversations.info({ ...channel('shared-acme'), include_num_members: true })
  expect(info.channel).toMatchObject({ num_members: 5, is_ext_shared: true })
})

test('members are refused for channels that do not exist for the app, and for odd pages', async () => {
  const members = (more: Record<string, unknown>) => client.apiCall('conversations.members', more)
  await expect(members(channel('deal-desk'))).rejects.toThrow('channel_not_found')
  await expect(members({ ...channel('handoffs'), limit: 1000 })).rejects.toThrow('invalid_limit')
  await expect(members({ ...channel('handoffs'), cursor: 'next' })).rejects.toThrow('invalid_cursor')
})

test('the app joins a public channel and may then post there', async () => {
  await expect(client.chat.postMessage({ ...channel('general'), text: 'x' })).rejects.toThrow(
    'not_in_channel',
  )
  expect(await client.conversations.join(channel('general'))).toMatchObject({ channel: { is_member: true } })
  await client.chat.postMessage({ ...channel('general'), text: 'x' })
  expect(await client.conversations.join(channel('general'))).toMatchObject({ warning: 'already_in_channel' })
})

test('the app joins neither archived channels nor private ones nor a conversation of two', async () => {
  const join = (id: string) => client.conversations.join({ channel: id })
  await expect(join(channel('old-handoffs').channel)).rejects.toThrow('is_archived')
  await expect(join(channel('deal-desk').channel)).rejects.toThrow('channel_not_found')
  const opened = await client.conversations.open({ users: workspace.person('eva').id })
  await expect(join(opened.channel?.id ?? '')).rejects.toThrow('method_not_supported_for_channel_type')
})

test('joining needs a scope of its own', async () => {
  const plain = await aWorkspace()
  const call = plain.client.conversations.join({ channel: plain.workspace.channel('general').id })
  await expect(call).rejects.toThrow('missing_scope')
  await plain.workspace.close()
})

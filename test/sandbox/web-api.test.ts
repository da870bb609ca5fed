import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HandClock } from '../../sandbox/clock.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aClient, aWorkspace } from '../support/tiny-app.ts'

let workspace: Workspace

let clock: HandClock

let client: WebClient

let handoffs: string

beforeEach(async () => {
  ;({ workspace, clock, client } = await aWorkspace())
  handoffs = workspace.channel('handoffs').id
})

afterEach(() => workspace.close())

const refusal = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'data' in error) return error.data
    throw error
  }
  throw new Error('the call went well')
}

const id = (handle: string) => workspace.person(handle).id

describe('tokens and scopes', () => {
  test('the bot token tells who it is', async () => {
    expect(await client.auth.test()).toMatchObject({
      ok: true,
      team_id: workspace.teamId,
      user_id: workspace.botUserId,
      url: 'https://acme-sales.slack.com/',
    })
  })

  test.each([
    ['', 'not_authed'],
    ['xoxb-wrong', 'invalid_auth'],
  ])('the token "%s" is answered %s', async (token, error) => {
    expect(await refusal(aClient(workspace, token).auth.test())).toMatchObject({ error })
  })

  test('the app token opens connections and nothing else', async () => {
    const app = aClient(workspace, workspace.appToken)
    expect(await app.apps.connections.open({})).toMatchObject({
      url: expect.stringMatching(/^ws:\/\/.*ticket=/),
    })
    expect(await refusal(app.chat.postMessage({ channel: handoffs, text: 'x' }))).toMatchObject({
      error: 'not_allowed_token_type',
    })
    expect(await refusal(client.apps.connections.open({}))).toMatchObject({ error: 'not_allowed_token_type' })
  })

  test('a missing scope is named', async () => {
    const answer = await refusal(client.conversations.open({ users: id('sam') }))
    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'im:write' })
    expect(answer).toHaveProperty('provided', expect.stringContaining('chat:write'))
  })

  test('a method that does not exist is unknown', async () => {
    expect(await refusal(client.apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' })
  })
})

describe('posting', () => {
  test('a post to a person opens the direct conversation, whose id later edits need', async () => {
    const posted = await client.chat.postMessage({ channel: id('eva'), text: 'Hello' })
    expect(posted.channel).toMatch(/^D/)
    const ts = posted.ts ?? ''
    expect(await refusal(client.chat.update({ channel: id('eva'), ts, text: 'x' }))).toMatchObject({
      error: 'channel_not_found',
    })
    await client.chat.update({ channel: posted.channel ?? '', ts, text: 'Hello again' })
    expect(workspace.person('eva').dm.map(({ plain }) => plain)).toEqual(['Hello again'])
    expect(workspace.person('sam').dm).toEqual([])
  })

  test.each([
    ['CNOWHERE000', 'channel_not_found'],
    ['UNOBODY0000', 'user_not_found'],
  ])('a post to %s is refused with %s', async (channel, error) => {
    expect(await refusal(client.chat.postMessage({ channel, text: 'x' }))).toMatchObject({ error })
  })

  test('channels that are closed to the app refuse in their own ways', async () => {
    const to = (name: string) =>
      refusal(client.chat.postMessage({ channel: workspace.channel(name).id, text: 'x' }))
    expect(await to('general')).toMatchObject({ error: 'not_in_channel' })
    expect(await to('old-handoffs')).toMatchObject({ error: 'is_archived' })
    expect(await to('deal-desk')).toMatchObject({ error: 'channel_not_found' })
  })

  test('people who left and bots get no direct messages', async () => {
    const to = (handle: string) => refusal(client.chat.postMessage({ channel: id(handle), text: 'x' }))
    expect(await to('dora')).toMatchObject({ error: 'account_inactive' })
    expect(await to('botty')).toMatchObject({ error: 'cannot_dm_bot' })
  })

  test('a message needs content', async () => {
    expect(await refusal(client.chat.postMessage({ channel: handoffs, text: '' }))).toMatchObject({
      error: 'no_text',
    })
  })

  test('wrong blocks are refused with a pointer to what is wrong', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '' } }]
    expect(await refusal(client.chat.postMessage({ channel: handoffs, text: 'x', blocks }))).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: expect.arrayContaining([
          '[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]',
        ]),
      },
    })
    expect(workspace.messages(handoffs)).toEqual([])
  })

  test('too much text in blocks is refused, and too long a text is cut', async () => {
    const blocks = Array.from({ length: 5 }, () => ({
      type: 'section',
      text: { type: 'mrkdwn', text: 'x'.repeat(3000) },
    }))
    expect(await refusal(client.chat.postMessage({ channel: handoffs, text: 'x', blocks }))).toMatchObject({
      error: 'msg_blocks_too_long',
    })
    await client.chat.postMessage({ channel: handoffs, text: 'x'.repeat(40_100) })
    expect(workspace.messages(handoffs)[0]?.text).toHaveLength(40_000)
  })

  test('replies go under the root of a thread and nowhere else', async () => {
    const root = await client.chat.postMessage({ channel: handoffs, text: 'Card' })
    const reply = await client.chat.postMessage({
      channel: handoffs,
      text: 'Brief',
      thread_ts: root.ts ?? '',
    })
    const under = (ts: string) =>
      refusal(client.chat.postMessage({ channel: handoffs, text: 'x', thread_ts: ts }))
    expect(await under('1700000000.000001')).toMatchObject({ error: 'thread_not_found' })
    expect(await under(reply.ts ?? '')).toMatchObject({ error: 'cannot_reply_to_message' })
    const sam = workspace.person('sam')
    expect(sam.thread({ channel: handoffs, ts: root.ts ?? '' }).map(({ plain }) => plain)).toEqual(['Brief'])
  })

  test('metadata is kept, checked and never a list of strings', async () => {
    const metadata = { event_type: 'op', event_payload: { id: 'H-42:1' } }
    await client.chat.postMessage({ channel: handoffs, text: 'x', metadata })
    expect(workspace.messages(handoffs)[0]?.metadata).toEqual(metadata)
    const bad = { event_type: 'op', event_payload: { ids: ['a'] } }
    const call = client.apiCall('chat.postMessage', { channel: handoffs, text: 'x', metadata: bad })
    expect(await refusal(call)).toMatchObject({ error: 'invalid_metadata_schema' })
  })
})

describe('editing', () => {
  test('only own messages can be edited or deleted, and only while they exist', async () => {
    const said = workspace.person('sam').say('Mine', { channel: 'handoffs' })
    const at = { channel: handoffs, ts: said.ts }
    expect(await refusal(client.chat.update({ ...at, text: 'x' }))).toMatchObject({
      error: 'cant_update_message',
    })
    expect(await refusal(client.chat.delete(at))).toMatchObject({ error: 'cant_delete_message' })
    const posted = await client.chat.postMessage({ channel: handoffs, text: 'Card' })
    const own = { channel: handoffs, ts: posted.ts ?? '' }
    expect(await refusal(client.chat.update({ ...own, text: 'x'.repeat(4001) }))).toMatchObject({
      error: 'msg_too_long',
    })
    await client.chat.delete(own)
    expect(await refusal(client.chat.update({ ...own, text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    })
  })

  test('blocks that an edit leaves out are gone, and only edits of bare text are marked', async () => {
    const blocks = [{ type: 'section', text: { type: 'plain_text', text: 'With blocks' } }]
    const posted = await client.chat.postMessage({ channel: handoffs, text: 'Card', blocks })
    const at = { channel: handoffs, ts: posted.ts ?? '' }
    const eva = workspace.person('eva')
    await client.chat.update({ ...at, text: 'Card', blocks })
    expect(eva.again(at)).toMatchObject({ plain: 'With blocks', edited: false })
    await client.chat.update({ ...at, text: 'Only text' })
    expect(eva.again(at)).toMatchObject({ plain: 'Only text', edited: true, blocks: [] })
  })

  test('a private message reaches one member and cannot be edited', async () => {
    const told = await client.chat.postEphemeral({ channel: handoffs, user: id('eva'), text: 'Only you' })
    expect(workspace.person('eva').privately.map(({ plain }) => plain)).toEqual(['Only you'])
    expect(workspace.person('sam').sees('handoffs')).toEqual([])
    const ts = told.message_ts ?? ''
    expect(await refusal(client.chat.update({ channel: handoffs, ts, text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    })
    const outsider = client.chat.postEphemeral({ channel: handoffs, user: id('xenia'), text: 'x' })
    expect(await refusal(outsider)).toMatchObject({ error: 'user_not_in_channel' })
  })
})

describe('people and channels', () => {
  test('people are described as Slack does', async () => {
    const about = async (handle: string) => (await client.users.info({ user: id(handle) })).user
    expect(await about('eva')).toMatchObject({
      tz: 'Europe/Stockholm',
      tz_offset: 3600,
      real_name: 'Eva Lind',
    })
    expect(await about('ada')).toMatchObject({ is_admin: true, is_owner: true })
    expect(await about('gus')).toMatchObject({ is_restricted: true, is_ultra_restricted: false })
    expect(await about('xenia')).toMatchObject({ is_stranger: true })
    expect(await about('botty')).toMatchObject({ is_bot: true })
    const dora = await about('dora')
    expect(dora).toMatchObject({ deleted: true, profile: { real_name: 'Dora Old' } })
    expect(dora).not.toHaveProperty('tz')
    expect(await refusal(client.users.info({ user: 'UNOBODY0000' }))).toMatchObject({
      error: 'user_not_found',
    })
  })

  test('channels say who is in them, who shares them and whether they are over', async () => {
    const about = async (name: string) =>
      (await client.conversations.info({ channel: workspace.channel(name).id })).channel
    expect(await about('handoffs')).toMatchObject({ is_member: true, is_archived: false, is_private: false })
    expect(await about('general')).toMatchObject({ is_member: false })
    expect(await about('old-handoffs')).toMatchObject({ is_archived: true })
    expect(await about('shared-acme')).toMatchObject({ is_ext_shared: true })
    await expect(about('deal-desk')).rejects.toThrow('channel_not_found')
  })
})

describe('rate limits by the hand-set clock', () => {
  test('one channel takes a burst of three, then one message per second', async () => {
    const post = () => client.chat.postMessage({ channel: handoffs, text: 'x' })
    await Promise.all([post(), post(), post()])
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 })
    expect(workspace.calls.at(-1)).toMatchObject({
      method: 'chat.postMessage',
      error: 'ratelimited',
      status: 429,
    })
    await client.chat.postMessage({ channel: id('eva'), text: 'another place' })
    await clock.advance(1000)
    await post()
    expect(workspace.messages(handoffs)).toHaveLength(4)
  })

  test('a method has its tier for the whole workspace and minute', async () => {
    const posted = await client.chat.postMessage({ channel: handoffs, text: 'x' })
    const edit = () => client.chat.update({ channel: handoffs, ts: posted.ts ?? '', text: 'y' })
    for (let count = 0; count < 50; count += 1) await edit()
    await expect(edit()).rejects.toMatchObject({ retryAfter: 60 })
    await clock.advance(60_000)
    await edit()
  })
})

test('the log of calls knows the arguments but not the token', async () => {
  await client.chat.postMessage({ channel: handoffs, text: 'x', blocks: [{ type: 'divider' }] })
  const call = workspace.calls.at(-1)
  expect(call).toMatchObject({
    method: 'chat.postMessage',
    ok: true,
    args: { blocks: [{ type: 'divider' }] },
  })
  expect(JSON.stringify(workspace.calls)).not.toContain(workspace.botToken)
})

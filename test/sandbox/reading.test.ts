import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace } from '../support/tiny-app.ts'

let workspace: Workspace

let client: WebClient

let channel: string

let eva: string

beforeEach(async () => {
  ;({ workspace, client } = await aWorkspace())
  channel = workspace.channel('handoffs').id
  eva = workspace.person('eva').id
})

afterEach(() => workspace.close())

const seen = async (text: string, reader = 'sam', blocks?: object[]) => {
  await client.apiCall('chat.postMessage', { channel, text, ...(blocks === undefined ? {} : { blocks }) })
  const last = workspace.person(reader).sees('handoffs').at(-1)
  if (last === undefined) throw new Error('nothing to see')
  return last
}

test('markup is read as its reader sees it', async () => {
  const message = await seen(
    `*Acme* for <@${eva}> in <#${channel}>: <https://x.y|the deal> &lt;3 :white_check_mark:`,
  )
  expect(message.plain).toBe('Acme for @Eva Lind in #handoffs: the deal <3 ✅')
})

test('a moment is read in the zone of its reader', async () => {
  const due = `Due <!date^${Date.parse('2026-11-23T22:02:00Z') / 1000}^{date_short_pretty}, {time}|Monday>`
  expect((await seen(due, 'sam')).plain).toBe('Due Mon 23 Nov, 17:02')
  expect((await seen(due, 'eva')).plain).toBe('Due Mon 23 Nov, 23:02')
})

test('rich text is read literally and calls only those it means to', async () => {
  const elements = [
    { type: 'text', text: '*Acme* <!channel> &amp; :tada: ' },
    { type: 'user', user_id: eva },
  ]
  const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
  const message = await seen('New handoff', 'sam', blocks)
  expect(message.plain).toBe('*Acme* <!channel> &amp; :tada: @Eva Lind')
  expect(message.mentions).toEqual([eva])
})

test.each([
  ['<!channel> look', ['channel']],
  ['<!here|here> and <@U0123456789>', ['here', 'U0123456789']],
  ['&lt;!channel&gt; look', []],
  ['@channel look', []],
])('the text "%s" calls %j', async (text, mentions) => {
  expect((await seen(text)).mentions).toEqual(mentions)
})

test('the fallback text behind blocks can call people too', async () => {
  const blocks = [{ type: 'section', text: { type: 'plain_text', text: '<!channel>' } }]
  expect((await seen('quiet', 'sam', blocks)).mentions).toEqual([])
  expect((await seen('<!everyone>', 'sam', blocks)).mentions).toEqual(['everyone'])
})

test('people see only what is meant for them', async () => {
  await client.chat.postMessage({ channel: workspace.channel('leadership').id, text: 'Numbers' })
  expect(workspace.person('mia').sees('leadership')).toHaveLength(1)
  expect(() => workspace.person('sam').sees('leadership')).toThrow('sam is not in #leadership')
})

test('equal labels need the words beside them', async () => {
  const row = (name: string) => [
    { type: 'section', text: { type: 'plain_text', text: name } },
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'show', text: { type: 'plain_text', text: 'Show' } }],
    },
  ]
  const message = await seen('List', 'sam', [...row('Acme'), ...row('Globex')])
  const sam = workspace.person('sam')
  await expect(sam.click(message, 'Show')).rejects.toThrow('2 controls')
  await sam.click(message, 'Show', { near: 'Globex' })
  expect(workspace.lastAck?.payload.actions).toMatchObject([{ action_id: 'show' }])
})

test('what a person types is only words, whatever it looks like', async () => {
  const said = workspace.person('sam').say('<!channel> & https://x.y', { channel: 'handoffs' })
  expect(said).toMatchObject({ plain: '<!channel> & https://x.y', mentions: [] })
  expect(workspace.messages(channel)[0]?.text).toBe('&lt;!channel&gt; &amp; <https://x.y>')
})

import type { KnownBlock } from '@slack/types'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ServedPage, servePage } from '../../../sandbox/desk/server.ts'
import type { Workspace } from '../../../sandbox/workspace.ts'
import { aWorkspace, httpApp } from '../../support/tiny-app.ts'

let workspace: Workspace

let page: ServedPage

let stop: () => Promise<void> = async () => {}

beforeEach(async () => {
  ;({ workspace } = await aWorkspace())
  page = await servePage(workspace, { port: 0 })
})

afterEach(async () => {
  await stop()
  stop = async () => {}
  await page.close()
  await workspace.close()
})

const get = async (path: string): Promise<Response> => fetch(new URL(path, page.url))

const state = async (as: string, place = 'handoffs'): Promise<unknown> =>
  (await get(`state?as=${as}&place=${place}`)).json()

const act = async (body: object) => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(new URL('act', page.url), {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return response.json() as Promise<unknown>
}

test('the page and its parts are served, and nothing else from the disk', async () => {
  const index = await get('/')
  expect(index.headers.get('content-security-policy')).toContain("default-src 'self'")
  const parts = [...(await index.text()).matchAll(/(?:src|href)="([a-z.]+)"/g)].map((match) => match[1] ?? '')
  expect(parts).toEqual(['style.css', 'page.js'])
  for (const part of [
    ...parts,
    'backstage.js',
    'blocks.js',
    'charts.js',
    'composer.js',
    'controls.js',
    'dom.js',
    'feed.js',
    'guide.js',
    'menu.js',
    'modal.js',
    'reading.js',
    'text.js',
  ]) {
    expect((await get(part)).status).toBe(200)
  }
  expect((await get('../server.ts')).status).toBe(404)
  expect((await get('%2e%2e/workspace.ts')).status).toBe(404)
})

test('a busy port makes it take the next one and say so', async () => {
  const second = await servePage(workspace, { port: page.port })
  expect(second.port).toBeGreaterThan(page.port)
  expect(second.url).toContain(String(second.port))
  await second.close()
})

test('a person on the page commands, fills in, submits and clicks', async () => {
  const confirmed = { text: { type: 'plain_text' as const, text: 'Confirmed' }, value: 'confirmed' }
  const input: KnownBlock = {
    type: 'input',
    block_id: 'budget',
    label: { type: 'plain_text', text: 'Budget' },
    element: { type: 'static_select', action_id: 'value', options: [confirmed] },
  }
  const button: KnownBlock = {
    type: 'actions',
    block_id: 'row',
    elements: [{ type: 'button', action_id: 'accept', text: { type: 'plain_text', text: 'Accept' } }],
  }
  const heard: unknown[] = []
  ;({ stop } = await httpApp(workspace, (app) => {
    app.command('/handoff', async ({ ack, client, command }) => {
      await ack()
      const title = { type: 'plain_text' as const, text: 'Form' }
      const view = { type: 'modal' as const, callback_id: 'form', title, submit: title, blocks: [input] }
      await client.views.open({ trigger_id: command.trigger_id, view })
    })
    app.view('form', async ({ ack, view, client }) => {
      heard.push(view.state.values.budget?.value?.selected_option?.value)
      await ack()
      await client.chat.postMessage({
        channel: workspace.channel('handoffs').id,
        text: 'Card',
        blocks: [button],
      })
    })
    app.action('accept', async ({ ack }) => {
      heard.push('accepted')
      await ack()
    })
  }))
  const channel = workspace.channel('handoffs').id
  expect(await act({ as: 'sam', do: 'slash', channel, line: '/handoff' })).toMatchObject({ ok: true })
  await workspace.idle()
  const modal = await state('sam')
  expect(modal).toMatchObject({ modal: { title: { text: 'Form' }, values: { budget: {} } } })
  const viewId = workspace.state.modalsOf(workspace.person('sam').id)[0]?.id
  expect(await act({ as: 'sam', do: 'submit', viewId })).toMatchObject({ sent: false })
  await act({ as: 'sam', do: 'type', viewId, blockId: 'budget', actionId: 'value', value: '0' })
  expect(await act({ as: 'sam', do: 'submit', viewId })).toMatchObject({ ok: true, sent: true })
  await workspace.idle()
  const ts = workspace.messages(channel)[0]?.ts
  await act({ as: 'eva', do: 'click', channel, ts, blockId: 'row', actionId: 'accept' })
  expect(heard).toEqual(['confirmed', 'accepted'])
})

test('the page shows one person nothing of what others see privately', async () => {
  workspace.person('mia').say('Secret numbers', { channel: 'leadership' })
  expect(JSON.stringify(await state('mia', 'leadership'))).toContain('Secret numbers')
  expect(JSON.stringify(await state('sam', 'leadership'))).not.toContain('Secret numbers')
})

test('the page moves the clock', async () => {
  const before = workspace.clock.now().getTime()
  await act({ as: 'sam', do: 'clock', ms: 3_600_000 })
  expect(workspace.clock.now().getTime() - before).toBe(3_600_000)
})

test('what goes wrong is said in words', async () => {
  expect(await act({ as: 'sam', do: 'slash', channel: 'x', line: '/nonsense' })).toMatchObject({
    ok: false,
    message: '/nonsense is not a valid command',
  })
})

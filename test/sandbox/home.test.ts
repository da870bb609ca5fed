import type { HomeView, KnownBlock } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace, httpApp } from '../support/tiny-app.ts'

let workspace: Workspace

let client: WebClient

let stop: () => Promise<void> = async () => {}

let heard: Record<string, unknown>[] = []

const option = (text: string) => ({ text: { type: 'plain_text' as const, text }, value: text.toLowerCase() })

const blocks: KnownBlock[] = [
  { type: 'section', text: { type: 'mrkdwn', text: 'Waiting for *you*' } },
  {
    type: 'actions',
    block_id: 'row',
    elements: [
      { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Accept' }, value: 'H-1' },
    ],
  },
  { type: 'section', block_id: 'head', text: { type: 'mrkdwn', text: 'Show' } },
  {
    type: 'actions',
    block_id: 'filter',
    elements: [
      {
        type: 'checkboxes',
        action_id: 'shown',
        options: [option('Open'), option('Held')],
        initial_options: [option('Open')],
      },
    ],
  },
]

const home = (more: Partial<HomeView> = {}): HomeView => ({
  type: 'home',
  callback_id: 'home',
  blocks,
  ...more,
})

beforeEach(async () => {
  heard = []
  ;({ workspace, client } = await aWorkspace())
  ;({ stop } = await httpApp(workspace, (app) => {
    app.event('app_home_opened', async ({ event, client: own }) => {
      heard.push({ ...event })
      if (event.tab === 'home') await own.views.publish({ user_id: event.user, view: home() })
    })
    for (const name of ['go', 'shown'])
      app.action(name, async ({ ack, body }) => {
        heard.push({ ...body })
        await ack()
      })
  }))
})

afterEach(async () => {
  await stop()
  await workspace.close()
})

test('whoever opens the Home tab sees what the app publishes for them, and nobody else does', async () => {
  const eva = workspace.person('eva')
  expect(await eva.opensHome()).toEqual({
    text: 'Waiting for you\nShow',
    buttons: ['Accept'],
    fields: { Show: ['Open'] },
    notice: undefined,
  })
  expect(workspace.person('sam').home).toBeUndefined()
})

test('the event brings the view along once there is one', async () => {
  const eva = workspace.person('eva')
  await eva.opensHome()
  await eva.opensHome()
  expect(heard[0]).toMatchObject({ tab: 'home', user: eva.id, channel: expect.stringMatching(/^D/) })
  expect(heard[0]).not.toHaveProperty('view')
  expect(heard[1]).toMatchObject({ tab: 'home', view: { type: 'home', callback_id: 'home' } })
  await eva.openMessages()
  expect(heard[2]).toMatchObject({ tab: 'messages' })
  expect(heard[2]).not.toHaveProperty('view')
})

test('a click in the Home tab names the view and no message', async () => {
  const eva = workspace.person('eva')
  await eva.opensHome()
  await eva.pressHome('Accept')
  const click = heard.at(-1)
  expect(click).toMatchObject({
    type: 'block_actions',
    container: { type: 'view', view_id: expect.stringMatching(/^V/) },
    view: { type: 'home', callback_id: 'home', hash: expect.any(String) },
    actions: [{ action_id: 'go', block_id: 'row', value: 'H-1' }],
    trigger_id: expect.any(String),
  })
  for (const missing of ['message', 'channel', 'response_url']) expect(click).not.toHaveProperty(missing)
})

test('boxes in the Home tab tell the app at once, and stay ticked through the next publication', async () => {
  const eva = workspace.person('eva')
  await eva.opensHome()
  await eva.fillHome({ Show: ['Open', 'Held'] })
  expect(heard.at(-1)).toMatchObject({
    actions: [{ type: 'checkboxes', selected_options: [{ value: 'open' }, { value: 'held' }] }],
    view: { state: { values: { filter: { shown: { selected_options: [{}, { value: 'held' }] } } } } },
  })
  await client.views.publish({ user_id: eva.id, view: home() })
  expect(eva.home?.fields).toEqual({ Show: ['Open', 'Held'] })
})

test('of two publications that began with the same view only the first is taken', async () => {
  const eva = workspace.person('eva')
  const { view } = await client.views.publish({ user_id: eva.id, view: home() })
  const again = { user_id: eva.id, hash: view?.hash ?? '', view: home({ blocks: [] }) }
  await client.views.publish(again)
  await expect(client.views.publish(again)).rejects.toThrow('hash_conflict')
  expect(eva.home?.text).toBe('')
})

test('an external id belongs to one view', async () => {
  const publish = (handle: string) =>
    client.views.publish({ user_id: workspace.person(handle).id, view: home({ external_id: 'mine' }) })
  await publish('eva')
  await publish('eva')
  await expect(publish('sam')).rejects.toThrow('duplicate_external_id')
})

test('without a Home tab in the manifest nothing can be published or opened', async () => {
  const other = await aWorkspace({ app: { home: false } })
  const sam = other.workspace.person('sam')
  const call = other.client.views.publish({ user_id: sam.id, view: home() })
  await expect(call).rejects.toThrow('not_enabled')
  await expect(sam.opensHome()).rejects.toThrow('no Home tab')
  await other.workspace.close()
})

test('a click that the app does not answer leaves a line in the Home tab', async () => {
  const eva = workspace.person('eva')
  await eva.opensHome()
  await stop()
  stop = async () => {}
  await eva.pressHome('Accept')
  expect(eva.home?.notice).toBe('We had some trouble connecting. Try again?')
})

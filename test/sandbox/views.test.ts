import type { App } from '@slack/bolt'
import type { KnownBlock, ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace, httpApp } from '../support/tiny-app.ts'

let workspace: Workspace

let client: WebClient

let stop: () => Promise<void> = async () => {}

let triggers: string[] = []

beforeEach(async () => {
  triggers = []
  ;({ workspace, client } = await aWorkspace())
})

afterEach(async () => {
  await stop()
  stop = async () => {}
  await workspace.close()
})

const aText = (blockId: string, label: string, more: object = {}): KnownBlock => ({
  type: 'input',
  block_id: blockId,
  optional: true,
  label: { type: 'plain_text', text: label },
  element: { type: 'plain_text_input', action_id: 'value', ...more },
})

const aForm = (title: string, blocks: KnownBlock[], more: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Next' },
  blocks,
  ...more,
})

const aButton = (text: string): KnownBlock => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text } }],
})

/** Runs an app that remembers trigger ids, and whatever else the test wants. */
const serving = async (register: (app: App) => void = () => {}) => {
  ;({ stop } = await httpApp(workspace, (app) => {
    app.command('/handoff', async ({ ack, command }) => {
      triggers.push(command.trigger_id)
      await ack()
    })
    register(app)
  }))
  const sam = workspace.person('sam')
  await sam.slash('/handoff')
  return sam
}

const open = (view: ModalView) => client.views.open({ trigger_id: triggers.at(-1) ?? '', view })

test('a trigger opens one modal and then is used up', async () => {
  const sam = await serving()
  await open(aForm('One', [aText('a', 'A')]))
  expect(sam.modal?.title).toBe('One')
  await expect(open(aForm('Two', [aText('a', 'A')]))).rejects.toThrow('exchanged_trigger_id')
})

test('a trigger dies after its time, and an invented one never lived', async () => {
  await workspace.close()
  ;({ workspace, client } = await aWorkspace({ triggerLimitMs: 5 }))
  await serving()
  await new Promise((done) => setTimeout(done, 10))
  await expect(open(aForm('Late', [aText('a', 'A')]))).rejects.toThrow('expired_trigger_id')
  triggers.push('1.2.3')
  await expect(open(aForm('Forged', [aText('a', 'A')]))).rejects.toThrow('invalid_trigger_id')
})

test('an update with an outdated hash is refused', async () => {
  const sam = await serving()
  const opened = await open(aForm('One', [aText('a', 'A')]))
  const update = {
    view_id: opened.view?.id ?? '',
    hash: opened.view?.hash ?? '',
    view: aForm('Two', [aText('a', 'A')]),
  }
  await client.views.update(update)
  expect(sam.modal?.title).toBe('Two')
  await expect(client.views.update(update)).rejects.toThrow('hash_conflict')
  await expect(client.views.update({ view_id: 'VNONE', view: update.view })).rejects.toThrow('not_found')
})

test('typed text survives an update where block id and action id stay the same', async () => {
  const sam = await serving()
  const opened = await open(aForm('One', [aText('a', 'A'), aText('b', 'B')]))
  await sam.fill({ A: 'kept', B: 'lost' })
  const view = aForm('Two', [aText('a', 'A', { initial_value: 'prefilled' }), aText('c', 'B')])
  await client.views.update({ view_id: opened.view?.id ?? '', view })
  expect(sam.modal?.fields).toEqual({ A: 'kept', B: '' })
})

test('a modal holds at most three views, and pushing needs a trigger from a modal', async () => {
  const sam = await serving((app) => {
    app.action('go', async ({ ack, body }) => {
      if (body.type === 'block_actions') triggers.push(body.trigger_id)
      await ack()
    })
  })
  await open(aForm('1', [aButton('Deeper')]))
  const push = (title: string) =>
    client.views.push({ trigger_id: triggers.at(-1) ?? '', view: aForm(title, [aButton('Deeper')]) })
  for (const title of ['2', '3']) {
    await sam.press('Deeper')
    await push(title)
  }
  expect(sam.modal).toMatchObject({ title: '3', depth: 3 })
  await sam.press('Deeper')
  await expect(push('4')).rejects.toThrow('push_limit_reached')
  await sam.press('Cancel')
  expect(sam.modal?.title).toBe('2')
  await sam.dismiss()
  expect(sam.modal).toBeUndefined()
  await sam.slash('/handoff')
  await expect(push('5')).rejects.toThrow('not_found')
})

test('a submission may be answered with another view, with one on top, and with closing everything', async () => {
  const sam = await serving((app) => {
    app.view('form', async ({ ack, view }) => {
      if (view.title.text === '1')
        await ack({ response_action: 'update', view: aForm('2', [aText('b', 'B')]) })
      else if (view.title.text === '2')
        await ack({ response_action: 'push', view: aForm('3', [aText('c', 'C')]) })
      else await ack({ response_action: 'clear' })
    })
  })
  await open(aForm('1', [aText('a', 'A')]))
  await sam.press('Next')
  expect(sam.modal).toMatchObject({ title: '2', depth: 1 })
  await sam.press('Next')
  expect(sam.modal).toMatchObject({ title: '3', depth: 2 })
  await sam.press('Next')
  expect(sam.modal).toBeUndefined()
})

test('untouched prefilled inputs can go missing after an update, as has been seen in Slack', async () => {
  const seen: unknown[] = []
  const sam = await serving((app) => {
    app.view('form', async ({ ack, view }) => {
      seen.push(view.state.values)
      const blocks = [aText('a', 'A', { initial_value: 'one' }), aText('b', 'B', { initial_value: 'two' })]
      await ack({ response_action: 'update', view: aForm('Again', blocks) })
    })
  })
  workspace.quirks.dropUntouched = true
  await open(aForm('First', [aText('a', 'A', { initial_value: 'one' })]))
  await sam.press('Next')
  expect(seen.at(-1)).toEqual({ a: { value: { type: 'plain_text_input', value: 'one' } } })
  await sam.fill({ B: 'changed' })
  await sam.press('Next')
  expect(seen.at(-1)).toEqual({ b: { value: { type: 'plain_text_input', value: 'changed' } } })
})

test.each([
  ['errors for a block that is not there', { response_action: 'errors', errors: { zz: 'No' } }],
  ['errors without text', { response_action: 'errors', errors: { a: '' } }],
  ['an invalid view', { response_action: 'update', view: { type: 'modal' } }],
  ['something else', { response_action: 'explode' }],
])('an answer with %s is Slack trouble for the person', async (_what, answer) => {
  workspace.connect({ mode: 'http', url: await scripted(answer) })
  const sam = workspace.person('sam')
  await sam.slash('/handoff')
  triggers.push(String(workspace.lastAck?.payload.trigger_id))
  await open(aForm('1', [aText('a', 'A')]))
  await sam.press('Next')
  expect(sam.modal?.notice).toBe('We had some trouble connecting. Try again?')
  expect(workspace.problems).toHaveLength(1)
})

/** A server that gives submissions a fixed answer that Bolt's types would not let through. */
const scripted = async (answer: object): Promise<string> => {
  const { createServer } = await import('node:http')
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const isSubmission = decodeURIComponent(body).includes('view_submission')
      response.setHeader('content-type', 'application/json')
      response.end(isSubmission ? JSON.stringify(answer) : '')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  stop = () => new Promise((done) => server.close(() => done()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}/`
}

test('an input that dispatches tells the app at once, and closing is told when asked for', async () => {
  const heard: string[] = []
  const sam = await serving((app) => {
    app.action('value', async ({ ack }) => {
      heard.push('typed')
      await ack()
    })
    app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack }) => {
      heard.push('closed')
      await ack()
    })
  })
  const dispatching = { ...aText('a', 'A'), dispatch_action: true }
  await open(aForm('1', [dispatching, aText('b', 'B')], { notify_on_close: true }))
  await sam.fill({ B: 'silent' })
  expect(heard).toEqual([])
  await sam.fill({ A: 'loud' })
  await sam.press('Cancel')
  expect(heard).toEqual(['typed', 'closed'])
})

test('a Home tab is published, kept against races, and worked in', async () => {
  const user = workspace.person('eva').id
  let pressed = 0
  await serving((app) => {
    app.event('app_home_opened', async ({ client: own, event }) => {
      await own.views.publish({ user_id: event.user, view: { type: 'home', blocks: [aButton('Accept')] } })
    })
    app.action('go', async ({ ack }) => {
      pressed += 1
      await ack()
    })
  })
  const eva = workspace.person('eva')
  expect(eva.home).toBeUndefined()
  await eva.openHome()
  expect(eva.home?.buttons).toEqual(['Accept'])
  await eva.pressHome('Accept')
  expect(pressed).toBe(1)
  const view = { type: 'home' as const, blocks: [] }
  await expect(client.views.publish({ user_id: user, hash: 'old', view })).rejects.toThrow('hash_conflict')
})

test('a message shortcut brings the message along', async () => {
  let text: unknown
  const sam = await serving((app) => {
    app.shortcut('hand_off_this_lead', async ({ ack, shortcut }) => {
      if (shortcut.type === 'message_action') text = shortcut.message.text
      await ack()
    })
  })
  const said = sam.say('Acme wants a demo', { channel: 'general' })
  await sam.messageShortcut('Hand off this lead', said)
  expect(text).toBe('Acme wants a demo')
})

test('a moment is filled in and shown by the wall clock of the person', async () => {
  const sam = await serving()
  const label = { type: 'plain_text' as const, text: 'Intro call' }
  const element = { type: 'datetimepicker' as const, action_id: 'value' }
  await open(aForm('When', [{ type: 'input', block_id: 'when', label, element }]))
  await sam.fill({ 'Intro call': '2026-11-23 10:00' })
  expect(sam.modal?.fields['Intro call']).toBe('2026-11-23 10:00')
  await sam.press('Next')
  expect(JSON.stringify(workspace.lastAck?.payload)).toContain(
    `:${Date.parse('2026-11-23T15:00:00Z') / 1000}}`,
  )
  await sam.fill({ 'Intro call': new Date('2026-11-23T16:30:00Z') })
  expect(sam.modal?.fields['Intro call']).toBe('2026-11-23 11:30')
})

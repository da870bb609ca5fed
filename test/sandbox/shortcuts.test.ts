import { afterEach, beforeEach, expect, test } from 'vitest'
import { appFromManifest } from '../../sandbox/slack/manifest.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace, httpApp } from '../support/tiny-app.ts'

const manifest = `
features:
  shortcuts:
    - { name: New handoff, type: global, callback_id: new }
    - { name: Hand off this lead, type: message, callback_id: hand_off }
    - { name: Add as evidence, type: message, callback_id: evidence }
oauth_config: { scopes: { bot: [commands, chat:write] } }
`

let workspace: Workspace

let stop: () => Promise<void> = async () => {}

let heard: unknown[] = []

beforeEach(async () => {
  heard = []
  ;({ workspace } = await aWorkspace({ app: appFromManifest(manifest) }))
  ;({ stop } = await httpApp(workspace, (app) => {
    app.shortcut('evidence', async ({ ack, shortcut, respond, client }) => {
      heard.push(shortcut)
      await ack()
      if (shortcut.type !== 'message_action') return
      await respond('Noted')
      const title = { type: 'plain_text' as const, text: 'Evidence' }
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: { type: 'modal', title, blocks: [block] },
      })
    })
  }))
})

afterEach(async () => {
  await stop()
  await workspace.close()
})

const block = { type: 'section' as const, text: { type: 'plain_text' as const, text: 'Which criterion?' } }

test('a shortcut on a message says who used it on what and where, and opens a form', async () => {
  const sam = workspace.person('sam')
  const said = workspace.person('eva').say('They have <60k> & a date', { channel: 'general' })
  const did = await sam.messageShortcut('Add as evidence', said)
  expect(did).toMatchObject({ ok: true, answer: 'Noted' })
  expect(sam.modal).toMatchObject({ title: 'Evidence', text: 'Which criterion?' })
  expect(heard).toMatchObject([
    {
      type: 'message_action',
      callback_id: 'evidence',
      message_ts: said.ts,
      message: {
        type: 'message',
        user: workspace.person('eva').id,
        ts: said.ts,
        text: 'They have &lt;60k&gt; &amp; a date',
      },
      channel: { id: workspace.channel('general').id, name: 'general' },
      user: { id: sam.id },
      team: { id: workspace.teamId },
      response_url: expect.stringContaining('http'),
      trigger_id: expect.any(String),
    },
  ])
})

test('a reply in a thread brings the root along', async () => {
  const root = workspace.person('eva').say('Acme?', { channel: 'general' })
  const reply = workspace.person('sam').say('60k', { channel: 'general', threadTs: root.ts })
  await workspace.person('sam').messageShortcut('Add as evidence', reply)
  expect(heard).toMatchObject([{ message: { ts: reply.ts, thread_ts: root.ts } }])
})

test('what a person does not see, or sees alone, offers no shortcut', async () => {
  const said = workspace.person('mia').say('Numbers', { channel: 'leadership' })
  const sam = workspace.person('sam')
  await expect(sam.messageShortcut('Add as evidence', said)).rejects.toThrow('cannot see this message')
  const open = workspace.person('eva').say('Hello', { channel: 'general' })
  await sam.messageShortcut('Add as evidence', open)
  const [only] = sam.privately
  if (only === undefined) throw new Error('nothing was said')
  await expect(sam.messageShortcut('Add as evidence', only)).rejects.toThrow('offers no shortcuts')
  await expect(sam.messageShortcut('New handoff', open)).rejects.toThrow(
    'there is: Hand off this lead, Add as evidence',
  )
})

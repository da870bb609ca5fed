import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HandClock } from '../../sandbox/clock.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aWorkspace, httpApp, socketApp } from '../support/tiny-app.ts'

/** Slack's three seconds would make slow tests; only those that wait for them use a shorter limit. */
const limit = 150

let workspace: Workspace

let clock: HandClock

let stop: () => Promise<void> = async () => {}

beforeEach(async () => {
  ;({ workspace, clock } = await aWorkspace())
})

afterEach(async () => {
  await stop()
  stop = async () => {}
  await workspace.close()
})

const serving = async (run: typeof httpApp, register: (app: App) => void) => {
  ;({ stop } = await run(workspace, register))
}

describe.each([
  ['HTTP', httpApp],
  ['Socket Mode', socketApp],
] as const)('the rule of three seconds over %s', (_name, run) => {
  beforeEach(async () => {
    await workspace.close()
    ;({ workspace, clock } = await aWorkspace({ ackLimitMs: limit }))
  })

  test('a command without an answer in time shows a timeout to the person', async () => {
    await serving(run, (app) => {
      app.command('/handoff', () => new Promise(() => {}))
    })
    const did = await workspace.person('sam').slash('/handoff')
    expect(did).toMatchObject({
      timedOut: true,
      answer: '/handoff failed with the error "operation_timeout"',
    })
    expect(workspace.lastAck?.ackMs).toBeGreaterThanOrEqual(limit - 5)
  })

  test('a submission without an answer in time leaves the modal open with a notice', async () => {
    await serving(run, (app) => {
      app.shortcut('new_handoff', async ({ ack, client, shortcut }) => {
        await ack()
        await client.views.open({
          trigger_id: shortcut.trigger_id,
          view: {
            type: 'modal',
            callback_id: 'form',
            title: { type: 'plain_text', text: 'Form' },
            submit: { type: 'plain_text', text: 'Send' },
            blocks: [{ type: 'divider' }],
          },
        })
      })
      app.view('form', () => new Promise(() => {}))
    })
    const sam = workspace.person('sam')
    await sam.shortcut('New handoff')
    const did = await sam.press('Send')
    expect(did.timedOut).toBe(true)
    expect(sam.modal).toMatchObject({ title: 'Form', notice: 'We had some trouble connecting. Try again?' })
  })
})

test('an event that was taken is not sent again', async () => {
  let attempts = 0
  await serving(httpApp, (app) => {
    app.event('app_home_opened', async () => {
      attempts += 1
    })
  })
  await workspace.person('sam').openHome()
  expect(attempts).toBe(1)
  await clock.advance(600_000)
  expect(attempts).toBe(1)
})

test('an event that nobody took comes again after a second, a minute and five', async () => {
  workspace.connect({ mode: 'http', url: 'http://127.0.0.1:1/slack/events' })
  await workspace.person('sam').openHome()
  await clock.advance(600_000)
  expect(workspace.acks.map(({ retry }) => retry?.num ?? 0)).toEqual([0, 1, 2, 3])
})

test('an event that the manifest does not ask for is not sent', async () => {
  await serving(httpApp, () => {})
  expect(await workspace.event({ type: 'reaction_added' })).toBeUndefined()
  expect(workspace.acks).toEqual([])
})

describe('signatures', () => {
  const command = 'command=%2Fhandoff&text=mine&user_id=U1&team_id=T1'

  beforeEach(() =>
    serving(httpApp, (app) => {
      app.command('/handoff', ({ ack }) => ack('fine'))
    }),
  )

  test('a raw request that is signed well is taken', async () => {
    expect(await workspace.deliver(command)).toMatchObject({ status: 200, body: 'fine' })
  })

  test('a wrong signature and an old timestamp are refused', async () => {
    expect((await workspace.deliver(command, { badSignature: true })).status).toBe(401)
    expect((await workspace.deliver(command, { timestampOffset: -600 })).status).toBe(401)
  })

  test('an earlier delivery can be sent once more', async () => {
    await workspace.person('sam').slash('/handoff mine')
    const earlier = workspace.lastAck
    if (earlier === undefined) throw new Error('nothing was sent')
    expect(await workspace.deliver(earlier)).toMatchObject({ status: 200 })
  })
})

describe('response urls', () => {
  const said = async (url: unknown, content: object) => {
    const response = await fetch(String(url), { method: 'POST', body: JSON.stringify(content) })
    const answer: unknown = await response.json()
    return { status: response.status, answer }
  }

  beforeEach(() =>
    serving(httpApp, (app) => {
      app.command('/handoff', ({ ack }) => ack())
    }),
  )

  test('an answer is private unless it says otherwise, and works five times', async () => {
    const sam = workspace.person('sam')
    await sam.slash('/handoff', { channel: 'general' })
    const url = workspace.lastAck?.payload.response_url
    expect(await said(url, { text: 'psst' })).toEqual({ status: 200, answer: { ok: true } })
    expect(sam.privately.map(({ plain }) => plain)).toEqual(['psst'])
    await said(url, { text: 'hear ye', response_type: 'in_channel' })
    expect(
      workspace
        .person('eva')
        .sees('general')
        .map(({ plain }) => plain),
    ).toEqual(['hear ye'])
    for (let use = 3; use <= 5; use += 1) await said(url, { text: String(use) })
    expect(await said(url, { text: '6' })).toMatchObject({ status: 404, answer: { error: 'used_url' } })
  })

  test('an answer is too late after half an hour', async () => {
    await workspace.person('sam').slash('/handoff')
    await clock.advance(31 * 60_000)
    expect(await said(workspace.lastAck?.payload.response_url, { text: 'x' })).toMatchObject({
      status: 404,
      answer: { error: 'expired_url' },
    })
  })
})

test('a private message is replaced and taken away by its own response url', async () => {
  const button = (text: string) => [
    {
      type: 'actions',
      elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text } }],
    },
  ]
  await serving(httpApp, (app) => {
    app.command('/handoff', ({ ack }) => ack({ text: 'Sure?', blocks: [...button('Yes')] }))
    app.action('go', async ({ ack, respond, body }) => {
      await ack()
      const isFirst = body.type === 'block_actions' && JSON.stringify(body.actions).includes('Yes')
      if (isFirst) await respond({ replace_original: true, text: 'Done', blocks: button('Hide') })
      else await respond({ delete_original: true })
    })
  })
  const sam = workspace.person('sam')
  await sam.slash('/handoff')
  const [question] = sam.privately
  if (question === undefined) throw new Error('nothing was said')
  await sam.click(question, 'Yes')
  expect(sam.privately).toMatchObject([{ buttons: ['Hide'] }])
  await sam.click(question, 'Hide')
  expect(sam.privately).toEqual([])
  expect(workspace.problems).toEqual([])
})

describe('Socket Mode', () => {
  test('the app comes back after Slack asked it to, and after the line was cut', async () => {
    await serving(socketApp, (app) => {
      app.command('/handoff', ({ ack }) => ack('here'))
    })
    const again = async () => {
      while (workspace.sockets.count > 0) await new Promise((done) => setTimeout(done, 2))
      while (workspace.sockets.count === 0) await new Promise((done) => setTimeout(done, 2))
    }
    workspace.sockets.disconnect('refresh_requested')
    await again()
    expect(await workspace.person('sam').slash('/handoff')).toMatchObject({ answer: 'here' })
    workspace.sockets.drop()
    await again()
    expect(await workspace.person('sam').slash('/handoff')).toMatchObject({ answer: 'here' })
  })

  test('without a connection a command fails at once', async () => {
    workspace.connect({ mode: 'socket' })
    expect(await workspace.person('sam').slash('/handoff')).toMatchObject({ failure: 'dispatch_failed' })
  })

  test('each payload goes to one of several connections', async () => {
    const heard: string[] = []
    const named = (name: string) => (app: App) => {
      app.command('/handoff', async ({ ack }) => {
        heard.push(name)
        await ack()
      })
    }
    const first = await socketApp(workspace, named('first'))
    await serving(socketApp, named('second'))
    for (let count = 0; count < 4; count += 1) await workspace.person('sam').slash('/handoff')
    await first.stop()
    expect(heard.toSorted()).toEqual(['first', 'first', 'second', 'second'])
  })
})

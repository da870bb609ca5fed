import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aClient, aWorkspace } from '../support/tiny-app.ts'

let workspace: Workspace

let client: WebClient

let channel: string

beforeEach(async () => {
  ;({ workspace, client } = await aWorkspace())
  channel = workspace.channel('handoffs').id
})

afterEach(() => workspace.close())

const post = () => client.chat.postMessage({ channel, text: 'x' })

const posted = () => workspace.messages(channel).length

test('a rate limit says how long to wait, for as many calls as wanted', async () => {
  workspace.faults.ratelimited(30, { method: 'chat.postMessage', times: 1 })
  await expect(post()).rejects.toMatchObject({ retryAfter: 30 })
  expect(posted()).toBe(0)
  await post()
  expect(posted()).toBe(1)
})

test('a 503 may or may not have done the work', async () => {
  workspace.faults.status(503, { times: 1 })
  await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_http_error', statusCode: 503 })
  expect(posted()).toBe(0)
  workspace.faults.status(503, { times: 1, happened: true })
  await expect(post()).rejects.toMatchObject({ statusCode: 503 })
  expect(posted()).toBe(1)
})

test('silence after the work is done looks like silence before it', async () => {
  const clear = workspace.faults.timeoutAfter({ method: 'chat.postMessage' })
  const impatient = aClient(workspace, workspace.botToken, 200)
  await expect(impatient.chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject({
    code: 'slack_webapi_request_error',
  })
  expect(posted()).toBe(1)
  expect(workspace.calls.at(-1)).toMatchObject({ ok: true, status: 0 })
  clear()
  workspace.faults.resetBefore({ times: 1 })
  await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
  workspace.faults.resetAfter({ times: 1 })
  await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
  expect(posted()).toBe(2)
})

test('only calls that match are hit', async () => {
  workspace.faults.error('channel_not_found', {
    method: 'chat.postMessage',
    when: (args) => args.text === 'bad',
  })
  await post()
  await expect(client.chat.postMessage({ channel, text: 'bad' })).rejects.toThrow('channel_not_found')
})

test('a slow answer comes', async () => {
  workspace.faults.slow(60, { times: 1 })
  const before = performance.now()
  await post()
  expect(performance.now() - before).toBeGreaterThanOrEqual(55)
})

test('a revoked token is refused until it is good again', async () => {
  const restore = workspace.faults.revoked()
  await expect(post()).rejects.toThrow('token_revoked')
  restore()
  await post()
})

test('in an outage nothing connects', async () => {
  const end = workspace.faults.outage()
  await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
  workspace.connect({ mode: 'http', url: 'http://127.0.0.1:1/slack/events' })
  expect(await workspace.person('sam').slash('/handoff')).toMatchObject({ failure: 'dispatch_failed' })
  end()
  await post()
})

import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, inject, it, vi } from 'vitest'
import { temporaryFolder } from '../support/databases.ts'
import {
  aLead,
  connect,
  type Process,
  realTimeSlack,
  settingsFor,
  startProcess,
  startReady,
  statusOf,
  submits,
  until,
} from '../support/process.ts'

// Real processes start, and keep Slack’s pace in real time; on a busy machine several of them share a core.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

/** What it left behind: how it ended, and everything it printed that is not a line of its log. */
async function ending(started: Process): Promise<{ code: number | null; said: string; logged: string[] }> {
  const { code } = await started.ended
  const logged = started
    .out()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  const loose = started
    .out()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'))
  return { code, said: [...loose, started.err()].join('\n'), logged }
}

/** What it says when it stops because its ten seconds are over and not because it has finished. */
const GAVE_UP = 'stopped while Slack had not answered'

/** Asks it to stop, and says how it ended and whether it had finished. */
async function stopping(started: Process): Promise<{ code: number | null; finished: boolean }> {
  started.signal('SIGTERM')
  const { code } = await started.ended
  return { code, finished: !started.out().includes(GAVE_UP) }
}

describe.concurrent('a start that cannot work', () => {
  it('without any settings ends with one line for each that is missing', async () => {
    const started = await startProcess({})
    expect(await ending(started)).toEqual({
      code: 1,
      said: [
        'SLACK_BOT_TOKEN is missing: the Bot User OAuth Token of your Slack app',
        'HANDOFF_CHANNEL_ID is missing: the id of the channel in which handoffs are posted',
        'SLACK_APP_TOKEN is missing: an app-level token for Socket Mode (or set SLACK_SIGNING_SECRET for HTTP mode)',
        '',
      ].join('\n'),
      logged: [],
    })
  })

  it('with wrong settings ends with one line for each, and repeats none of them', async () => {
    const started = await startProcess({
      SLACK_BOT_TOKEN: 'xoxp-secret',
      SLACK_SIGNING_SECRET: 'secret',
      DATABASE_URL: 'mysql://user:secret@host/db',
      PORT: '70000',
      HANDOFF_CHANNEL_ID: '#handoffs',
      HANDOFF_AE_IDS: 'U012ABC,eva',
    })
    expect(await ending(started)).toEqual({
      code: 1,
      said: [
        'SLACK_BOT_TOKEN must be a bot token, which begins with xoxb-',
        'SLACK_SIGNING_SECRET is too short',
        'DATABASE_URL must be file:./path/to/handoff.db or postgres://user:password@host/database',
        'PORT must be a port number',
        'HANDOFF_CHANNEL_ID must be a channel id like C012ABCDEF, not a name',
        'HANDOFF_AE_IDS must be user ids separated by commas, like U012ABCDEF',
        '',
      ].join('\n'),
      logged: [],
    })
  })

  it.each(['invalid_auth', 'token_revoked'])(
    'with a token that Slack calls %s ends with one line',
    async (code) => {
      const slack = await realTimeSlack()
      slack.faults.error(code, { method: 'auth.test' })
      const started = await startProcess(await settingsFor(slack, 'http'))
      expect(await ending(started)).toEqual({
        code: 1,
        said: `SLACK_BOT_TOKEN was refused by Slack: ${code}\n`,
        logged: [],
      })
    },
  )

  it('with an app token that Slack refuses ends with one line', async () => {
    const slack = await realTimeSlack()
    slack.faults.error('invalid_auth', { method: 'apps.connections.open' })
    const started = await startProcess(await settingsFor(slack, 'socket'))
    const { code, said } = await ending(started)
    expect([code, said]).toEqual([1, 'SLACK_APP_TOKEN was refused by Slack: invalid_auth\n'])
  })

  it('on a busy port ends with one line', async () => {
    const slack = await realTimeSlack()
    const settings = await settingsFor(slack, 'http')
    const other = createServer().listen(Number(settings.PORT), '127.0.0.1')
    await once(other, 'listening')
    const { code, said } = await ending(await startProcess(settings))
    other.close()
    expect([code, said]).toEqual([1, `PORT ${settings.PORT} cannot be used on 127.0.0.1: EADDRINUSE\n`])
  })

  it('in a channel shared with another company ends with one line', async () => {
    const slack = await realTimeSlack()
    const HANDOFF_CHANNEL_ID = slack.channel('shared-acme').id
    const started = await startProcess(await settingsFor(slack, 'http', { HANDOFF_CHANNEL_ID }))
    const { code, said } = await ending(started)
    expect([code, said]).toEqual([
      1,
      'HANDOFF_CHANNEL_ID is shared with another company; prospects may not be posted there\n',
    ])
  })

  it('on a database file that cannot be made ends with one line', async () => {
    const slack = await realTimeSlack()
    const settings = await settingsFor(slack, 'http', { DATABASE_URL: 'file:/dev/null/handoff.db' })
    const { code, said } = await ending(await startProcess(settings))
    expect([code, said]).toEqual([1, expect.stringMatching(/^DATABASE_URL cannot be opened: .+\n$/)])
  })

  it('on a PostgreSQL that is not there ends with one line that says why and keeps the password', async () => {
    const slack = await realTimeSlack()
    const DATABASE_URL = 'postgres://handoff:secret@localhost:9/handoff'
    const started = await startProcess(await settingsFor(slack, 'http', { DATABASE_URL }))
    const { code, said } = await ending(started)
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/^DATABASE_URL cannot be opened: .*ECONNREFUSED.*\n$/),
    ])
    expect(said).not.toContain('secret')
  })

  it('on a PostgreSQL with a wrong password ends with one line that keeps the password', async ({ skip }) => {
    const server = inject('postgresUrl')
    if (server === null) return skip('no PostgreSQL was found')
    const slack = await realTimeSlack()
    const url = new URL(server)
    url.password = 'not-the-secret'
    const started = await startProcess(await settingsFor(slack, 'http', { DATABASE_URL: url.href }))
    const { code, said } = await ending(started)
    expect([code, said]).toEqual([
      1,
      'DATABASE_URL cannot be opened: password authentication failed for user "postgres"\n',
    ])
  })
})

describe.concurrent('a start while Slack cannot be reached', () => {
  it('stays up, says so, and is ready once Slack is back', async () => {
    const slack = await realTimeSlack()
    const isBack = slack.faults.outage()
    const started = await startProcess(await settingsFor(slack, 'http'))
    await until('it says that Slack is away', () =>
      started.out().includes('Slack cannot be reached; trying again'),
    )
    expect([await statusOf(started, '/healthz'), await statusOf(started, '/readyz')]).toEqual([200, 503])
    isBack()
    await until('it is ready', async () => (await statusOf(started, '/readyz')) === 200)
    expect(await stopping(started)).toMatchObject({ code: 0 })
  })

  it('can be stopped like any other', async () => {
    const slack = await realTimeSlack()
    slack.faults.outage()
    const started = await startProcess(await settingsFor(slack, 'http'))
    await until('it says that Slack is away', () =>
      started.out().includes('Slack cannot be reached; trying again'),
    )
    expect(await stopping(started)).toMatchObject({ code: 0 })
  })
})

describe.concurrent('SIGTERM', () => {
  it.each(['http', 'socket'] as const)('ends it with code 0 within ten seconds in %s mode', async (mode) => {
    const slack = await realTimeSlack()
    const started = await startReady(await settingsFor(slack, mode))
    expect(await stopping(started)).toEqual({ code: 0, finished: true })
    expect(started.err()).toBe('')
  })

  it('does not wait longer than that for a Slack that says nothing', async () => {
    const slack = await realTimeSlack()
    const settings = await settingsFor(slack, 'http')
    const started = await startReady(settings)
    connect(slack, started)
    slack.faults.timeoutBefore({ method: 'chat.postMessage' })
    expect(await submits(slack, slack.person('sam'), 'lead-1', aLead('Acme Corp'))).toBe('')
    await until('it is under way', () => statesIn(settings).includes('sending'))
    expect(await stopping(started)).toEqual({ code: 0, finished: false })
  })

  it('lets what is being sent arrive, and leaves the rest for the next start', async () => {
    const slack = await realTimeSlack()
    const settings = await settingsFor(slack, 'http')
    const started = await startReady(settings)
    connect(slack, started)
    slack.faults.slow(3000, { method: 'chat.postMessage' })
    expect(await submits(slack, slack.person('sam'), 'lead-1', aLead('Acme Corp'))).toBe('')
    await until('it is under way', () => statesIn(settings).includes('sending'))
    expect(await stopping(started)).toMatchObject({ code: 0 })
    const states = statesIn(settings)
    expect(states).not.toContain('sending')
    expect(states).toContain('sent')
    expect(states).toContain('pending')
    slack.faults.clear()
    await startReady(settings)
    await until('all of it is sent', () => statesIn(settings).every((state) => state === 'sent'))
    expect(slack.messages(slack.channel('handoffs').id)).toHaveLength(2)
  })
})

it('a second process can start on the same file while the first still runs', async () => {
  const slack = await realTimeSlack()
  const settings = await settingsFor(slack, 'http')
  const first = await startReady(settings)
  const other = await settingsFor(slack, 'http', { DATABASE_URL: settings.DATABASE_URL ?? '' })
  const second = await startReady(other)
  expect([await statusOf(first, '/readyz'), await statusOf(second, '/readyz')]).toEqual([200, 200])
})

it('a start makes the folder of its database file', async () => {
  const { path, remove } = temporaryFolder()
  const slack = await realTimeSlack()
  const DATABASE_URL = `file:${join(path, 'new/folder/handoff.db')}`
  const started = await startReady(await settingsFor(slack, 'http', { DATABASE_URL }))
  expect(await stopping(started)).toMatchObject({ code: 0 })
  await remove()
})

function statesIn(settings: Record<string, string>): string[] {
  const file = new Sqlite((settings.DATABASE_URL ?? '').replace('file:', ''), { readonly: true })
  const states = file.prepare('select state from outbox').pluck().all().map(String)
  file.close()
  return states
}

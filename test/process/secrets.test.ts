import Sqlite from 'better-sqlite3'
import { describe, expect, inject, it, vi } from 'vitest'
import type { Workspace } from '../../sandbox/workspace.ts'
import { askPostgres, postgresDatabase } from '../support/databases.ts'
import {
  aLead,
  connect,
  type Lead,
  type Process,
  realTimeSlack,
  settingsFor,
  startReady,
  submits,
  submitsForm,
  until,
} from '../support/process.ts'

// Real processes start, and keep Slack’s pace in real time; on a busy machine several of them share a core.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

/** What somebody typed. The second line looks like one of a stack, which a log of errors may well want to keep. */
const TYPED = 'xyzzy one\n    at xyzzy two'

const everyField: Lead = {
  ...aLead('xyzzy company'),
  contact: 'xyzzy contact',
  email: 'xyzzy@xyzzy.example',
  title: 'xyzzy title',
  crm: 'https://xyzzy.example/lead?xyzzy=1',
  'evidence-budget': `${TYPED} and so much more`,
  'evidence-authority': `${TYPED} and so much more`,
  'evidence-timeline': `${TYPED} and so much more`,
  next_step: TYPED,
  intro: 'not_possible',
  intro_reason: 'xyzzy reason',
  promised: TYPED,
  landed: TYPED,
  avoid: TYPED,
}

describe.concurrent('the log at its most talkative', () => {
  it('holds nothing that people typed and no secret, over HTTP and with Slack in trouble', async () => {
    const slack = await realTimeSlack()
    const settings = await settingsFor(slack, 'http', { LOG_LEVEL: 'debug' })
    const started = await startReady(settings)
    connect(slack, started)
    const [sam, mia] = [slack.person('sam'), slack.person('mia')]

    slack.faults.status(500, { method: 'chat.postMessage', times: 1 })
    slack.faults.resetAfter({ method: 'chat.postMessage', times: 1 })
    expect(await submits(slack, sam, 'lead-1', everyField)).toBe('')
    expect(await submitsForm(slack, mia, 'need_info', 'lead-1', { question: TYPED })).toBe('')
    expect(await submitsForm(slack, sam, 'answer', 'lead-1', { answer: TYPED })).toBe('')
    expect(await submitsForm(slack, mia, 'decline', 'lead-1', { code: 'other', comment: TYPED })).toBe('')
    expect(await submitsForm(slack, sam, 'add_information', 'lead-1', { information: TYPED })).toBe('')

    // What Slack or a stranger may send that nobody asked for.
    slack.faults.status(500, { method: 'response_url' })
    slack.faults.status(500, { method: 'views.open' })
    await sam.slash('/handoff xyzzy')
    await sam.slash('/handoff show xyzzy')
    await sam.slash('/handoff')
    await submitsForm(slack, sam, 'no_such_form', 'xyzzy', { xyzzy: TYPED })
    await slack.deliver('payload=xyzzy').catch(() => undefined)
    await slack.deliver('{"xyzzy": "xyzzy"', {}).catch(() => undefined)
    await slack.deliver({ kind: 'events_api', payload: { xyzzy: 'xyzzy' } }).catch(() => undefined)
    await slack.deliver({ kind: 'interactive', payload: { type: 'xyzzy' } }, { badSignature: true })

    // A handler that breaks while it has all of it in its hands.
    const file = new Sqlite((settings.DATABASE_URL ?? '').replace('file:', ''))
    file.exec(
      `create trigger broken before insert on texts begin select raise(abort, 'the disk is full'); end`,
    )
    file.close()
    const anotherLead = {
      ...everyField,
      company: 'xyzzy other',
      contact: 'xyzzy other',
      email: 'xyzzy@other.example',
    }
    expect(await submits(slack, sam, 'lead-2', anotherLead)).toContain('Something went wrong')
    await until('it is logged', () => started.out().includes('a handler broke'))
    await quiet(started, slack)
  })

  it('holds no secret in Socket Mode either, when connections break', async () => {
    const slack = await realTimeSlack()
    const started = await startReady(await settingsFor(slack, 'socket', { LOG_LEVEL: 'debug' }))
    slack.connect({ mode: 'socket' })
    await slack.person('sam').slash('/handoff xyzzy')
    const isBack = slack.faults.outage()
    await until('it says so', () => started.out().includes('"from":"slack"'))
    isBack()
    await until('it is connected again', () => slack.sockets.count > 0)
    await quiet(started, slack)
  })

  it('holds nothing that people typed when PostgreSQL refuses to keep it', async ({ skip }) => {
    const server = inject('postgresUrl')
    if (server === null) return skip('no PostgreSQL was found')
    const { url, remove } = await postgresDatabase(server)
    const slack = await realTimeSlack()
    const started = await startReady(
      await settingsFor(slack, 'http', { LOG_LEVEL: 'debug', DATABASE_URL: url }),
    )
    connect(slack, started)
    await askPostgres(url, 'alter table texts add constraint broken check (body is null)')
    expect(await submits(slack, slack.person('sam'), 'lead-1', everyField)).toContain('Something went wrong')
    await until('it is logged', () => started.out().includes('a handler broke'))
    expect(started.out()).toMatch(/"error":"DrizzleQueryError 23514 at [^"]*\/dist\//)
    await quiet(started, slack, new URL(url).password)
    await remove()
  })
})

/** Stops it, and looks through everything that it ever printed. */
async function quiet(started: Process, slack: Workspace, ...more: string[]): Promise<void> {
  started.signal('SIGTERM')
  await started.ended
  const said = `${started.out()}${started.err()}`
  expect(said).toContain('Handoff is running')
  const secrets = [
    slack.botToken,
    slack.appToken,
    slack.signingSecret,
    '/response/',
    'ticket=',
    'xyzzy',
    ...more,
  ]
  const found = said
    .split('\n')
    .filter((line) => secrets.some((secret) => line.toLowerCase().includes(secret)))
  expect(found).toEqual([])
}

import pg from 'pg'
import { beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { z } from 'zod'
import type { Did } from '../../sandbox/people/person.ts'
import type { Seen } from '../../sandbox/reading/seen.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { postgresDatabase } from '../support/databases.ts'
import {
  aLead,
  builtProduct,
  connect,
  type Process,
  realTimeSlack,
  settingsFor,
  startReady,
  submits,
  until,
} from '../support/process.ts'

// Real processes start, and keep Slack’s pace in real time; on a busy machine several of them share a core.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })

const server = inject('postgresUrl')

/** What waits longer than this waits for a reason, such as the end of the time to undo. */
const SOON_MS = 5 * 60_000

describe.skipIf(server === null)('two processes on one PostgreSQL database', () => {
  beforeAll(async () => {
    await builtProduct()
  })

  it('start at once, share the work, and every click has one outcome', async () => {
    const { slack, settings, ask, remove } = await aPlace()
    const others = await settingsFor(slack, 'http', { DATABASE_URL: settings.DATABASE_URL ?? '' })
    const [one, two] = await Promise.all([startReady(settings), startReady(others)])

    // The same form reaches both, as when Slack sends it again because the first answer was lost.
    for (let lead = 1; lead <= 3; lead += 1) {
      const sdr = slack.person(lead % 2 === 0 ? 'sam' : 'nadia')
      const twice = [one, two].map((process) => {
        connect(slack, process)
        return submits(slack, sdr, `lead-${lead}`, aLead(`Company ${lead}`))
      })
      const answers = await Promise.all(twice)
      expect(answers).toContain('')
      for (const answer of answers) expect(answer).toMatch(/^$|sent already/)
    }
    await until('all cards are there', () => cards(slack).length === 3)

    // Two people click at once, each on another process.
    const mia = slack.person('mia')
    for (const card of cards(slack)) {
      const clicks = [one, two].map((process, index): Promise<Did> => {
        connect(slack, process)
        return (index === 0 ? mia : slack.person(aeOf(slack, card))).click(card, 'Accept')
      })
      await Promise.all(clicks)
    }
    // Each click is acknowledged before it is worked on, so only its effects say that it is over.
    const refusals = () => ['mia', 'eva', 'omar', 'tom'].flatMap((handle) => slack.person(handle).privately)
    await until('every click had its outcome', async () => {
      const accepted = await ask(`select version from history where action = 'accepted'`)
      return accepted.length >= 3 && refusals().length >= 3
    })
    await until(
      'all is told',
      async () =>
        (await ask(`select id from outbox where state <> 'sent' and due_at < ${Date.now() + SOON_MS}`))
          .length === 0,
    )

    const history = await ask(`select ref, string_agg(action, ',' order by history.version) as actions
      from handoffs join history on history.handoff_id = handoffs.id group by ref order by ref`)
    expect(history).toEqual([1, 2, 3].map((ref) => ({ ref, actions: 'sent,accepted' })))
    expect(cards(slack).map(numberOf).sort()).toEqual([1, 2, 3])
    for (const card of cards(slack)) {
      const ref = numberOf(card)
      expect(
        slack
          .person('ada')
          .thread(card)
          .map(({ plain }) => plain),
      ).toEqual([expect.stringContaining(`Brief H-${ref}: `), expect.stringContaining(`accepted H-${ref}`)])
    }
    const dms = ['eva', 'omar', 'tom'].flatMap((ae) => slack.person(ae).dm)
    expect(dms.map(numberOf).sort()).toEqual([1, 2, 3])
    expect(refusals()).toHaveLength(3)
    expect(await ask('select id from rulesets')).toHaveLength(1)
    await Promise.all([one, two].map(stopped))
    await remove()
  })

  it('the one that is left finds what the other was sending when it died', async () => {
    const { slack, settings, ask, remove } = await aPlace()
    const others = await settingsFor(slack, 'http', { DATABASE_URL: settings.DATABASE_URL ?? '' })
    const [doomed, left] = await Promise.all([startReady(settings), startReady(others)])
    const isFast = slack.faults.slow(5000, { method: 'chat.postMessage' })
    connect(slack, doomed)
    expect(await submits(slack, slack.person('sam'), 'lead-1', aLead('Acme Corp'))).toBe('')
    await until(
      'it is sending',
      async () => (await ask(`select id from outbox where state = 'sending'`)).length === 2,
    )
    doomed.signal('SIGKILL')
    await doomed.ended
    isFast()

    // The minute of patience with the dead process is taken away; then anything wakes the other.
    await ask(`update outbox set lease_until = 1 where state = 'sending'`)
    connect(slack, left)
    expect(await submits(slack, slack.person('nadia'), 'lead-2', aLead('Globex'))).toBe('')
    const asked = await until('the SDR is asked to look', () => {
      const calls = slack.person('sam').dm.filter(({ buttons }) => buttons.includes('Post again'))
      return calls.length === 2 && calls.map(({ plain }) => plain)
    })
    expect(asked.join('\n')).toContain('Slack did not confirm the card in the handoff channel')
    await stopped(left)
    await remove()
  })
})

it.skipIf(server === null)('a process outlives a PostgreSQL that drops all its connections', async () => {
  const { slack, settings, ask, remove } = await aPlace()
  const started = await startReady(settings)
  connect(slack, started)
  const leads = ['sam', 'nadia', 'ada'].map((handle, index) => ({
    sdr: slack.person(handle),
    id: `lead-${index}`,
  }))
  const submitAll = () => Promise.all(leads.map(({ sdr, id }) => submits(slack, sdr, id, aLead(id))))
  for (let round = 0; round < 5; round += 1) {
    const submitted = submitAll()
    for (let drop = 0; drop < 4; drop += 1)
      await ask(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`)
    await submitted
  }
  expect([started.running(), started.err()]).toEqual([true, ''])
  expect(await submitAll()).toEqual(['', '', ''])
  expect(await ask('select ref from handoffs order by ref')).toEqual([{ ref: 1 }, { ref: 2 }, { ref: 3 }])
  await stopped(started)
  await remove()
})

it.skipIf(server === null)(
  'a database that breaks while the process says what comes next does not end it',
  async () => {
    const { settings, ask, remove } = await aPlace()
    await stopped(await startReady(settings))
    await ask('alter table holidays rename to gone')
    const started = await startReady(settings)
    await until('it says so', () => started.out().includes('the next posts could not be worked out'))
    expect(started.err()).toBe('')
    await stopped(started)
    await remove()
  },
)

it.skipIf(server === null)('PostgreSQL takes a lead with characters that it cannot keep', async () => {
  const { slack, settings, ask, remove } = await aPlace()
  const started = await startReady(settings)
  connect(slack, started)
  const lead = { ...aLead('Ac\0me \ud83d Corp'), promised: 'a demo\0' }
  expect(await submits(slack, slack.person('sam'), 'lead-1', lead)).toBe('')
  expect(await ask('select company from prospects')).toEqual([
    { company: expect.stringMatching(/^Acme .*Corp$/) },
  ])
  await stopped(started)
  await remove()
})

async function aPlace() {
  const { url, remove } = await postgresDatabase(server ?? '')
  const slack = await realTimeSlack()
  slack.limits.enabled = false
  const settings = await settingsFor(slack, 'http', { DATABASE_URL: url })
  const rows = z.array(z.record(z.string(), z.unknown()))
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const answer = await client.query(sql)
    await client.end()
    return rows.parse(answer.rows)
  }
  return { slack, settings, ask, remove }
}

async function stopped(running: Process): Promise<void> {
  running.signal('SIGTERM')
  expect((await running.ended).code).toBe(0)
}

function cards(slack: Workspace): Seen[] {
  const seen = slack.person('ada').sees(slack.channel('handoffs'))
  return seen.filter(({ threadTs, isPrivate }) => !threadTs && !isPrivate)
}

/** The AE that a card is for. */
function aeOf(slack: Workspace, { mentions }: Seen): string {
  const ae = ['eva', 'omar', 'tom'].find((handle) => mentions.includes(slack.person(handle).id))
  if (!ae) throw new Error('the card is for nobody')
  return ae
}

const numberOf = ({ plain }: Seen): number => Number(/H-(\d+)/.exec(plain)?.[1])

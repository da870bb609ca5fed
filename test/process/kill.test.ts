import Sqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { PersonAtWork } from '../../sandbox/people/person.ts'
import type { Seen } from '../../sandbox/reading/seen.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import {
  aLead,
  connect,
  type Lead,
  type Process,
  pause,
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

const KILLS = 3

/** What waits longer than this waits for a reason, such as the end of the time to undo. */
const SOON_MS = 5 * 60_000

// Five workspaces side by side, because most of the time goes by in waiting for Slack's pace.
describe.concurrent('kill -9 at any moment', () => {
  it.each([1, 2, 3, 4, 5])('loses nothing and doubles nothing, story %i', story)
})

async function story(seed: number): Promise<void> {
  const roll = dice(seed)
  // One SDR for each lead: nobody can have two drafts.
  const handles = Array.from({ length: KILLS }, (_, kill) => `sdr${kill}`)
  const slack = await realTimeSlack(handles.map((handle) => ({ handle, name: `Number ${handle}` })))
  // What is looked for here is what the product loses; a limit of Slack's would only make it slower.
  slack.limits.enabled = false
  // Every post takes a moment, so that some kills fall between the post and its answer.
  slack.faults.slow(150, { method: 'chat.postMessage' })
  const settings = await settingsFor(slack, 'http')
  const file = new Records((settings.DATABASE_URL ?? '').replace('file:', ''))
  const wishes: Wish[] = []

  for (const [kill, handle] of handles.entries()) {
    const by = slack.person(handle)
    wishes.push({ id: `lead-${kill}`, by, lead: aLead(`Company ${kill}`), isSent: false })
    const doomed = await startProcess(settings)
    connect(slack, doomed)
    // The third one hardly gets the time to start; the second one is in the middle of a post.
    if (kill < 2) await until('it listens', async () => (await statusOf(doomed, '/readyz')) === 200)
    const started = Date.now()
    await Promise.all([
      submitAll(slack, wishes),
      acceptEverySecond(slack),
      killed(doomed, roll([500, 150, 600][kill] ?? 0), () => kill !== 1 || file.isSendingSince(started)),
    ])
  }

  // Whoever was interrupted does it again, as people do.
  let running = await startReady(settings)
  connect(slack, running)
  await until('everybody has sent theirs', async () => {
    await submitAll(slack, wishes)
    return wishes.every(({ isSent }) => isSent)
  })
  await stopped(running)

  // Nobody knows whether what a dead process was just sending has arrived. The product waits a minute before it says
  // so; that minute is taken out of the file here, while no process runs.
  file.run(`update outbox set lease_until = 1 where state = 'sending'`)
  running = await startReady(settings)
  connect(slack, running)
  await until('all that can be sent is sent', () => file.isAtRest())

  // The SDR of each uncertain message is asked to look, once. What is there and can be clicked is clicked, and what is
  // not there is posted again.
  const uncertain = file.rows().filter(({ state }) => state === 'uncertain')
  const calls = wishes.flatMap(({ by: sdr }) =>
    sdr.dm.filter(({ buttons }) => buttons.includes('Post again')).map((call) => ({ sdr, call })),
  )
  expect(calls).toHaveLength(uncertain.length)
  for (const { id } of uncertain) {
    const asked = calls.find(({ call }) => JSON.stringify(call.blocks).includes(`"${id}"`))
    if (!asked) throw new Error(`nobody was asked to look for ${id}`)
    const found = whereIs(slack, file, id)
    if (!found) await asked.sdr.click(asked.call, 'Post again')
    else if (found.shown.buttons.length > 0) await found.reader.click(found.shown, 'Show history')
  }
  await until('what was posted again is there', () => file.isAtRest())
  await until('every second one is accepted', async () => {
    await acceptEverySecond(slack)
    return file.handoffs().every(({ ref, version }) => version === (ref % 2 === 0 ? 2 : 1))
  })
  await until('that is told', () => file.isAtRest())

  // Every handoff once, numbered without gaps, with its history.
  const handoffs = file.handoffs()
  expect(handoffs.map(({ id }) => id).sort()).toEqual(wishes.map(({ id }) => id))
  expect(handoffs.map(({ ref }) => ref)).toEqual(wishes.map((_, index) => index + 1))
  for (const { ref, history } of handoffs) expect(history).toBe(ref % 2 === 0 ? 'sent,accepted' : 'sent')

  // Every message once.
  const refs = handoffs.map(({ ref }) => ref)
  expect(cards(slack).map(numberOf).sort(byNumber)).toEqual(refs)
  for (const card of cards(slack)) {
    const ref = numberOf(card)
    const thread = slack
      .person('ada')
      .thread(card)
      .map(({ plain }) => plain)
    const wanted = [`Brief H-${ref}: `, ...(ref % 2 === 0 ? [`Mia Ortiz accepted H-${ref}`] : [])]
    expect(thread).toEqual(wanted.map((words) => expect.stringContaining(words)))
  }
  // Whoever accepted before the AE's own card went out made that one needless.
  const needless = file.rows().filter(({ id, state }) => id.endsWith(':ae_card:1') && state === 'dropped')
  const offered = aesCards(slack).map(({ shown }) => numberOf(shown))
  expect([...new Set(offered)]).toHaveLength(offered.length)
  expect(offered.length).toBeGreaterThanOrEqual(KILLS - needless.length)

  // And what the product remembers of its messages is what is there.
  for (const { id, channel, ts, state } of file.messages()) {
    if (state === 'sent')
      expect([id, slack.state.messageAt(channel, ts ?? '')?.author]).toEqual([id, slack.botUserId])
    else
      expect([id, state, whereIs(slack, file, id)?.shown.ts]).toEqual([id, 'uncertain', expect.any(String)])
  }
  await stopped(running)
  process.stdout.write(`kill -9, story ${seed}: ${KILLS} kills, ${uncertain.length} messages uncertain\n`)
}

async function killed(doomed: Process, afterMs: number, isTime: () => boolean): Promise<void> {
  await until('it is time', isTime)
  await pause(afterMs)
  doomed.signal('SIGKILL')
  await doomed.ended
}

/** A handoff that somebody wants to send, until the product says that it has it. */
type Wish = { id: string; by: PersonAtWork; lead: Lead; isSent: boolean }

async function submitAll(slack: Workspace, wishes: Wish[]): Promise<void> {
  const waiting = wishes.filter(({ isSent }) => !isSent)
  const answers = await Promise.all(waiting.map(({ by, id, lead }) => submits(slack, by, id, lead)))
  waiting.forEach((wish, index) => {
    // Nothing, because the process was killed; or an empty answer, which closes the form.
    expect(answers[index] ?? '').toBe('')
    wish.isSent = answers[index] === ''
  })
}

/** A click on a process that is killed is lost, and the person sees that the card still offers it. */
async function acceptEverySecond(slack: Workspace): Promise<void> {
  const offered = cards(slack).filter((card) => numberOf(card) % 2 === 0 && card.buttons.includes('Accept'))
  await Promise.all(offered.map((card) => slack.person('mia').click(card, 'Accept')))
}

async function stopped(running: Process): Promise<void> {
  running.signal('SIGTERM')
  expect((await running.ended).code).toBe(0)
}

function cards(slack: Workspace): Seen[] {
  const seen = slack.person('ada').sees(slack.channel('handoffs'))
  return seen.filter(({ threadTs, isPrivate }) => !threadTs && !isPrivate)
}

type Shown = { reader: PersonAtWork; shown: Seen }

function aesCards(slack: Workspace): Shown[] {
  const aes = ['eva', 'omar', 'tom'].map((handle) => slack.person(handle))
  return aes.flatMap((reader) => reader.dm.map((shown) => ({ reader, shown })))
}

/** The message that a row of the outbox stands for, as far as anybody can see it. */
function whereIs(slack: Workspace, file: Records, id: string): Shown | undefined {
  const [handoff, role = ''] = id.split(/:(.*)/s)
  const ref = file.handoffs().find((one) => one.id === handoff)?.ref
  const reader = slack.person('ada')
  if (role.startsWith('ae_card')) return aesCards(slack).find(({ shown }) => numberOf(shown) === ref)
  const card = cards(slack).find((shown) => numberOf(shown) === ref)
  if (role === 'card') return card && { reader, shown: card }
  const words = role === 'brief' ? `Brief H-${ref}: ` : `accepted H-${ref}`
  const shown = card && reader.thread(card).find(({ plain }) => plain.includes(words))
  return shown && { reader, shown }
}

const numberOf = ({ plain }: Seen): number => Number(/H-(\d+)/.exec(plain)?.[1])

const byNumber = (a: number, b: number): number => a - b

/** Numbers that look random and are the same in every run of one seed. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const rows = z.array(z.object({ id: z.string(), state: z.string() }))

const handoffs = z.array(
  z.object({ id: z.string(), ref: z.number(), version: z.number(), history: z.string() }),
)

const messages = z.array(
  z.object({ id: z.string(), channel: z.string(), ts: z.string().nullable(), state: z.string() }),
)

/** The product's file, read from outside. */
class Records {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  run(sql: string): void {
    const file = new Sqlite(this.#path)
    file.exec(sql)
    file.close()
  }

  rows() {
    return rows.parse(this.#ask('select id, state from outbox order by id'))
  }

  /** What an earlier process left behind was claimed for a minute that began before. */
  isSendingSince(start: number): boolean {
    const claimed = `state = 'sending' and lease_until >= ${start + 60_000}`
    return this.#ask(`select id from outbox where ${claimed}`).length > 0
  }

  /** Nothing is under way, and what waits has to wait for its time or for a card of which nobody knows. */
  isAtRest(): boolean {
    const soon = Date.now() + SOON_MS
    const busy = this.#ask(`select id from outbox as one
      where state = 'sending' or (state = 'pending' and due_at < ${soon} and not exists (
        select 1 from outbox as card where card.lane = one.lane and card.place = 0 and card.state = 'uncertain'))`)
    return busy.length === 0
  }

  handoffs() {
    return handoffs.parse(
      this.#ask(`select id, ref, version, (select group_concat(action) from
        (select action from history where handoff_id = handoffs.id order by version)) as history
        from handoffs order by ref`),
    )
  }

  messages() {
    return messages.parse(
      this.#ask(`select id, channel, ts, state from messages where role not like 'undelivered%'`),
    )
  }

  #ask(sql: string): unknown[] {
    const file = new Sqlite(this.#path, { readonly: true })
    try {
      return file.prepare(sql).all()
    } finally {
      file.close()
    }
  }
}

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { desc, sql } from 'drizzle-orm'
import { readConfig } from '../src/config.ts'
import { type Running, startHandoff } from '../src/start.ts'
import { openDatabase } from '../src/store/open.ts'
import { HandClock } from './clock.ts'
import { backstageOf } from './desk/backstage.ts'
import { type ServedPage, servePage } from './desk/server.ts'
import { PatientClock } from './history/patient.ts'
import { beginningOf, WEEKS } from './history/plans.ts'
import { playHistory } from './history/play.ts'
import { COMPANY_ZONE, visitorsMorning } from './moments.ts'
import { appFromManifest } from './slack/manifest.ts'
import { keepMessages } from './slack/memory.ts'
import { startWorkspace, type Workspace } from './workspace.ts'

export type Sandbox = {
  slack: Workspace
  running: Running
  clock: HandClock
  page: ServedPage
  close(): Promise<void>
}

type Wanted = {
  /** When the visitor comes; a recent Wednesday morning unless said. */
  at?: Date | undefined
  /** Without the history. */
  empty?: boolean
  /** A file that keeps the handoffs from one start to the next. */
  db?: string | undefined
  port: number
  say: (words: string) => void
}

const TICK_MS = 5 * 60_000

/** The whole product on one machine: the real app with a clock that can be moved, and a Slack that lives in this process. */
export async function startSandbox(wanted: Wanted): Promise<Sandbox> {
  const { say } = wanted
  const earlier = wanted.db === undefined ? undefined : await lastChangeIn(wanted.db)
  const arrives = wanted.at ?? (earlier ? latest(new Date(), earlier) : visitorsMorning(new Date()))
  const hasHistory = !wanted.empty && earlier === undefined
  const clock = new HandClock(hasHistory ? beginningOf(arrives) : arrives)
  const patient = new PatientClock(clock)
  const manifest = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')
  const slack = await startWorkspace({ clock, app: appFromManifest(manifest), quietRounds: 1 })
  const keep = wanted.db === undefined ? () => undefined : keepMessages(slack, `${wanted.db}.messages.json`)
  const running = await startHandoff({
    config: configFor(slack, wanted.db),
    clock: patient,
    newId: randomUUID,
    log: {
      info: () => undefined,
      warn: (facts, words) => say(`warning: ${words} ${JSON.stringify(facts)}`),
      error: (facts, words) => say(`error: ${words} ${JSON.stringify(facts)}`),
    },
    wallClock: () => new Date(),
    onFatal: (reason) => say(`stopped: ${reason}`),
  })
  slack.connect({ mode: 'socket' })
  clock.settlesWith(() => running.idle())
  if (hasHistory) await tellHistory()
  patient.flows()
  const stopFlowing = clock.run()
  const stopTicking = keepTicking(clock, running)
  const page = await servePage(slack, { port: wanted.port, backstage: backstageOf(running.bot, slack) })
  return {
    slack,
    running,
    clock,
    page,
    async close() {
      stopTicking()
      stopFlowing()
      await page.close()
      await running.stop()
      keep()
      await slack.close()
    },
  }

  async function tellHistory(): Promise<void> {
    say(`Playing ${WEEKS} weeks of history …`)
    const began = performance.now()
    slack.limits.enabled = false
    await playHistory(running, clock, patient, arrives)
    slack.limits.enabled = true
    const { handoffs } = running.bot.db.tables
    const [row] = await running.bot.db.read.select({ n: sql`count(*)`.mapWith(Number) }).from(handoffs)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    say(`${row?.n ?? 0} handoffs and ${slack.state.messages.length} messages in ${seconds} s.`)
  }
}

/** By the clock that can be moved, on every fifth minute of it: a skipped day is lived through in order. */
function keepTicking(clock: HandClock, running: Running): () => void {
  let isOver = false
  const plan = () => {
    clock.after(TICK_MS - (clock.now().getTime() % TICK_MS), () => {
      if (!isOver) void running.tick().finally(plan)
    })
  }
  plan()
  return () => {
    isOver = true
  }
}

function configFor(slack: Workspace, db: string | undefined) {
  const ids = (...names: string[]) => names.map((name) => slack.person(name).id).join(',')
  const read = readConfig({
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: db ? `file:${db}` : ':memory:',
    PORT: '0',
    HOST: '127.0.0.1',
    HANDOFF_CHANNEL_ID: slack.channel('handoffs').id,
    LEADERSHIP_CHANNEL_ID: slack.channel('leadership').id,
    STUCK_CHANNEL_ID: slack.channel('leadership').id,
    HANDOFF_TIMEZONE: COMPANY_ZONE,
    HANDOFF_SDR_IDS: ids('sam', 'nadia'),
    HANDOFF_AE_IDS: ids('eva', 'omar', 'tom'),
    HANDOFF_MANAGER_IDS: ids('mia'),
    HANDOFF_ADMIN_IDS: ids('ada'),
  })
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return read.config
}

/** When something last happened in a kept file; nothing in a new one. Its clock never runs backwards. */
async function lastChangeIn(file: string): Promise<Date | undefined> {
  const db = await openDatabase({ kind: 'sqlite', path: file }, { onLost: () => undefined })
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ at: handoffs.changedAt })
    .from(handoffs)
    .orderBy(desc(handoffs.changedAt))
    .limit(1)
  await db.close()
  return row?.at
}

const latest = (a: Date, b: Date): Date => (a > b ? a : b)

import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { HandClock } from '../../sandbox/clock.ts'
import { PatientClock } from '../../sandbox/history/patient.ts'
import { defaultPeople, type PersonSpec } from '../../sandbox/people/cast.ts'
import type { PersonAtWork } from '../../sandbox/people/person.ts'
import type { Seen } from '../../sandbox/reading/seen.ts'
import { appFromManifest } from '../../sandbox/slack/manifest.ts'
import { startWorkspace, type Workspace } from '../../sandbox/workspace.ts'
import type { Log } from '../../src/bot.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, startHandoff } from '../../src/start.ts'
import { earliest, latest, nextForDelivery, nextForJobs } from './due.ts'

/** Friday 20 November 2026, 11:00 in New York, where Sam works; 17:00 in Stockholm, where Eva does. */
const FRIDAY = new Date('2026-11-20T16:00:00Z')

export type World = {
  slack: Workspace
  clock: HandClock
  running: Running
  logged: { level: string; facts: object; words: string }[]
  /** Every read and write of the product since it started. */
  statements: string[]
  sam: PersonAtWork
  nadia: PersonAtWork
  eva: PersonAtWork
  omar: PersonAtWork
  tom: PersonAtWork
  mia: PersonAtWork
  ada: PersonAtWork
  /** Lets everything that was set off come to rest, with the few seconds that Slack's pace takes. */
  settle(): Promise<void>
  /** Lives through the time until then, with the jobs running every half hour in which they find something. */
  liveUntil(moment: Date): Promise<void>
  /** Lets the time until then pass without the jobs; messages that wait for their moment go out at it. */
  waitUntil(moment: Date): Promise<void>
  wait(ms: number): Promise<void>
  /** The handoff cards in the channel, oldest first. */
  cards(): Seen[]
  card(): Seen
  thread(): string[]
  restart(): Promise<void>
}

const HALF_HOUR = 30 * 60_000

const halfHourFrom = (at: Date): Date => new Date(Math.ceil(at.getTime() / HALF_HOUR) * HALF_HOUR)

type Options = {
  mode?: 'http' | 'socket'
  env?: Record<string, string>
  at?: Date
  databaseUrl?: string
  /** Who works there besides the usual ones. */
  others?: PersonSpec[]
  /** Slack's three seconds, unless a story is not about them and a busy machine may take longer. */
  ackLimitMs?: number
}

/** The real app, composed as in production, in a Slack workspace of its own. */
export async function aWorld({
  mode = 'http',
  env = {},
  at = FRIDAY,
  databaseUrl = ':memory:',
  others = [],
  ackLimitMs = 3000,
}: Options = {}): Promise<World> {
  const clock = new HandClock(at)
  const patient = new PatientClock(clock)
  patient.flows()
  const manifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
  const slack = await startWorkspace({
    clock,
    app: appFromManifest(manifest),
    people: [...defaultPeople, ...others],
    quietRounds: 3,
    ackLimitMs,
  })
  const ids = (...names: string[]) => names.map((name) => slack.person(name).id).join(',')
  const logged: World['logged'] = []
  const statements: string[] = []
  const log = (level: string) => (facts: object, words: string) => logged.push({ level, facts, words })
  const read = readConfig({
    SLACK_BOT_TOKEN: slack.botToken,
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: databaseUrl,
    PORT: '0',
    HOST: '127.0.0.1',
    HANDOFF_CHANNEL_ID: slack.channel('handoffs').id,
    LEADERSHIP_CHANNEL_ID: slack.channel('leadership').id,
    STUCK_CHANNEL_ID: slack.channel('leadership').id,
    HANDOFF_TIMEZONE: 'America/New_York',
    HANDOFF_AE_IDS: ids('eva', 'omar', 'tom'),
    HANDOFF_MANAGER_IDS: ids('mia'),
    HANDOFF_ADMIN_IDS: ids('ada'),
    ...env,
  })
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  const { config } = read
  const start = () =>
    startHandoff({
      config,
      clock: patient,
      newId: randomUUID,
      log: { info: log('info'), warn: log('warn'), error: log('error') } satisfies Log,
      wallClock: () => new Date(),
      onStatement: (statement) => statements.push(statement),
      onFatal: (reason) => logged.push({ level: 'fatal', facts: {}, words: reason }),
    })
  const connect = (port: number) =>
    slack.connect(mode === 'socket' ? { mode } : { mode, url: `http://127.0.0.1:${port}/slack/events` })
  let running = await start()
  connect(running.port)
  clock.settlesWith(() => running.idle())
  const channel = slack.channel('handoffs')
  const world: World = {
    slack,
    clock,
    get running() {
      return running
    },
    logged,
    statements,
    sam: slack.person('sam'),
    nadia: slack.person('nadia'),
    eva: slack.person('eva'),
    omar: slack.person('omar'),
    tom: slack.person('tom'),
    mia: slack.person('mia'),
    ada: slack.person('ada'),
    async settle() {
      await slack.idle()
      await running.idle()
      await clock.advance(5000)
      await slack.idle()
    },
    async liveUntil(moment) {
      await world.settle()
      while (clock.now() < moment) {
        const soonest = new Date(clock.now().getTime() + 1)
        const due = latest(await nextForJobs(running.bot), soonest)
        await world.waitUntil(earliest(halfHourFrom(due), moment))
        await running.tick()
        await running.idle()
      }
      await world.settle()
    },
    wait: (ms) => world.waitUntil(new Date(clock.now().getTime() + ms)),
    async waitUntil(moment) {
      patient.jumps()
      while (clock.now() < moment) {
        await clock.to(earliest((await nextForDelivery(running.bot)) ?? moment, moment))
        patient.release()
        await running.idle()
      }
      patient.flows()
    },
    cards: () =>
      slack
        .person('ada')
        .sees(channel)
        .filter(({ threadTs, isPrivate }) => !threadTs && !isPrivate),
    card() {
      const card = world.cards().at(-1)
      if (!card) throw new Error('there is no card')
      return card
    },
    thread: () =>
      slack
        .person('ada')
        .thread(world.card())
        .map(({ plain }) => plain),
    async restart() {
      await running.stop()
      running = await start()
      connect(running.port)
    },
  }
  onTestFinished(async () => {
    await running.stop()
    await slack.close()
  })
  return world
}

export const ACME = {
  who: {
    Company: 'Acme Corp',
    'Contact name': 'Dana Whitfield',
    'Contact title': 'VP Operations',
    'Contact email': 'dana@acme.example',
  },
  qualification: {
    Budget: 'Confirmed',
    'Budget evidence': '60k approved for Q1, says Dana',
    Authority: 'Pending',
    'Authority evidence': 'Dana decides, CIO still to confirm',
    Timeline: 'Confirmed',
    'Timeline evidence': 'Live by March, contract ends then',
  },
  handover: {
    'Next step': 'Send the security questionnaire',
    'Next step date': '2026-11-24',
    'Intro call': 'Sequential',
  },
}

/** Somebody hands off a lead through the form, as they would. */
export async function handsOff(
  world: World,
  person: PersonAtWork,
  lead: { ae?: string; who?: object; qualification?: object; handover?: object } = {},
): Promise<void> {
  await person.slash('/handoff')
  await person.fill({ ...ACME.who, ...lead.who, ...(lead.ae ? { 'Account executive': lead.ae } : {}) })
  await person.press('Next')
  await goesOnAnyway(person)
  await person.fill({ ...ACME.qualification, ...lead.qualification })
  await person.press('Next')
  await person.fill({ ...ACME.handover, ...lead.handover })
  await person.press('Send handoff')
  await world.settle()
}

/** Most stories hand off one company several times; its SDR says why when they are told so. */
async function goesOnAnyway(person: PersonAtWork): Promise<void> {
  if (!person.modal?.labels.includes('Reason')) return
  await person.fill({ Reason: 'This is something new' })
  await person.press('Next')
}

/** What Slack last sent to the app of this kind, to be sent once more. */
export function lastSent({ slack }: World, type: 'view_submission' | 'block_actions') {
  const sent = slack.acks.filter(({ payload }) => payload.type === type).at(-1)
  if (!sent) throw new Error(`no ${type} was sent`)
  return sent
}

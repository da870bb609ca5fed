import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'
import { Server } from 'node:http'
import { HandClock } from '../../sandbox/clock.ts'
import { defaultPeople, type PersonSpec } from '../../sandbox/people/cast.ts'
import { appFromManifest } from '../../sandbox/slack/manifest.ts'
import { startWorkspace, type Workspace } from '../../sandbox/workspace.ts'

/** Friday 20 November 2026, 11:00 in New York: an hour at which everybody works and nothing is posted. */
export const FRIDAY = new Date('2026-11-20T16:00:00Z')

export const ZONE = 'America/New_York'

/**
 * A server of Node's ends a connection after five idle seconds, and whoever was too busy to notice fails with the next
 * request. The bench wants to see how long that busyness took, so its Slack is more patient.
 */
const KEEP_ALIVE_MS = 600_000

subscribe('http.server.request.start', (started) => {
  const server = typeof started === 'object' && started && 'server' in started ? started.server : undefined
  if (server instanceof Server) server.keepAliveTimeout = KEEP_ALIVE_MS
})

const somebody = (kind: string, count: number): PersonSpec[] =>
  Array.from({ length: count }, (_, place) => ({
    handle: `${kind}${place}`,
    name: `${kind.toUpperCase()} Number${place}`,
  }))

/** Who works there besides the usual ones. */
export const SDRS = somebody('sdr', 39)

export const AES = somebody('ae', 40)

/** A workspace whose time stands still, for a product in this process. */
export function slackAt(moment: Date): Promise<Workspace> {
  return workspace(new HandClock(moment))
}

/** A workspace that lives now, for a product that is a process of its own. */
export function slackNow(): Promise<Workspace> {
  const clock = new HandClock(new Date())
  clock.run()
  return workspace(clock)
}

function workspace(clock: HandClock): Promise<Workspace> {
  const manifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8')
  const people = [...defaultPeople, ...SDRS, ...AES]
  return startWorkspace({ clock, app: appFromManifest(manifest), people, quietRounds: 3 })
}

/** The settings that connect the product to this workspace over HTTP, as its environment would hold them. */
export function settingsFor(slack: Workspace, database: string, port: number): Record<string, string> {
  const ids = (...handles: string[]) => handles.map((handle) => slack.person(handle).id).join(',')
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: database,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    HANDOFF_CHANNEL_ID: slack.channel('handoffs').id,
    LEADERSHIP_CHANNEL_ID: slack.channel('leadership').id,
    HANDOFF_TIMEZONE: ZONE,
    HANDOFF_AE_IDS: ids('eva', 'omar', 'tom'),
    HANDOFF_MANAGER_IDS: ids('mia'),
    HANDOFF_ADMIN_IDS: ids('ada'),
  }
}

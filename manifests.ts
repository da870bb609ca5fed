import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppsManifestCreateArguments } from '@slack/web-api'
import { Document, isScalar } from 'yaml'
import { scopes } from './src/scopes.ts'

/** Slack's own types: a misspelt scope, event or setting does not compile. */
export type Manifest = AppsManifestCreateArguments['manifest']

type BotEvents = NonNullable<
  NonNullable<NonNullable<Manifest['settings']>['event_subscriptions']>['bot_events']
>

type Mode = 'socket' | 'http'

interface Reasoned<Name extends string> {
  readonly name: Name
  readonly why: string
}

/** Why each event is subscribed to. None of them needs a scope, and none carries a message. */
const events: readonly Reasoned<BotEvents[number]>[] = [
  { name: 'app_home_opened', why: 'Draw the Home tab of whoever opens it.' },
  { name: 'app_uninstalled', why: 'Say so in the log and stop, because nothing can be delivered any more.' },
  { name: 'tokens_revoked', why: 'The same, when only the token was taken away.' },
]

/** Slack wants one address in three places; whoever installs over HTTP replaces this host in all of them. */
export const httpUrl = 'https://handoff.example.com/slack/events'

const files: Record<Mode, string> = { socket: 'manifest.yml', http: 'manifest.http.yml' }

const introductions: Record<Mode, string> = {
  socket: ` The Slack app of Handoff, for Socket Mode: Slack needs no address to reach you.
 Paste it at https://api.slack.com/apps under "Create New App", "From a manifest". The app-level token
 (connections:write) is not part of a manifest; create it afterwards under "Basic Information".
 Written by "npm run manifests": change manifests.ts instead of this file.`,
  http: ` The Slack app of Handoff, for HTTP: Slack calls your server.
 Replace handoff.example.com by your own host, everywhere the same, then paste this at https://api.slack.com/apps
 under "Create New App", "From a manifest". Start Handoff with the signing secret from "Basic Information", and
 only then let Slack verify the address under "Event Subscriptions": it expects an answer at once.
 Written by "npm run manifests": change manifests.ts instead of this file.`,
}

export function manifest(mode: Mode): Manifest {
  const address = mode === 'http' ? httpUrl : undefined
  return {
    display_information: {
      name: 'Handoff',
      description: 'Makes the handoff from SDR to AE hold: qualified, introduced and owned.',
      long_description:
        'Handoff turns the moment a lead passes from SDR to AE into a checkpoint: written qualification criteria, ' +
        'an introduction with both people on the call, and one owner who answers and follows up in time. ' +
        'It runs on your own server and does not read your messages.',
    },
    features: {
      // People write to each other in the thread, never to the bot, and the bot has no permission to read it.
      app_home: {
        home_tab_enabled: true,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: true,
      },
      bot_user: { display_name: 'Handoff', always_online: true },
      shortcuts: [
        {
          name: 'New handoff',
          type: 'global',
          callback_id: 'new_handoff',
          description: 'Hand a qualified lead to an account executive',
        },
        {
          name: 'Hand off this lead',
          type: 'message',
          callback_id: 'hand_off_message',
          description: 'Hand off the lead that this message is about',
        },
      ],
      slash_commands: [
        {
          command: '/handoff',
          ...(address && { url: address }),
          description: 'Hand off a lead, or see where your handoffs stand',
          usage_hint: 'mine · show H-42 · find TEXT · stuck · digest · prefs · help',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: scopes.map(({ name }) => name) } },
    settings: {
      event_subscriptions: {
        ...(address && { request_url: address }),
        bot_events: events.map(({ name }) => name),
      },
      interactivity: { is_enabled: true, ...(address && { request_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: mode === 'socket',
      // Slack cannot turn rotation off again, and a token in the environment has nowhere to rotate to.
      token_rotation_enabled: false,
    },
  }
}

export function manifestFile(mode: Mode): { name: string; text: string } {
  const document = new Document(manifest(mode))
  document.commentBefore = introductions[mode]
  explain(document, ['oauth_config', 'scopes', 'bot'], scopes)
  explain(document, ['settings', 'event_subscriptions', 'bot_events'], events)
  return { name: files[mode], text: document.toString({ lineWidth: 0 }) }
}

/** Puts its reason above each entry of a list, where whoever approves the app reads it. */
function explain(document: Document, path: string[], entries: readonly Reasoned<string>[]): void {
  for (const [index, { why }] of entries.entries()) {
    const item = document.getIn([...path, index], true)
    if (!isScalar(item)) throw new Error(`The manifest has no entry ${index} at ${path.join('.')}`)
    item.commentBefore = ` ${why}`
  }
}

/** Slack's page for a new app with the manifest already in it: one click instead of a file to paste. */
export function newAppUrl(): string {
  return `https://api.slack.com/apps?new_app=1&manifest_json=${encodeURIComponent(JSON.stringify(manifest('socket')))}`
}

/** The documents that hold the link; it is long, so nobody should have to keep it current by hand. */
const linked = ['README.md', 'docs/install.md']

const LINK = /https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_json=[^)\s]*/g

/** The Slack command line tool reads the manifest from this file only. */
function manifestJson(): { name: string; text: string } {
  return { name: 'manifest.json', text: `${JSON.stringify(manifest('socket'), null, 2)}\n` }
}

if (process.argv[1] === import.meta.filename) {
  for (const { name, text } of [manifestFile('socket'), manifestFile('http'), manifestJson()]) {
    writeFileSync(join(import.meta.dirname, name), text)
    process.stdout.write(`Wrote ${name}\n`)
  }
  for (const name of linked) {
    const path = join(import.meta.dirname, name)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(LINK, newAppUrl()))
  }
}

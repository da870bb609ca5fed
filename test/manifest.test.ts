import { execSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv, type SchemaObject } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { httpUrl, type Manifest, manifest, manifestFile, newAppUrl } from '../manifests.ts'
import { COMMAND, messageShortcuts, shortcuts, words } from '../src/commands/index.ts'
import { scopes } from '../src/scopes.ts'

const root = join(import.meta.dirname, '..')

const read = (name: string) => readFileSync(join(root, name), 'utf8')

const schema: SchemaObject = JSON.parse(read('test/support/slack-manifest.schema.json'))

const isValid = new Ajv({ allErrors: true }).compile(schema)

function schemaErrors(value: unknown): string[] {
  if (isValid(value)) return []
  return (isValid.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
}

/** Slack refuses these when the app is saved, and no schema can say them: they join settings in three places. */
function unreachable({ features, settings }: Manifest): string[] {
  if (settings?.socket_mode_enabled) return []
  const found: string[] = []
  if (settings?.event_subscriptions?.bot_events?.length && !settings.event_subscriptions.request_url) {
    found.push('events have no request URL')
  }
  if (settings?.interactivity?.is_enabled && !settings.interactivity.request_url) {
    found.push('interactivity has no request URL')
  }
  for (const { command, url } of features?.slash_commands ?? []) {
    if (!url) found.push(`${command} has no URL`)
  }
  return found
}

describe.each([
  ['manifest.yml', 'socket'],
  ['manifest.http.yml', 'http'],
] as const)('%s', (name, mode) => {
  const text = read(name)
  const parsed: Manifest = parse(text)

  it('is what the generator writes; after a change run "npm run manifests"', () => {
    expect(manifestFile(mode)).toEqual({ name, text })
  })

  it('says the same once its comments are gone', () => {
    expect(parsed).toEqual(manifest(mode))
  })

  it('keeps within the limits that Slack documents', () => {
    expect(schemaErrors(parsed)).toEqual([])
  })

  it('gives Slack a way to deliver every event, click and command', () => {
    expect(unreachable(parsed)).toEqual([])
  })

  it('asks for the least scopes, each with its reason above it', () => {
    expect(parsed.oauth_config?.scopes).toEqual({
      bot: ['commands', 'chat:write', 'users:read', 'channels:read', 'files:write', 'groups:read'],
    })
    for (const scope of scopes) {
      expect(scope.why).toMatch(/^[A-Z].{20,}\.$/)
      expect(text).toContain(`# ${scope.why}\n      - ${scope.name}\n`)
    }
  })

  it('asks for nothing that would let the bot read messages', () => {
    expect(text).not.toMatch(/- \w+:history|- message\b|- app_mention/)
    expect(parsed.oauth_config?.scopes?.user).toBeUndefined()
  })
})

describe('the two manifests', () => {
  it('differ only in Socket Mode and in the one address that HTTP needs everywhere', () => {
    const withoutAddress = JSON.stringify(manifest('http'), (key, value) =>
      key === 'url' || key === 'request_url' ? undefined : value,
    )
    expect(
      JSON.parse(withoutAddress.replace('"socket_mode_enabled":false', '"socket_mode_enabled":true')),
    ).toEqual(manifest('socket'))
  })

  it('name the same address for commands, clicks and events over HTTP', () => {
    const addresses = read('manifest.http.yml').match(/https:\/\/\S+\/slack\/\S+/g)
    expect(addresses).toEqual([httpUrl, httpUrl, httpUrl])
  })

  it('name no address in Socket Mode', () => {
    expect(read('manifest.yml')).not.toMatch(/\burl:/)
  })
})

describe('the checks themselves', () => {
  it('refuse a shortcut name that Slack would cut', () => {
    const wrong = structuredClone(manifest('socket'))
    for (const shortcut of wrong.features?.shortcuts ?? []) shortcut.name = 'Hand this qualified lead off'
    expect(schemaErrors(wrong)).toEqual([
      '/features/shortcuts/0/name must NOT have more than 24 characters',
      '/features/shortcuts/1/name must NOT have more than 24 characters',
    ])
  })

  it('refuse a setting whose limits nobody wrote down', () => {
    const wrong = { ...manifest('socket'), workflows: {} }
    expect(schemaErrors(wrong)).toEqual([' must NOT have additional properties'])
  })

  it('refuse HTTP without addresses', () => {
    const wrong = structuredClone(manifest('socket'))
    wrong.settings = { ...wrong.settings, socket_mode_enabled: false }
    expect(unreachable(wrong)).toEqual([
      'events have no request URL',
      'interactivity has no request URL',
      '/handoff has no URL',
    ])
  })
})

describe('what people can call', () => {
  const { features } = parse(read('manifest.yml'))

  it('is one command, whose hint names only words that the routing table has', () => {
    expect(features.slash_commands.map(({ command }: { command: string }) => command)).toEqual([COMMAND])
    const hinted = features.slash_commands[0].usage_hint.split(' · ')
    const known = words.map(({ usage }) => usage)
    expect(hinted.filter((hint: string) => !known.includes(hint))).toEqual([])
  })

  it('is every shortcut of the routing table, and no other', () => {
    const offered = features.shortcuts.map(({ callback_id }: { callback_id: string }) => callback_id)
    expect(offered).toEqual([...Object.keys(shortcuts), ...Object.keys(messageShortcuts)])
  })
})

describe('the Slack command line tool', () => {
  const hooks: { hooks: Record<string, string> } = JSON.parse(read('.slack/hooks.json'))
  const run = (command: string) => execSync(command, { cwd: root, encoding: 'utf8' })

  it('is told how to run the app, and what Slack should know of it', () => {
    const told: { hooks: Record<string, string> } = JSON.parse(run(hooks.hooks['get-hooks'] ?? ''))
    expect(told.hooks.start).toContain('slack-cli-start')
    expect(JSON.parse(run(told.hooks['get-manifest'] ?? ''))).toEqual(manifest('socket'))
  })

  it('starts what the build makes', () => {
    const { main, scripts }: { main: string; scripts: { start: string } } = JSON.parse(read('package.json'))
    expect(scripts.start).toContain(main)
  })
})

describe('the link that makes the app with one click', () => {
  it.each(['README.md', 'docs/install.md'])('holds the manifest of today in %s', (page) => {
    expect(read(page)).toContain(newAppUrl())
  })

  it('is short enough for every browser', () => {
    expect(newAppUrl().length).toBeLessThan(8000)
  })
})

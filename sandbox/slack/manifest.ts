import { parse } from 'yaml'
import { type Fields, fieldsOf, listOf, recordsOf, textOf } from '../json.ts'

export interface ShortcutSpec {
  name: string
  type: 'global' | 'message'
  callbackId: string
}

/** What Slack knows of the app: the part of its manifest that shapes what people can do with it. */
export interface AppSpec {
  /** `hint` is what Slack shows beside a command while somebody types it. */
  commands: { command: string; hint: string; shouldEscape: boolean }[]
  shortcuts: ShortcutSpec[]
  scopes: string[]
  events: string[]
  home: boolean
}

export const defaultApp: AppSpec = {
  commands: [{ command: '/handoff', hint: '', shouldEscape: false }],
  shortcuts: [
    { name: 'New handoff', type: 'global', callbackId: 'new_handoff' },
    { name: 'Hand off this lead', type: 'message', callbackId: 'hand_off_this_lead' },
  ],
  scopes: ['commands', 'chat:write', 'users:read', 'channels:read', 'groups:read', 'files:write'],
  events: ['app_home_opened', 'app_uninstalled', 'tokens_revoked'],
  home: true,
}

const strings = (value: unknown): string[] => listOf(value).map(textOf)

/** Reads an app manifest, so that the sandbox offers exactly what the real workspace would. */
export const appFromManifest = (yaml: string): AppSpec => {
  const manifest: Fields = fieldsOf(parse(yaml))
  const features = fieldsOf(manifest.features)
  const events = fieldsOf(fieldsOf(manifest.settings).event_subscriptions)
  return {
    commands: recordsOf(features.slash_commands).map(({ command, usage_hint, should_escape }) => ({
      command: textOf(command),
      hint: textOf(usage_hint),
      shouldEscape: should_escape === true,
    })),
    shortcuts: recordsOf(features.shortcuts).map(({ name, type, callback_id }) => ({
      name: textOf(name),
      type: type === 'message' ? 'message' : 'global',
      callbackId: textOf(callback_id),
    })),
    scopes: strings(fieldsOf(fieldsOf(manifest.oauth_config).scopes).bot),
    events: strings(events.bot_events),
    home: fieldsOf(features.app_home).home_tab_enabled === true,
  }
}

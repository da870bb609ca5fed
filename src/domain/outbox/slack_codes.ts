/**
 * What a refusal of Slack's says about a message:
 * - `wait`: not posted, Slack says when to come back
 * - `again`: certainly not posted, worth another try
 * - `unknown`: it may have been posted, so it must not be repeated blindly
 * - `gone`: the place or the person is gone; somebody has to help
 * - `token`: Slack no longer knows us
 * - `refused`: not posted, and trying the same again is useless
 */
export type FailureKind = 'wait' | 'again' | 'unknown' | 'gone' | 'token' | 'refused'

const INVITE = (channel: string) => `Invite @Handoff to ${channel}.`

const UNARCHIVE = (channel: string) =>
  `${channel.charAt(0).toUpperCase()}${channel.slice(1)} is archived: unarchive it, or set another one.`

const LEFT = 'The person has left: reassign their leads.'

const NEW_TOKEN = 'Put a new bot token into the configuration and start again.'

type Code = { kind: FailureKind; remedy?: string | ((channel: string) => string) }

/** Every code of Slack's that means more to us than "no", with what somebody can do about it. */
const CODES = {
  ratelimited: { kind: 'wait' },
  rate_limited: { kind: 'wait' },
  account_inactive: { kind: 'token', remedy: LEFT },
  invalid_auth: { kind: 'token', remedy: NEW_TOKEN },
  not_authed: { kind: 'token', remedy: NEW_TOKEN },
  token_expired: { kind: 'token', remedy: NEW_TOKEN },
  token_revoked: { kind: 'token', remedy: NEW_TOKEN },
  account_inactive_user: { kind: 'gone', remedy: LEFT },
  cannot_dm_bot: { kind: 'gone' },
  cant_update_message: { kind: 'gone' },
  channel_is_archived: { kind: 'gone', remedy: UNARCHIVE },
  channel_not_found: { kind: 'gone', remedy: INVITE },
  edit_window_closed: { kind: 'gone' },
  is_archived: { kind: 'gone', remedy: UNARCHIVE },
  is_inactive: { kind: 'gone' },
  message_not_found: { kind: 'gone', remedy: 'Somebody deleted it.' },
  messages_tab_disabled: { kind: 'gone', remedy: 'Switch on the Messages tab of the Slack app.' },
  not_in_channel: { kind: 'gone', remedy: INVITE },
  restricted_action: { kind: 'gone' },
  restricted_action_read_only_channel: { kind: 'gone' },
  restricted_action_thread_only_channel: { kind: 'gone' },
  team_access_not_granted: { kind: 'gone' },
  thread_not_found: { kind: 'gone' },
  user_disabled: { kind: 'gone', remedy: LEFT },
  user_not_found: { kind: 'gone' },
  missing_scope: {
    kind: 'refused',
    remedy: 'Re-install the app from its manifest, which lists the permissions.',
  },
  // Slack's own words: some of the work may have been done.
  fatal_error: { kind: 'unknown' },
  internal_error: { kind: 'unknown' },
  request_timeout: { kind: 'unknown' },
  service_unavailable: { kind: 'unknown' },
  // What answered was a proxy's page and not Slack.
  not_slack: { kind: 'unknown' },
  // The request never left, so nothing can have been posted.
  ECONNREFUSED: { kind: 'again' },
  ENOTFOUND: { kind: 'again' },
  EAI_AGAIN: { kind: 'again' },
  ENETUNREACH: { kind: 'again' },
  EHOSTUNREACH: { kind: 'again' },
  UND_ERR_CONNECT_TIMEOUT: { kind: 'again' },
} as const satisfies Record<string, Code>

const codes = new Map<string, Code>(Object.entries(CODES))

/** Of a code that Slack gave, or of one that the network did; what nobody has heard of is judged by `otherwise`. */
export const kindOfCode = (code: string, otherwise: FailureKind): FailureKind =>
  codes.get(code)?.kind ?? otherwise

/** What somebody can do about it, as a sentence; nothing where only the log knows more. */
export function remedyOf(code: string | null | undefined, channel = 'its channel'): string | undefined {
  const remedy = code ? codes.get(code)?.remedy : undefined
  return typeof remedy === 'function' ? remedy(channel) : remedy
}

import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'

/**
 * What an error says about a message:
 * - `wait`: not posted, Slack says when to come back
 * - `again`: certainly not posted, worth another try
 * - `unknown`: it may have been posted, so it must not be repeated blindly
 * - `gone`: the place or the person is gone; somebody has to help
 * - `token`: Slack no longer knows us
 * - `refused`: not posted, and trying the same again is useless
 */
export type Failure =
  | { kind: 'wait'; code: string; seconds: number }
  | { kind: 'again' | 'unknown' | 'gone' | 'token' | 'refused'; code: string }

const RECIPIENT_GONE = new Set([
  'account_inactive_user',
  'cannot_dm_bot',
  'cant_update_message',
  'channel_is_archived',
  'channel_not_found',
  'edit_window_closed',
  'is_archived',
  'is_inactive',
  'message_not_found',
  'messages_tab_disabled',
  'not_in_channel',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'team_access_not_granted',
  'thread_not_found',
  'user_disabled',
  'user_not_found',
])

const TOKEN = new Set(['account_inactive', 'invalid_auth', 'not_authed', 'token_expired', 'token_revoked'])

/** Slack's own words: some of the work may have been done. */
const UNKNOWN = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'])

/** The request never left, so nothing can have been posted. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'wait', code: 'ratelimited', seconds: error.retryAfter }
  if (error instanceof WebAPIPlatformError) return platformFailure(error.data.error)
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', code: `http_${error.statusCode}` }
  const code = networkCode(error)
  return { kind: NEVER_SENT.has(code) ? 'again' : 'unknown', code }
}

function platformFailure(said: string): Failure {
  // A proxy's page with status 200 arrives as an "error" too; a code of Slack's is one short word.
  const code = /^[a-z_]{1,60}$/.test(said) ? said : 'not_slack'
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'wait', code, seconds: 30 }
  if (TOKEN.has(code)) return { kind: 'token', code }
  if (RECIPIENT_GONE.has(code)) return { kind: 'gone', code }
  if (UNKNOWN.has(code) || code === 'not_slack') return { kind: 'unknown', code }
  return { kind: 'refused', code }
}

function networkCode(error: unknown): string {
  let inner: unknown = error instanceof WebAPIRequestError ? error.original : error
  for (let depth = 0; depth < 4 && inner instanceof Error; depth++) {
    if ('code' in inner && typeof inner.code === 'string') return inner.code
    if (inner.cause === undefined) return inner.name
    inner = inner.cause
  }
  return 'no_answer'
}

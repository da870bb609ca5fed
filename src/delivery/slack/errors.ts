import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { type FailureKind, kindOfCode } from '../../domain/outbox/slack_codes.ts'

/** Why Slack did not take something, by the kind that its code is of. */
export type Failure =
  | { kind: 'wait'; code: string; seconds: number }
  | { kind: Exclude<FailureKind, 'wait'>; code: string }

export function failureOf(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'wait', code: 'ratelimited', seconds: error.retryAfter }
  if (error instanceof WebAPIPlatformError) return platformFailure(error.data.error)
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', code: `http_${error.statusCode}` }
  return withKind(networkCode(error), 'unknown')
}

/** A proxy's page with status 200 arrives as an "error" too; a code of Slack's is one short word. */
const platformFailure = (said: string): Failure =>
  withKind(/^[a-z_]{1,60}$/.test(said) ? said : 'not_slack', 'refused')

/** Slack says how long only in a header; where it did not, half a minute. */
const WAIT_SECONDS = 30

function withKind(code: string, otherwise: FailureKind): Failure {
  const kind = kindOfCode(code, otherwise)
  return kind === 'wait' ? { kind, code, seconds: WAIT_SECONDS } : { kind, code }
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

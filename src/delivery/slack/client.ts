import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log, Slack } from '../../bot.ts'
import { clip } from '../../domain/text.ts'

const API_TIMEOUT_MS = 15_000

const FORM_TIMEOUT_MS = 2_000

/** The longest that an answer to somebody may wait for facts about a person. */
const FACTS_TIMEOUT_MS = 1_000

export function connectSlack(token: string, apiUrl: string, log: Log): Slack {
  const options: WebClientOptions = {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    logger: slackLogger(log),
  }
  return {
    posts: new WebClient(token, { ...options, timeout: API_TIMEOUT_MS }),
    reads: new WebClient(token, { ...options, timeout: FACTS_TIMEOUT_MS }),
    forms: new WebClient(token, { ...options, timeout: FORM_TIMEOUT_MS }),
  }
}

/**
 * Slack's own libraries log whole payloads when asked for detail, and quote them in their warnings after a colon; so
 * only warnings and errors pass, without what follows the colon.
 */
export function slackLogger(log: Log): Logger {
  const said = (words: unknown[]) => clip(words.map(String).join(' ').split(':')[0] ?? '', 200)
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...words) => log.warn({ from: 'slack' }, said(words)),
    error: (...words) => log.error({ from: 'slack' }, said(words)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  }
}

/** `fetch` that gives up: answers through a response URL would otherwise wait for ever. */
export const fetchWithTimeout: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(API_TIMEOUT_MS) })

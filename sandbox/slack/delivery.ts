import { request as httpRequest } from 'node:http'
import { type Fields, parsed } from '../json.ts'
import type { Activity } from './activity.ts'
import { type SigningFault, signedHeaders } from './signing.ts'
import type { Sockets } from './sockets.ts'
import type { State } from './state.ts'

/** Where the app listens. */
export type AppAddress = { mode: 'http'; url: string } | { mode: 'socket' }

export type Kind = 'slash_commands' | 'interactive' | 'events_api'

export interface Outgoing {
  kind: Kind
  /** In the words of a person: "clicked Accept", "/handoff mine". */
  what: string
  /** The handle of the person who caused it; nobody for most events. */
  by: string | undefined
  payload: Fields
  retry?: { num: number; reason: string }
}

/** What became of one delivery. */
export interface Ack extends Outgoing {
  at: Date
  ackMs: number
  timedOut: boolean
  /** Answered well and in time. */
  ok: boolean
  status: number | undefined
  /** The answer's body, parsed when it is JSON; undefined when it was empty. */
  body: unknown
  /** The error code Slack would show, when it went wrong. */
  failure: string | undefined
}

export interface RawAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

type Outcome = Pick<Ack, 'status' | 'body' | 'failure'> & { headers?: RawAnswer['headers'] }

export const rawBody = ({ kind, payload }: Pick<Outgoing, 'kind' | 'payload'>): string => {
  if (kind === 'events_api') return JSON.stringify(payload)
  const fields = kind === 'interactive' ? { payload: JSON.stringify(payload) } : payload
  const entries = Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)])
  return new URLSearchParams(entries).toString()
}

const retryAfterMs = [1000, 60_000, 300_000]

/** Brings what people do to the app, and holds the app to Slack's limit for the answer. */
export class Delivery {
  address: AppAddress | undefined
  readonly acks: Ack[] = []
  private readonly state: State
  private readonly sockets: Sockets
  private readonly activity: Activity
  private readonly secret: string
  private readonly limitMs: number
  private readonly isDown: () => boolean

  constructor(
    state: State,
    sockets: Sockets,
    activity: Activity,
    options: { secret: string; limitMs: number; isDown: () => boolean },
  ) {
    this.state = state
    this.sockets = sockets
    this.activity = activity
    this.secret = options.secret
    this.limitMs = options.limitMs
    this.isDown = options.isDown
  }

  async send(outgoing: Outgoing): Promise<Ack> {
    const end = this.activity.begin()
    const at = this.state.clock.now()
    const started = performance.now()
    const { headers, ...outcome } = await this.transmit(outgoing)
    const ackMs = Math.round((performance.now() - started) * 10) / 10
    const timedOut = outcome.failure === 'operation_timeout'
    const ack: Ack = { ...outgoing, at, ackMs, timedOut, ok: outcome.failure === undefined, ...outcome }
    this.acks.push(ack)
    if (ack.failure !== undefined) this.state.problems.push(`${ack.what}: ${ack.failure}`)
    if (outgoing.kind === 'events_api' && !ack.ok && headers?.['x-slack-no-retry'] !== '1')
      this.retryLater(ack)
    end()
    this.state.changed()
    return ack
  }

  /** Only events are sent again; a click that failed is for the person to repeat. */
  private retryLater({ kind, what, by, payload, timedOut, retry }: Ack): void {
    const num = (retry?.num ?? 0) + 1
    const wait = retryAfterMs[num - 1]
    if (wait === undefined) return
    const reason = timedOut ? 'http_timeout' : 'http_error'
    this.state.clock.after(wait, () => {
      void this.send({ kind, what, by, payload, retry: { num, reason } })
    })
  }

  private transmit(outgoing: Outgoing): Promise<Outcome> {
    if (this.isDown() || this.address === undefined) {
      return Promise.resolve({ status: undefined, body: undefined, failure: 'dispatch_failed' })
    }
    return this.address.mode === 'socket'
      ? this.overSocket(outgoing)
      : this.overHttp(outgoing, this.address.url)
  }

  private async overSocket({ kind, payload, retry }: Outgoing): Promise<Outcome> {
    const retried =
      kind === 'events_api' ? { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' } : {}
    const envelope = { type: kind, accepts_response_payload: kind !== 'events_api', payload, ...retried }
    const answer = await this.sockets.send(envelope, this.limitMs)
    if (answer === 'late') return { status: undefined, body: undefined, failure: 'operation_timeout' }
    if (answer === 'lost') return { status: undefined, body: undefined, failure: 'dispatch_failed' }
    const isEmpty = Object.keys(answer).length === 0
    return { status: 200, body: isEmpty ? undefined : answer, failure: undefined }
  }

  private async overHttp(outgoing: Outgoing, url: string): Promise<Outcome> {
    const body = rawBody(outgoing)
    const headers = {
      ...signedHeaders(this.secret, body),
      ...(outgoing.retry === undefined
        ? {}
        : { 'x-slack-retry-num': String(outgoing.retry.num), 'x-slack-retry-reason': outgoing.retry.reason }),
    }
    const answer = await this.post(url, body, outgoing.kind === 'events_api', headers)
    if (typeof answer === 'string') return { status: undefined, body: undefined, failure: answer }
    const failure = answer.status === 200 ? undefined : 'dispatch_failed'
    const content = answer.body === '' ? undefined : (parsed(answer.body) ?? answer.body)
    return { status: answer.status, body: content, failure, headers: answer.headers }
  }

  /** A request with a body of the caller's choosing, signed well or badly, and the app's bare answer. */
  async deliver(body: string, fault: SigningFault = {}): Promise<RawAnswer> {
    if (this.address?.mode !== 'http') throw new Error('raw requests need an app that listens by HTTP')
    const { url } = this.address
    const headers = signedHeaders(this.secret, body, fault)
    const answer = await this.activity.during(() => this.post(url, body, body.startsWith('{'), headers))
    if (typeof answer === 'string') throw new Error(answer)
    return answer
  }

  private post(
    url: string,
    body: string,
    isJson: boolean,
    headers: Record<string, string>,
  ): Promise<RawAnswer | 'operation_timeout' | 'dispatch_failed'> {
    const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded'
    return new Promise((resolve) => {
      const signal = AbortSignal.timeout(this.limitMs)
      const failed = () => resolve(signal.aborted ? 'operation_timeout' : 'dispatch_failed')
      // A fresh connection per request: a kept one could belong to an app that was restarted meanwhile.
      const request = httpRequest(url, {
        method: 'POST',
        agent: false,
        signal,
        headers: {
          'content-type': type,
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          ...headers,
        },
      })
      request.on('error', failed)
      request.on('response', (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', failed)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
        })
      })
      request.end(body)
    })
  }
}

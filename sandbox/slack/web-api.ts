import type { IncomingMessage, ServerResponse } from 'node:http'
import { Args } from '../api/args.ts'
import type { Api } from '../api/context.ts'
import { demandScope } from '../api/conversations.ts'
import { methods } from '../api/methods.ts'
import { Refusal, rateLimited } from '../api/refusal.ts'
import type { Fields } from '../json.ts'
import type { Activity } from './activity.ts'
import type { Fault, Faults } from './faults.ts'
import type { Responses } from './responses.ts'

/** One line of the log of calls that the app made. */
export interface Call {
  method: string
  args: Fields
  at: Date
  realMs: number
  /** Whether the work was done, even when a fault kept the answer from the app. */
  ok: boolean
  error: string | undefined
  status: number
}

interface Answer {
  status: number
  headers: Record<string, string>
  /** Nothing when the answer never reaches the app. */
  body: Fields | undefined
  /** What would have been answered, had nothing gone wrong: for the log. */
  lost?: Fields | undefined
}

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const refused = (refusal: Refusal): Answer => ({
  status: refusal.retryAfter === undefined ? 200 : 429,
  headers: refusal.retryAfter === undefined ? {} : { 'retry-after': String(refusal.retryAfter) },
  body: { ok: false, error: refusal.code, ...refusal.details },
})

/** The answer of a call that a fault hits. Some faults let the work be done first. */
const spoiled = (fault: Exclude<Fault, { kind: 'slow' }>, work: () => Answer): Answer => {
  if (fault.kind === 'ratelimited') return refused(rateLimited(fault.seconds))
  if (fault.kind === 'error') return refused(new Refusal(fault.code))
  const lost = fault.happened ? work().body : { ok: false, error: fault.kind }
  if (fault.kind !== 'status') return { status: 0, headers: {}, body: undefined, lost }
  return { status: fault.status, headers: {}, body: { ok: false, error: 'internal_error' }, lost }
}

export interface Tokens {
  bot: string
  app: string
}

/** The HTTP face of the Web API: who calls, what goes wrong on demand, what the method answers. */
export class WebApi {
  readonly calls: Call[] = []
  private readonly api: Api
  private readonly tokens: Tokens
  private readonly faults: Faults
  private readonly activity: Activity

  constructor(api: Api, tokens: Tokens, faults: Faults, activity: Activity) {
    this.api = api
    this.tokens = tokens
    this.faults = faults
    this.activity = activity
  }

  async serve(method: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.handle(method, request, response, (args) => this.answer(method, args, request))
  }

  /** An answer by response_url; faults reach it under the name `response_url`. */
  async receiveAnswer(
    token: string,
    responses: Responses,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    await this.handle('response_url', request, response, (args) => ({
      headers: {},
      ...responses.handle(token, args.raw),
    }))
  }

  private async handle(
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
    work: (args: Args) => Answer,
  ): Promise<void> {
    const end = this.activity.begin()
    response.once('close', end)
    const body = await readBody(request)
    // A response_url takes JSON however it is labelled.
    const type = method === 'response_url' ? 'application/json' : request.headers['content-type']
    const args = new Args(body.toString('utf8'), type ?? '')
    const fault = this.faults.strike(method, args.readable())
    if (fault?.kind === 'slow') await new Promise((done) => setTimeout(done, fault.ms))
    const outcome =
      fault === undefined || fault.kind === 'slow' ? work(args) : spoiled(fault, () => work(args))
    this.log(method, args, outcome)
    if (outcome.body !== undefined) this.send(response, outcome)
    else if (fault?.kind === 'reset') request.socket.destroy()
    // Nobody waits for a call that stays silent: only the app's own patience ends it.
    else end()
  }

  private answer(method: string, args: Args, request: IncomingMessage): Answer {
    try {
      const entry = Object.hasOwn(methods, method) ? methods[method] : undefined
      if (entry === undefined) throw new Refusal('unknown_method', { req_method: method })
      this.authorize(args, request, entry.token === 'app')
      if (entry.scope !== undefined) demandScope(this.api, entry.scope)
      const wait = this.api.limits.take(method)
      if (wait !== undefined) throw rateLimited(wait)
      const headers = { 'x-oauth-scopes': [...this.api.scopes].join(',') }
      return { status: 200, headers, body: { ok: true, ...entry.run(args, this.api) } }
    } catch (error) {
      if (error instanceof Refusal) return refused(error)
      throw error
    }
  }

  private authorize(args: Args, request: IncomingMessage, wantsAppToken: boolean): void {
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const token = bearer ?? args.text('token')
    if (token === '') throw new Refusal('not_authed')
    if (token !== this.tokens.bot && token !== this.tokens.app) throw new Refusal('invalid_auth')
    if (this.faults.tokenRevoked) throw new Refusal('token_revoked')
    if ((token === this.tokens.app) !== wantsAppToken) throw new Refusal('not_allowed_token_type')
  }

  private log(method: string, args: Args, answer: Answer): void {
    const outcome = answer.lost ?? answer.body ?? {}
    this.calls.push({
      method,
      args: args.readable(),
      at: this.api.state.clock.now(),
      realMs: performance.now(),
      ok: outcome.ok === true,
      error: typeof outcome.error === 'string' ? outcome.error : undefined,
      status: answer.status,
    })
  }

  private send(response: ServerResponse, { status, headers, body }: Answer): void {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    response.end(JSON.stringify(body))
  }

  async receiveUpload(fileId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await this.activity.during(() => readBody(request))
    const file = this.api.state.files.get(fileId)
    if (file === undefined) {
      response.writeHead(404).end()
      return
    }
    file.bytes = await contentOf(bytes, request.headers['content-type'])
    response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${bytes.length}`)
  }
}

/** Slack takes a file as it is, or as the one part of a form. */
async function contentOf(body: Buffer, type = ''): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const part of form.values()) if (typeof part !== 'string') return Buffer.from(await part.arrayBuffer())
  return Buffer.alloc(0)
}

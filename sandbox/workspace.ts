import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Api } from './api/context.ts'
import type { HandClock } from './clock.ts'
import { Door } from './desk/door.ts'
import type { Fields } from './json.ts'
import { type ChannelSpec, defaultChannels, defaultPeople, type PersonSpec } from './people/cast.ts'
import { Hands, type Quirks, type World } from './people/hands.ts'
import { PersonAtWork } from './people/person.ts'
import { type Seen, seenBy } from './reading/seen.ts'
import { Activity } from './slack/activity.ts'
import { type Ack, type AppAddress, Delivery, type RawAnswer, rawBody } from './slack/delivery.ts'
import { Faults } from './slack/faults.ts'
import { RateLimits } from './slack/limits.ts'
import { type AppSpec, defaultApp } from './slack/manifest.ts'
import { Responses } from './slack/responses.ts'
import type { SigningFault } from './slack/signing.ts'
import { Sockets } from './slack/sockets.ts'
import { type Channel, type Message, State } from './slack/state.ts'
import { Triggers } from './slack/triggers.ts'
import { type Call, type Tokens, WebApi } from './slack/web-api.ts'

export interface WorkspaceOptions {
  clock: HandClock
  port?: number
  host?: string
  people?: PersonSpec[]
  channels?: ChannelSpec[]
  /** The app's commands, shortcuts, scopes and events; `appFromManifest` reads them from a manifest. */
  app?: Partial<AppSpec>
  /** Real time within which the app must answer, and a trigger lives. */
  ackLimitMs?: number
  triggerLimitMs?: number
  /** How many quiet rounds of a millisecond or more count as rest; more when the app is another process. */
  quietRounds?: number
  /** Waits the quiet rounds after each timer too: slower, for an app that waits for a database server first. */
  patientClock?: boolean
}

const tokens: Tokens = {
  bot: 'xoxb-111111111111-222222222222-sandboxsandboxsandboxsand',
  app: 'xapp-1-A0SANDBOX00-333333333333-sandboxsandboxsandboxsandboxsandbox',
}

/** A Slack workspace in this process, as tests and the page hold it. */
export class Workspace {
  readonly botToken = tokens.bot
  readonly appToken = tokens.app
  readonly signingSecret = 'sandboxsandboxsandboxsandboxsand'
  readonly quirks: Quirks = { dropUntouched: false }
  readonly clock: HandClock
  readonly state: State
  readonly faults: Faults
  readonly limits: RateLimits
  readonly sockets: Sockets
  readonly world: World
  readonly hands: Hands
  private readonly activity: Activity
  private readonly delivery: Delivery
  private readonly webApi: WebApi
  private readonly responses: Responses
  private readonly people = new Map<string, PersonAtWork>()
  private readonly door: Door
  private readonly forgetClock: () => void

  constructor(options: WorkspaceOptions) {
    const limitMs = options.ackLimitMs ?? 3000
    const app = { ...defaultApp, ...options.app }
    this.clock = options.clock
    this.state = new State(
      options.clock,
      options.people ?? defaultPeople,
      options.channels ?? defaultChannels,
    )
    this.activity = new Activity(options.quietRounds ?? 10)
    this.forgetClock = this.clock.settlesWith(() =>
      options.patientClock === true ? this.idle() : this.activity.rest(),
    )
    this.sockets = new Sockets(this.state.appId)
    this.faults = new Faults(() => this.cut())
    this.door = new Door({
      isDown: () => this.faults.down,
      serve: (room, name, request, response) => this.serve(room, name, request, response),
      accept: (request, socket, head) => this.sockets.accept(request, socket, head),
      failed: (path, error) => this.problems.push(`the sandbox itself failed at ${path}: ${String(error)}`),
    })
    this.limits = new RateLimits(options.clock)
    this.responses = new Responses(this.state)
    const triggers = new Triggers(options.triggerLimitMs ?? 3000)
    this.delivery = new Delivery(this.state, this.sockets, this.activity, {
      secret: this.signingSecret,
      limitMs,
      isDown: () => this.faults.down,
    })
    const api: Api = {
      state: this.state,
      triggers,
      limits: this.limits,
      scopes: new Set(app.scopes),
      home: app.home,
      origin: () => this.door.origin,
      socketUrl: () => this.door.origin.replace(/^http/, 'ws') + this.sockets.ticket(),
    }
    this.webApi = new WebApi(api, tokens, this.faults, this.activity)
    this.world = {
      state: this.state,
      delivery: this.delivery,
      triggers,
      responses: this.responses,
      app,
      quirks: this.quirks,
      origin: () => this.door.origin,
    }
    this.hands = new Hands(this.world)
  }

  get apiUrl(): string {
    return `${this.door.origin}/api/`
  }

  get teamId(): string {
    return this.state.teamId
  }

  get botUserId(): string {
    return this.state.botUserId
  }

  /** Every call the app made, in order. */
  get calls(): Call[] {
    return this.webApi.calls
  }

  /** Everything that was sent to the app and what came back. */
  get acks(): Ack[] {
    return this.delivery.acks
  }

  get lastAck(): Ack | undefined {
    return this.delivery.acks.at(-1)
  }

  /** What the app did that Slack would have refused or ignored without telling. */
  get problems(): string[] {
    return this.state.problems
  }

  person(handle: string): PersonAtWork {
    const known = this.people.get(handle)
    if (known !== undefined) return known
    const person = new PersonAtWork(this.state.personCalled(handle), this.world, this.hands, this.activity)
    this.people.set(handle, person)
    return person
  }

  channel(name: string): Channel {
    return this.state.channelCalled(name)
  }

  messages(channelId: string): Message[] {
    return this.state.messages.filter((message) => message.channel === channelId && !message.deleted)
  }

  /** A message as the app's own user would see it. */
  read(message: Message): Seen {
    return seenBy(this.state, message, this.botUserId)
  }

  connect(address: AppAddress): void {
    this.delivery.address = address
  }

  /** Whether there is an app to bring things to. */
  get isConnected(): boolean {
    const { address } = this.delivery
    return address?.mode === 'http' || (address?.mode === 'socket' && this.sockets.count > 0)
  }

  /** Sends an event that no person causes by a click; `undefined` when the app is not subscribed to it. */
  event(event: Fields): Promise<Ack | undefined> {
    return this.hands.event(event)
  }

  /** Sends an earlier payload once more, the same way as the first time. */
  resend({ kind, what, by, payload }: Ack): Promise<Ack> {
    return this.delivery.send({ kind, what, by, payload })
  }

  /** Sends a raw body, or an earlier delivery once more, signed as told. Only for an app that listens by HTTP. */
  deliver(raw: string | Pick<Ack, 'kind' | 'payload'>, fault: SigningFault = {}): Promise<RawAnswer> {
    return this.delivery.deliver(typeof raw === 'string' ? raw : rawBody(raw), fault)
  }

  async idle(): Promise<void> {
    await this.activity.idle()
  }

  listen(host: string, port: number): Promise<void> {
    return this.door.listen(host, port)
  }

  async close(): Promise<void> {
    this.forgetClock()
    this.sockets.drop()
    await this.door.close()
  }

  private cut(): void {
    this.sockets.drop()
    this.door.cut()
  }

  private async serve(
    room: string,
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (room === 'api') return this.webApi.serve(name, request, response)
    if (room === 'upload') return this.webApi.receiveUpload(name, request, response)
    if (room === 'response') return this.webApi.receiveAnswer(name, this.responses, request, response)
    response.writeHead(404).end()
  }
}

export const startWorkspace = async (options: WorkspaceOptions): Promise<Workspace> => {
  const workspace = new Workspace(options)
  await workspace.listen(options.host ?? '127.0.0.1', options.port ?? 0)
  return workspace
}

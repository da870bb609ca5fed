import type { HandClock } from '../clock.ts'
import { idFor, idSource, timestampSource } from '../ids.ts'
import type { Fields } from '../json.ts'
import { type ChannelSpec, type Person, type PersonSpec, personFrom } from '../people/cast.ts'
import type { InputState, OpenView } from './views.ts'

export interface Channel {
  readonly id: string
  name: string
  kind: 'public' | 'private' | 'dm'
  archived: boolean
  shared: boolean
  /** User ids, the app's own bot user among them when it was invited. */
  members: Set<string>
}

export interface Message {
  readonly channel: string
  readonly ts: string
  threadTs: string | undefined
  author: string
  text: string
  blocks: Fields[]
  /** What it showed before its last edit: somebody may still be clicking on that. */
  former?: Fields[]
  metadata: Fields | undefined
  /** Only this person sees it, and it cannot be edited through chat.update. */
  onlyFor: string | undefined
  edited: boolean
  deleted: boolean
  /** Bare @names count as mentions only when the post asked for that. */
  linkNames: boolean
  files: FileUpload[]
}

export interface FileUpload {
  readonly id: string
  filename: string
  title: string
  length: number
  bytes: Buffer | undefined
  shared: boolean
  deleted: boolean
}

/** Everything that exists in the workspace. It holds facts; what may be done with them is decided elsewhere. */
export class State {
  readonly teamId = idFor('T', 'acme-sales')
  readonly domain = 'acme-sales'
  readonly appId = idFor('A', 'handoff')
  readonly botId = idFor('B', 'handoff')
  readonly botUserId: string
  readonly clock: HandClock
  readonly people = new Map<string, Person>()
  readonly channels = new Map<string, Channel>()
  readonly messages: Message[] = []
  readonly modals = new Map<string, OpenView[]>()
  readonly homes = new Map<string, OpenView>()
  readonly files = new Map<string, FileUpload>()
  private readonly touched = new Map<string, Map<string, InputState>>()
  /** Things the app did that Slack would swallow or answer with a shrug; tests and newcomers want the reason. */
  readonly problems: string[] = []
  readonly nextTs: () => string
  readonly nextViewId = idSource('V')
  readonly nextFileId = idSource('F')
  private readonly watchers = new Set<() => void>()

  constructor(clock: HandClock, people: PersonSpec[], channels: ChannelSpec[]) {
    this.clock = clock
    this.nextTs = timestampSource(() => clock.now())
    const updated = Math.floor(clock.now().getTime() / 1000) - 86_400
    for (const spec of [...people, { handle: 'handoff', name: 'Handoff', bot: true }]) {
      const person = personFrom(spec, this.teamId, updated)
      this.people.set(person.id, person)
    }
    this.botUserId = idFor('U', 'handoff')
    for (const spec of channels) this.addChannel(spec)
  }

  addChannel(spec: ChannelSpec): Channel {
    const members = new Set(spec.people.map((handle) => this.personCalled(handle).id))
    if (spec.app === true) members.add(this.botUserId)
    const channel: Channel = {
      id: idFor('C', spec.name),
      name: spec.name,
      kind: spec.private === true ? 'private' : 'public',
      archived: spec.archived ?? false,
      shared: spec.shared ?? false,
      members,
    }
    this.channels.set(channel.id, channel)
    return channel
  }

  personCalled(handle: string): Person {
    for (const person of this.people.values()) if (person.handle === handle) return person
    throw new Error(`nobody here is called ${handle}`)
  }

  channelCalled(name: string): Channel {
    const bare = name.replace(/^#/, '')
    for (const channel of this.channels.values()) {
      if (channel.kind !== 'dm' && channel.name === bare) return channel
    }
    throw new Error(`there is no channel #${bare}`)
  }

  /** The direct conversation between the app and one person, opened when it is first needed. */
  dmWith(userId: string): Channel {
    const id = idFor('D', userId)
    const known = this.channels.get(id)
    if (known !== undefined) return known
    const members = new Set([userId, this.botUserId])
    const channel: Channel = {
      id,
      name: 'directmessage',
      kind: 'dm',
      archived: false,
      shared: false,
      members,
    }
    this.channels.set(id, channel)
    return channel
  }

  post(message: Omit<Message, 'ts' | 'edited' | 'deleted' | 'files'> & { files?: FileUpload[] }): Message {
    const posted: Message = {
      ...message,
      ts: this.nextTs(),
      edited: false,
      deleted: false,
      files: message.files ?? [],
    }
    this.messages.push(posted)
    this.changed()
    return posted
  }

  messageAt(channel: string, ts: string): Message | undefined {
    return this.messages.find(
      (message) => message.channel === channel && message.ts === ts && !message.deleted,
    )
  }

  /** What one person chose in the menus and boxes of a message; nobody else sees it there. */
  touchedBy(userId: string, { channel, ts }: Message): Map<string, InputState> {
    const key = `${userId} ${channel} ${ts}`
    const known = this.touched.get(key) ?? new Map<string, InputState>()
    this.touched.set(key, known)
    return known
  }

  modalsOf(userId: string): OpenView[] {
    const open = this.modals.get(userId)
    if (open !== undefined) return open
    const none: OpenView[] = []
    this.modals.set(userId, none)
    return none
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher)
    return () => {
      this.watchers.delete(watcher)
    }
  }

  changed(): void {
    for (const watcher of this.watchers) watcher()
  }
}

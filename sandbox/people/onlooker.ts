import { homeOf, type SeenHome } from '../reading/home.ts'
import { modalOf, type SeenModal } from '../reading/modal.ts'
import { readerFor } from '../reading/reader.ts'
import { maySee, type Seen, seenBy } from '../reading/seen.ts'
import type { Channel, Message } from '../slack/state.ts'
import type { OpenView } from '../slack/views.ts'
import type { Person } from './cast.ts'
import type { World } from './hands.ts'

/** What one person sees: the messages, modals and the Home tab that Slack shows them, read with their eyes. */
export class Onlooker {
  readonly handle: string
  readonly id: string
  protected readonly person: Person
  protected readonly world: World

  constructor(person: Person, world: World) {
    this.handle = person.handle
    this.id = person.id
    this.person = person
    this.world = world
  }

  get name(): string {
    return this.person.name
  }

  /** The facts about this person, to be changed by a test: `deleted`, `tz`, `isAdmin` and so on. */
  get facts(): Person {
    return this.person
  }

  get modal(): SeenModal | undefined {
    const open = this.world.state.modalsOf(this.id).at(-1)
    return open === undefined ? undefined : modalOf(this.world.state, open)
  }

  get home(): SeenHome | undefined {
    const open = this.world.state.homes.get(this.id)
    return open === undefined ? undefined : homeOf(this.world.state, open)
  }

  /** What stands in a channel, or in the direct conversation with the app, for this person. */
  sees(place: string | Channel): Seen[] {
    const channel = typeof place === 'string' ? this.conversation(place) : place
    return this.all((message) => message.channel === channel.id)
  }

  get dm(): Seen[] {
    return this.sees(this.world.state.dmWith(this.id)).filter(({ isPrivate }) => !isPrivate)
  }

  get privately(): Seen[] {
    return this.all((message) => message.onlyFor === this.id)
  }

  thread(root: { channel: string; ts: string }): Seen[] {
    return this.all(
      (message) =>
        message.channel === root.channel && message.threadTs === root.ts && message.onlyFor === undefined,
    )
  }

  /** The same message as it is now; undefined when it is gone. */
  again(at: { channel: string; ts: string }): Seen | undefined {
    return this.all((message) => message.channel === at.channel && message.ts === at.ts)[0]
  }

  private all(wanted: (message: Message) => boolean): Seen[] {
    const { state } = this.world
    return state.messages
      .filter((message) => wanted(message) && maySee(state, message, this.id))
      .map((message) => seenBy(state, message, this.id))
  }

  protected reader() {
    return readerFor(this.world.state, this.id)
  }

  protected usualChannel(): Channel {
    const channel = [...this.world.state.channels.values()].find(
      ({ kind, archived, members }) => kind === 'public' && !archived && members.has(this.id),
    )
    return channel ?? this.world.state.dmWith(this.id)
  }

  protected conversation(place: string): Channel {
    const { state } = this.world
    if (place === 'dm') return state.dmWith(this.id)
    const channel = state.channels.get(place) ?? state.channelCalled(place)
    if (!channel.members.has(this.id)) throw new Error(`${this.handle} is not in #${channel.name}`)
    return channel
  }

  protected topView(): OpenView {
    const open = this.world.state.modalsOf(this.id).at(-1)
    if (open === undefined) throw new Error(`${this.handle} has no modal open`)
    return open
  }

  protected homeView(): OpenView {
    const open = this.world.state.homes.get(this.id)
    if (open === undefined) throw new Error(`${this.handle} has an empty Home tab`)
    return open
  }

  protected messageNow(at: { channel: string; ts: string }): Message {
    const message = this.world.state.messageAt(at.channel, at.ts)
    if (message === undefined || !maySee(this.world.state, message, this.id)) {
      throw new Error(`${this.handle} cannot see this message`)
    }
    return message
  }
}

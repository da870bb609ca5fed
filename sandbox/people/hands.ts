import { echoed } from '../api/chat.ts'
import { viewJson } from '../api/views.ts'
import { type Fields, fieldsOf, textOf } from '../json.ts'
import { maySee } from '../reading/seen.ts'
import { applyCommandAck, applySubmissionAck, tellPrivately, trouble } from '../slack/acks.ts'
import type { Ack, Delivery, Kind } from '../slack/delivery.ts'
import type { AppSpec, ShortcutSpec } from '../slack/manifest.ts'
import {
  closedPayload,
  commandPayload,
  eventPayload,
  messageActionPayload,
  messageShortcutPayload,
  shortcutPayload,
  submissionPayload,
  viewActionPayload,
} from '../slack/payloads.ts'
import type { Responses } from '../slack/responses.ts'
import type { Channel, Message, State } from '../slack/state.ts'
import type { Triggers } from '../slack/triggers.ts'
import { keyOf, type OpenView } from '../slack/views.ts'
import type { Person } from './cast.ts'
import { clientErrors, messageValues, slotOf, stateWith } from './form.ts'
import { withIds } from './typing.ts'

/** Ways in which real Slack has been seen to differ from its documentation. */
export interface Quirks {
  dropUntouched: boolean
}

export interface World {
  state: State
  delivery: Delivery
  triggers: Triggers
  responses: Responses
  app: AppSpec
  quirks: Quirks
  origin: () => string
}

/** What a person's fingers do in Slack, named by ids. People who act by what they read are in person.ts. */
export class Hands {
  private readonly world: World

  constructor(world: World) {
    this.world = world
  }

  async slash(person: Person, channel: Channel, line: string): Promise<Ack> {
    const [command = '', ...rest] = line.trim().split(' ')
    const known = this.world.app.commands.find((one) => one.command === command)
    if (known === undefined) throw new Error(`${command} is not a valid command`)
    const said = rest.join(' ').trim()
    const payload = commandPayload(this.world.state, person, channel, {
      command,
      text: known.shouldEscape ? withIds(said, this.world.state) : said,
      triggerId: this.world.triggers.issue(person.id, false),
      responseUrl: this.responseUrl(person, channel),
    })
    const ack = await this.send('slash_commands', person, line, payload)
    applyCommandAck(this.world.state, ack, person.id, channel.id)
    return ack
  }

  async shortcut(person: Person, shortcut: ShortcutSpec): Promise<Ack> {
    const triggerId = this.world.triggers.issue(person.id, false)
    const payload = shortcutPayload(this.world.state, person, shortcut.callbackId, triggerId)
    return this.interact(person, `chose ${shortcut.name}`, payload)
  }

  async messageShortcut(person: Person, shortcut: ShortcutSpec, message: Message): Promise<Ack> {
    if (!maySee(this.world.state, message, person.id))
      throw new Error(`${person.handle} cannot see this message`)
    if (message.onlyFor !== undefined)
      throw new Error('Slack offers no shortcuts on a message that only one person sees')
    const channel = this.channelOf(message)
    const payload = messageShortcutPayload(this.world.state, person, {
      callbackId: shortcut.callbackId,
      triggerId: this.world.triggers.issue(person.id, false),
      responseUrl: this.responseUrl(person, channel),
      message,
      channel,
    })
    return this.interact(person, `chose ${shortcut.name}`, payload, channel)
  }

  /** Clicks or chooses in a message. `chosen` is what the action carries beside its names. */
  async actOnMessage(
    person: Person,
    message: Message,
    what: string,
    at: { block: Fields; element: Fields; chosen: Fields },
  ): Promise<Ack> {
    if (!maySee(this.world.state, message, person.id))
      throw new Error(`${person.handle} cannot see this message`)
    const channel = this.channelOf(message)
    const typed = this.world.state.touchedBy(person.id, message)
    if (slotOf(at.element) !== undefined) typed.set(keyOf(at.block.block_id, at.element.action_id), at.chosen)
    const payload = messageActionPayload(this.world.state, person, {
      triggerId: this.world.triggers.issue(person.id, false),
      responseUrl: this.responseUrl(person, channel, message),
      message,
      channel,
      action: this.action(at),
      values: messageValues(message.blocks, typed),
    })
    return this.interact(person, what, payload, channel)
  }

  async actOnView(
    person: Person,
    open: OpenView,
    what: string,
    at: { block: Fields; element: Fields; chosen: Fields },
  ): Promise<Ack> {
    const payload = viewActionPayload(this.world.state, person, {
      triggerId: this.world.triggers.issue(person.id, open.view.type === 'modal'),
      open,
      action: this.action(at),
      dropUntouched: this.world.quirks.dropUntouched,
    })
    const ack = await this.interact(person, what, payload)
    open.notice = ack.ok ? undefined : trouble
    this.world.state.changed()
    return ack
  }

  /** Puts a value into an input; the app hears of it at once where the block asks for that. */
  async type(person: Person, open: OpenView, at: { block: Fields; element: Fields; value: unknown }) {
    const chosen = stateWith(at.element, at.value)
    open.typed.set(keyOf(at.block.block_id, at.element.action_id), chosen)
    this.world.state.changed()
    const tells = at.block.type !== 'input' || at.block.dispatch_action === true
    return tells ? this.actOnView(person, open, 'filled in a field', { ...at, chosen }) : undefined
  }

  /** Slack checks required fields and formats by itself first; then nothing is sent, and undefined comes back. */
  async submit(person: Person, open: OpenView): Promise<Ack | undefined> {
    if (open.busy) throw new Error('the modal is still working')
    open.errors = clientErrors(open)
    open.notice = undefined
    open.busy = open.errors.size === 0
    this.world.state.changed()
    if (open.errors.size > 0) return undefined
    const payload = submissionPayload(this.world.state, person, {
      triggerId: this.world.triggers.issue(person.id, true),
      open,
      dropUntouched: this.world.quirks.dropUntouched,
    })
    const ack = await this.interact(person, 'submitted a modal', payload)
    applySubmissionAck(this.world.state, ack, open)
    return ack
  }

  /** Closes the top view, or with `all` the whole stack; the app hears of it only when the view asked for that. */
  async close(person: Person, open: OpenView, all: boolean): Promise<Ack | undefined> {
    const { state } = this.world
    const stack = state.modalsOf(person.id)
    const payload = closedPayload(state, person, open, all || open.view.clear_on_close === true)
    if (all || open.view.clear_on_close === true) stack.length = 0
    else stack.splice(stack.indexOf(open))
    state.changed()
    return open.view.notify_on_close === true ? this.interact(person, 'closed a modal', payload) : undefined
  }

  async openHome(person: Person, tab: 'home' | 'messages'): Promise<Ack | undefined> {
    const { state, app } = this.world
    if (tab === 'home' && !app.home) throw new Error('the app has no Home tab')
    const home = state.homes.get(person.id)
    const view = home === undefined || tab !== 'home' ? {} : { view: viewJson(home, { state }) }
    const channel = state.dmWith(person.id).id
    return this.event({ type: 'app_home_opened', user: person.id, channel, tab, ...view }, person)
  }

  /** An event reaches the app only when its manifest asks for it. */
  async event(event: Fields, person?: Person): Promise<Ack | undefined> {
    const type = textOf(event.type)
    if (!this.world.app.events.includes(type)) return undefined
    const payload = eventPayload(this.world.state, event)
    return this.world.delivery.send({ kind: 'events_api', what: type, by: person?.handle, payload })
  }

  private action({ block, element, chosen }: { block: Fields; element: Fields; chosen: Fields }): Fields {
    const named = { action_id: element.action_id, block_id: block.block_id }
    return { ...named, ...fieldsOf(echoed(chosen)), type: element.type, action_ts: this.world.state.nextTs() }
  }

  private channelOf(message: Message): Channel {
    const channel = this.world.state.channels.get(message.channel)
    if (channel === undefined) throw new Error(`there is no channel ${message.channel}`)
    return channel
  }

  private responseUrl(person: Person, channel: Channel, original?: Message): string {
    return this.world.origin() + this.world.responses.issue(person.id, channel.id, original)
  }

  private async interact(person: Person, what: string, payload: Fields, channel?: Channel): Promise<Ack> {
    const ack = await this.send('interactive', person, what, payload)
    const isSubmission = payload.type === 'view_submission'
    if (ack.failure !== undefined && channel !== undefined) {
      tellPrivately(this.world.state, person.id, channel.id, trouble)
    }
    if (ack.body !== undefined && !isSubmission) {
      this.world.state.problems.push(`${what}: Slack ignores the body of this acknowledgement`)
    }
    return ack
  }

  private send(kind: Kind, person: Person, what: string, payload: Fields): Promise<Ack> {
    if (person.deleted || person.isBot) throw new Error(`${person.handle} cannot use Slack`)
    return this.world.delivery.send({ kind, what, by: person.handle, payload })
  }
}

/** What an action carries for a click on a button, or on one line of an overflow menu. */
export const clicked = (element: Fields, option: Fields | undefined): Fields => {
  if (option !== undefined) return { selected_option: { text: option.text, value: option.value } }
  return {
    text: element.text,
    ...(element.value === undefined ? {} : { value: element.value }),
    ...(element.style === undefined ? {} : { style: element.style }),
  }
}

import { recordsOf } from '../json.ts'
import type { SeenHome } from '../reading/home.ts'
import { modalOf } from '../reading/modal.ts'
import { controlCalled, controlsOf, type Seen, seenBy } from '../reading/seen.ts'
import type { Activity } from '../slack/activity.ts'
import type { Ack } from '../slack/delivery.ts'
import type { OpenView } from '../slack/views.ts'
import type { Person } from './cast.ts'
import { chosenFor, type Field, type Filled, fieldsIn } from './choosing.ts'
import { stateWith } from './form.ts'
import { clicked, type Hands, type World } from './hands.ts'
import { Onlooker } from './onlooker.ts'
import { asTyped } from './typing.ts'

/** What came of something a person did. */
export interface Did {
  ackMs: number
  timedOut: boolean
  ok: boolean
  /** Slack's error code when the app did not answer well. */
  failure: string | undefined
  /** False when Slack kept it to itself, because a required field was empty. */
  sent: boolean
  /** What was said privately to this person meanwhile, as plain text. */
  answer: string | undefined
}

const settleMs = 3000

/** One person at their screen: sees what Slack shows them, and acts by the words on it. */
export class PersonAtWork extends Onlooker {
  private readonly hands: Hands
  private readonly activity: Activity

  constructor(person: Person, world: World, hands: Hands, activity: Activity) {
    super(person, world)
    this.hands = hands
    this.activity = activity
  }

  async slash(line: string, options: { channel?: string } = {}): Promise<Did> {
    const channel = options.channel === undefined ? this.usualChannel() : this.conversation(options.channel)
    return this.doing(() => this.hands.slash(this.person, channel, line))
  }

  async shortcut(name: string): Promise<Did> {
    return this.doing(() => this.hands.shortcut(this.person, this.shortcutCalled(name, 'global')))
  }

  async messageShortcut(name: string, at: { channel: string; ts: string }): Promise<Did> {
    const shortcut = this.shortcutCalled(name, 'message')
    return this.doing(() => this.hands.messageShortcut(this.person, shortcut, this.messageNow(at)))
  }

  /** Writes a message of their own. The app hears nothing of it; it may be the object of a message shortcut. */
  say(text: string, options: { channel?: string; threadTs?: string } = {}): Seen {
    const channel = options.channel === undefined ? this.usualChannel() : this.conversation(options.channel)
    const message = this.world.state.post({
      channel: channel.id,
      threadTs: options.threadTs,
      author: this.id,
      text: asTyped(text),
      blocks: [],
      metadata: undefined,
      onlyFor: undefined,
      linkNames: false,
    })
    return seenBy(this.world.state, message, this.id)
  }

  async fill(values: Record<string, Filled>): Promise<Did[]> {
    return this.fillIn(() => this.topView(), values)
  }

  /** The modal's own submit or close, or a button in its body. */
  async press(label: string, options: { near?: string } = {}): Promise<Did> {
    const open = this.topView()
    const seen = modalOf(this.world.state, open)
    if (options.near === undefined && label === seen.submit) {
      return this.doing(() => this.hands.submit(this.person, open))
    }
    if (options.near === undefined && label === seen.close) {
      return this.doing(() => this.hands.close(this.person, open, false))
    }
    return this.pressIn(open, label, options.near, `the modal "${seen.title}"`)
  }

  /** The cross in the corner: every view of the stack goes. */
  async dismiss(): Promise<Did> {
    const open = this.topView()
    return this.doing(() => this.hands.close(this.person, open, true))
  }

  async openHome(): Promise<Did> {
    return this.doing(() => this.hands.openHome(this.person, 'home'))
  }

  /** Opens the Home tab and looks at what the app has put there by then; nothing when it never published one. */
  async opensHome(): Promise<SeenHome | undefined> {
    await this.openHome()
    return this.home
  }

  /** Opens the direct conversation with the app; the app hears of it as of the other tab of its Home. */
  async openMessages(): Promise<Did> {
    return this.doing(() => this.hands.openHome(this.person, 'messages'))
  }

  async pressHome(label: string, options: { near?: string } = {}): Promise<Did> {
    return this.pressIn(this.homeView(), label, options.near, 'the Home tab')
  }

  /** Chooses in the menus and boxes of the Home tab; the app hears of each choice at once, as of a click. */
  async fillHome(values: Record<string, Filled>): Promise<Did[]> {
    return this.fillIn(() => this.homeView(), values)
  }

  /** Confirm dialogs are confirmed, unless `confirm: false`, which is the person thinking better of it. */
  async click(
    at: { channel: string; ts: string },
    label: string,
    options: { near?: string; confirm?: boolean } = {},
  ): Promise<Did> {
    const message = this.messageNow(at)
    const control = controlCalled(
      controlsOf(message.blocks, this.reader()),
      label,
      options.near,
      'the message',
    )
    if (control.element.confirm !== undefined && options.confirm === false) {
      return this.doing(async () => undefined)
    }
    const chosen = clicked(control.element, control.option)
    return this.doing(() =>
      this.hands.actOnMessage(this.person, message, `clicked ${label}`, { ...control, chosen }),
    )
  }

  /** Chooses in a menu of a message, named by the text beside it or by its placeholder. */
  async pick(at: { channel: string; ts: string }, label: string, value: Filled): Promise<Did> {
    const message = this.messageNow(at)
    const field = this.fieldCalled(label, fieldsIn(message.blocks, this.reader()))
    const chosen = stateWith(field.element, chosenFor(this.world.state, this.person, field, value))
    return this.doing(() =>
      this.hands.actOnMessage(this.person, message, `picked ${label}`, { ...field, chosen }),
    )
  }

  private shortcutCalled(name: string, type: 'global' | 'message') {
    const offered = this.world.app.shortcuts.filter((shortcut) => shortcut.type === type)
    const found = offered.find((shortcut) => shortcut.name === name)
    if (found === undefined) {
      throw new Error(
        `there is no shortcut "${name}"; there is: ${offered.map((one) => one.name).join(', ')}`,
      )
    }
    return found
  }

  private async fillIn(place: () => OpenView, values: Record<string, Filled>): Promise<Did[]> {
    const done: Did[] = []
    for (const [label, value] of Object.entries(values)) {
      const open = place()
      const field = this.fieldCalled(label, fieldsIn(open.view.blocks, this.reader()))
      const chosen = chosenFor(this.world.state, this.person, field, value)
      done.push(await this.doing(() => this.hands.type(this.person, open, { ...field, value: chosen })))
    }
    return done
  }

  private fieldCalled(label: string, fields: Field[]): Field {
    const [found, another] = fields.filter((field) => field.label === label)
    if (found === undefined) {
      throw new Error(
        `there is no field "${label}"; there is: ${fields.map((field) => field.label).join(', ')}`,
      )
    }
    if (another !== undefined) throw new Error(`several fields say "${label}"`)
    return found
  }

  private pressIn(open: OpenView, label: string, near: string | undefined, place: string): Promise<Did> {
    const control = controlCalled(controlsOf(recordsOf(open.view.blocks), this.reader()), label, near, place)
    const chosen = clicked(control.element, control.option)
    return this.doing(() =>
      this.hands.actOnView(this.person, open, `pressed ${label}`, { ...control, chosen }),
    )
  }

  /** Waits for the app's answer, and then until the app has done what it does about it. */
  private async doing(act: () => Promise<Ack | undefined>): Promise<Did> {
    const before = this.world.state.messages.length
    const ack = await act()
    if (ack !== undefined) await this.activity.idle(settleMs)
    const told = this.world.state.messages.slice(before).filter(({ onlyFor }) => onlyFor === this.id)
    const last = told.at(-1)
    return {
      ackMs: ack?.ackMs ?? 0,
      timedOut: ack?.timedOut ?? false,
      ok: ack?.ok ?? true,
      failure: ack?.failure,
      sent: ack !== undefined,
      answer: last === undefined ? undefined : seenBy(this.world.state, last, this.id).plain,
    }
  }
}

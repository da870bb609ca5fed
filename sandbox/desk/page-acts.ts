import { elementsOf, flatBlocks } from '../blocks/message.ts'
import { type Fields, listOf, recordsOf, textOf } from '../json.ts'
import { momentCalled } from '../moments.ts'
import type { Person } from '../people/cast.ts'
import { optionsOf } from '../people/choosing.ts'
import { slotOf, stateWith } from '../people/form.ts'
import { clicked } from '../people/hands.ts'
import { asTyped } from '../people/typing.ts'
import { secondsIn } from '../reading/dates.ts'
import type { Ack } from '../slack/delivery.ts'
import { weathers } from '../slack/faults.ts'
import type { Message } from '../slack/state.ts'
import type { OpenView } from '../slack/views.ts'
import type { Workspace } from '../workspace.ts'
import { fillInExample } from './examples.ts'

const elementAt = (blocks: unknown, act: Fields): { block: Fields; element: Fields } => {
  for (const block of flatBlocks(recordsOf(blocks))) {
    const element = elementsOf(block).find(({ action_id }) => action_id === act.actionId)
    if (block.block_id === act.blockId && element !== undefined) return { block, element }
  }
  throw new Error('this control is gone; look again')
}

/** Options travel as their position in the list, so that the page never has to repeat them exactly. */
const valueFor = (element: Fields, value: unknown, tz: string): unknown => {
  if (element.type === 'datetimepicker') return secondsIn(tz, textOf(value))
  const slot = slotOf(element)
  if (slot?.field === 'selected_option') return optionsOf(element)[Number(value ?? -1)]
  if (slot?.field === 'selected_options') {
    return listOf(value).map((position) => optionsOf(element)[Number(position)])
  }
  if (slot?.field === 'rich_text_value' && textOf(value) !== '') {
    const text = { type: 'text', text: textOf(value) }
    return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [text] }] }
  }
  return value
}

const chosenIn = (element: Fields, act: Fields, tz: string): Fields => {
  if (slotOf(element) !== undefined) return stateWith(element, valueFor(element, act.value, tz))
  const option = act.option === undefined ? undefined : optionsOf(element)[Number(act.option)]
  return clicked(element, option)
}

const viewWith = (workspace: Workspace, person: Person, id: unknown): OpenView => {
  const home = workspace.state.homes.get(person.id)
  const open = workspace.state.modalsOf(person.id).find((one) => one.id === id)
  const view = open ?? (home?.id === id ? home : undefined)
  if (view === undefined) throw new Error('this view is gone')
  return view
}

const messageWith = (workspace: Workspace, act: Fields): Message => {
  const message = workspace.state.messageAt(textOf(act.channel), textOf(act.ts))
  if (message === undefined) throw new Error('this message is gone')
  return message
}

const say = (workspace: Workspace, person: Person, act: Fields): undefined => {
  const channel = workspace.state.channels.get(textOf(act.channel))
  if (channel?.members.has(person.id) !== true) throw new Error('you are not in this channel')
  workspace.state.post({
    channel: channel.id,
    threadTs: textOf(act.threadTs) === '' ? undefined : textOf(act.threadTs),
    author: person.id,
    text: asTyped(textOf(act.text)),
    blocks: [],
    metadata: undefined,
    onlyFor: undefined,
    linkNames: false,
  })
  return undefined
}

type Act = (workspace: Workspace, person: Person, act: Fields) => Promise<Ack | undefined> | undefined

const shortcutFor = (workspace: Workspace, act: Fields) => {
  const found = workspace.world.app.shortcuts.find(({ callbackId }) => callbackId === act.callbackId)
  if (found === undefined) throw new Error('there is no such shortcut')
  return found
}

/** Everything the page can ask for, by name. */
const acts: Record<string, Act> = {
  say,
  slash: ({ state, hands }, person, act) => {
    const channel = state.channels.get(textOf(act.channel)) ?? state.dmWith(person.id)
    return hands.slash(person, channel, textOf(act.line))
  },
  shortcut: (workspace, person, act) => workspace.hands.shortcut(person, shortcutFor(workspace, act)),
  messageShortcut: (workspace, person, act) =>
    workspace.hands.messageShortcut(person, shortcutFor(workspace, act), messageWith(workspace, act)),
  click: (workspace, person, act) => {
    const message = messageWith(workspace, act)
    // Slack sends a click on what somebody saw, also when the message was edited a moment before.
    const at = elementAt([...message.blocks, ...(message.former ?? [])], act)
    const what = `clicked ${textOf(act.actionId)}`
    return workspace.hands.actOnMessage(person, message, what, {
      ...at,
      chosen: chosenIn(at.element, act, person.tz),
    })
  },
  viewClick: (workspace, person, act) => {
    const open = viewWith(workspace, person, act.viewId)
    const at = elementAt(open.view.blocks, act)
    const what = `pressed ${textOf(act.actionId)}`
    return workspace.hands.actOnView(person, open, what, {
      ...at,
      chosen: chosenIn(at.element, act, person.tz),
    })
  },
  type: (workspace, person, act) => {
    const open = viewWith(workspace, person, act.viewId)
    const at = elementAt(open.view.blocks, act)
    return workspace.hands.type(person, open, { ...at, value: valueFor(at.element, act.value, person.tz) })
  },
  submit: (workspace, person, act) => workspace.hands.submit(person, viewWith(workspace, person, act.viewId)),
  close: (workspace, person, act) =>
    workspace.hands.close(person, viewWith(workspace, person, act.viewId), act.all === true),
  home: ({ hands }, person) => hands.openHome(person, 'home'),
  messages: ({ hands }, person) => hands.openHome(person, 'messages'),
  example: (workspace, person) => fillInExample(workspace, person.handle),
  weather: ({ faults }, _person, act) => {
    const wanted = weathers.find((weather) => weather === act.weather)
    if (wanted === undefined) throw new Error('there is no such weather')
    faults.become(wanted)
    return undefined
  },
  clock: ({ clock }, _person, act) => clock.advance(Number(act.ms)).then(() => undefined),
  clockTo: ({ clock }, _person, act) => {
    const moment =
      act.at === undefined ? momentCalled(textOf(act.moment), clock.now()) : new Date(Number(act.at))
    return clock.to(moment).then(() => undefined)
  },
}

/** Does what the page asks in the name of one person, and says how the app took it. */
export const performAct = async (workspace: Workspace, act: Fields): Promise<Fields> => {
  const person = workspace.state.personCalled(textOf(act.as))
  const run = Object.hasOwn(acts, textOf(act.do)) ? acts[textOf(act.do)] : undefined
  if (run === undefined) throw new Error('the page asked for something unknown')
  const ack = await run(workspace, person, act)
  workspace.state.changed()
  return { ok: ack?.ok ?? true, failure: ack?.failure, sent: ack !== undefined, ackMs: ack?.ackMs }
}

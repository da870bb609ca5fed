import { checkView } from '../blocks/message.ts'
import { type Fields, isFields, recordsOf, textOf } from '../json.ts'
import { stateValues } from '../people/form.ts'
import { type OpenView, openView, replaceView } from '../slack/views.ts'
import type { Args } from './args.ts'
import { echoed } from './chat.ts'
import type { Api, Method } from './context.ts'
import { explained, Refusal } from './refusal.ts'

const largestView = 250_000

export const isTooLarge = (view: Fields): boolean => JSON.stringify(view).length > largestView

export const deepestStack = 3

const viewFrom = (args: Args, type: 'modal' | 'home'): Fields => {
  args.require('view')
  const view = args.json('view')
  if (!isFields(view)) throw explained('invalid_arguments', ['[ERROR] view must be an object'])
  if (isTooLarge(view)) throw new Refusal('view_too_large')
  if (view.type !== type) {
    throw explained('invalid_arguments', [`[ERROR] must be a ${type} [json-pointer:/view/type]`])
  }
  const problems = checkView(view)
  if (problems.length > 0) throw explained('invalid_arguments', problems)
  return view
}

/** A view as Slack describes it to the app, in answers and in payloads. */
export const viewJson = (open: OpenView, api: Pick<Api, 'state'>, dropUntouched = false): Fields => ({
  id: open.id,
  team_id: api.state.teamId,
  type: open.view.type,
  blocks: recordsOf(echoed(open.view.blocks)),
  private_metadata: textOf(open.view.private_metadata),
  callback_id: textOf(open.view.callback_id),
  state: { values: echoed(stateValues(open, dropUntouched)) },
  hash: open.hash,
  title: echoed(open.view.title ?? { type: 'plain_text', text: 'View Title' }),
  clear_on_close: open.view.clear_on_close ?? false,
  notify_on_close: open.view.notify_on_close ?? false,
  close: echoed(open.view.close ?? null),
  submit: echoed(open.view.submit ?? null),
  previous_view_id: open.previousId ?? null,
  root_view_id: open.rootId,
  app_id: api.state.appId,
  external_id: textOf(open.view.external_id),
  app_installed_team_id: api.state.teamId,
  bot_id: api.state.botId,
})

const everyView = (api: Api): OpenView[] => [
  ...[...api.state.modals.values()].flat(),
  ...api.state.homes.values(),
]

const demandFreshExternalId = (view: Fields, api: Api, except?: OpenView): void => {
  const id = textOf(view.external_id)
  const taken = everyView(api).some((open) => open !== except && textOf(open.view.external_id) === id)
  if (id !== '' && taken) throw new Refusal('duplicate_external_id')
}

const takeTrigger = (args: Args, api: Api) => {
  args.require('trigger_id')
  const trigger = api.triggers.take(args.text('trigger_id'))
  if ('refused' in trigger) throw new Refusal(trigger.refused)
  return trigger
}

export const viewsOpen: Method = (args, api) => {
  const view = viewFrom(args, 'modal')
  demandFreshExternalId(view, api)
  const { userId } = takeTrigger(args, api)
  const open = openView(api.state.nextViewId(), userId, view, undefined)
  api.state.modals.set(userId, [open])
  api.state.changed()
  return { view: viewJson(open, api) }
}

export const viewsPush: Method = (args, api) => {
  const view = viewFrom(args, 'modal')
  demandFreshExternalId(view, api)
  const { userId, fromModal } = takeTrigger(args, api)
  const stack = api.state.modalsOf(userId)
  const top = stack.at(-1)
  if (!fromModal || top === undefined) throw new Refusal('not_found')
  if (stack.length >= deepestStack) throw new Refusal('push_limit_reached')
  const open = openView(api.state.nextViewId(), userId, view, top)
  stack.push(open)
  api.state.changed()
  return { view: viewJson(open, api) }
}

const demandHash = (args: Args, open: OpenView): void => {
  if (args.has('hash') && args.text('hash') !== open.hash) throw new Refusal('hash_conflict')
}

export const viewsUpdate: Method = (args, api) => {
  if (!args.has('view_id') && !args.has('external_id')) args.require('view_id')
  const wanted = (open: OpenView) =>
    args.has('view_id')
      ? open.id === args.text('view_id')
      : textOf(open.view.external_id) === args.text('external_id')
  const open = everyView(api).find(wanted)
  if (open === undefined) throw new Refusal('not_found')
  const view = viewFrom(args, open.view.type === 'home' ? 'home' : 'modal')
  demandFreshExternalId(view, api, open)
  demandHash(args, open)
  replaceView(open, view, false)
  api.state.changed()
  return { view: viewJson(open, api) }
}

export const viewsPublish: Method = (args, api) => {
  args.require('user_id')
  const userId = args.text('user_id')
  const view = viewFrom(args, 'home')
  if (!api.home) throw new Refusal('not_enabled')
  const person = api.state.people.get(userId)
  if (person === undefined || person.isBot) throw new Refusal('user_not_found')
  if (person.deleted) throw new Refusal('account_inactive')
  const known = api.state.homes.get(userId)
  demandFreshExternalId(view, api, known)
  const open = known ?? openView(api.state.nextViewId(), userId, view, undefined)
  if (known !== undefined) {
    demandHash(args, known)
    replaceView(known, view, false)
  }
  api.state.homes.set(userId, open)
  api.state.changed()
  return { view: viewJson(open, api) }
}

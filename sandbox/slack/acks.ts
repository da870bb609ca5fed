import { deepestStack, isTooLarge } from '../api/views.ts'
import { checkView } from '../blocks/message.ts'
import { type Fields, isFields, recordsOf, textOf } from '../json.ts'
import type { Ack } from './delivery.ts'
import { answerMessage } from './responses.ts'
import type { State } from './state.ts'
import { type OpenView, openView, replaceView } from './views.ts'

export const trouble = 'We had some trouble connecting. Try again?'

/** What Slack shows by itself, in its own voice, to one person. */
export const tellPrivately = (state: State, userId: string, channel: string, text: string): void => {
  state.post({
    channel,
    threadTs: undefined,
    author: 'USLACKBOT',
    text,
    blocks: [],
    metadata: undefined,
    onlyFor: userId,
    linkNames: false,
  })
}

export const applyCommandAck = (state: State, ack: Ack, userId: string, channel: string): void => {
  const failed = (error: string) =>
    tellPrivately(state, userId, channel, `${textOf(ack.payload.command)} failed with the error "${error}"`)
  if (ack.failure !== undefined) failed(ack.failure)
  if (ack.failure !== undefined || ack.body === undefined) return
  const content = isFields(ack.body) ? ack.body : { text: String(ack.body) }
  const posted = answerMessage(state, content, { userId, channel })
  if ('refused' in posted) failed(posted.refused)
}

const showErrors = (open: OpenView, errors: unknown): string | undefined => {
  if (!isFields(errors) || Object.keys(errors).length === 0) return 'errors must be an object with entries'
  const inputs = recordsOf(open.view.blocks).filter(({ type }) => type === 'input')
  const known = new Set(inputs.map((block) => textOf(block.block_id)))
  for (const [blockId, message] of Object.entries(errors)) {
    if (!known.has(blockId)) return `errors: ${blockId} is not an input block of this view`
    if (typeof message !== 'string' || message === '') return `errors: ${blockId} has no text`
  }
  open.errors = new Map(Object.entries(errors).map(([blockId, message]) => [blockId, textOf(message)]))
  return undefined
}

const modalFrom = (body: Fields): { view: Fields } | { problem: string } => {
  const problems = checkView(body.view)
  if (problems.length > 0) return { problem: problems.join('; ') }
  if (!isFields(body.view) || body.view.type !== 'modal') return { problem: 'view must be a modal' }
  if (isTooLarge(body.view)) return { problem: 'view_too_large' }
  return { view: body.view }
}

const respond = (state: State, open: OpenView, body: Fields): string | undefined => {
  const stack = state.modalsOf(open.userId)
  if (body.response_action === 'clear') {
    stack.length = 0
    return undefined
  }
  if (body.response_action === 'errors') return showErrors(open, body.errors)
  if (body.response_action !== 'update' && body.response_action !== 'push') {
    return `${JSON.stringify(body)} is not an answer to a submission`
  }
  const modal = modalFrom(body)
  if ('problem' in modal) return modal.problem
  if (body.response_action === 'update') {
    replaceView(open, modal.view, true)
    return undefined
  }
  if (stack.length >= deepestStack) return 'push_limit_reached'
  stack.push(openView(state.nextViewId(), open.userId, modal.view, open))
  return undefined
}

/** The answer to a submission decides what happens to the modal: nothing in it closes the view. */
export const applySubmissionAck = (state: State, ack: Ack, open: OpenView): void => {
  const stack = state.modalsOf(open.userId)
  open.busy = false
  const index = stack.indexOf(open)
  if (ack.failure !== undefined) open.notice = trouble
  else if (ack.body === undefined) {
    if (index >= 0) stack.splice(index)
  } else {
    const problem = isFields(ack.body)
      ? respond(state, open, ack.body)
      : `${String(ack.body)} is not an answer`
    if (problem !== undefined) {
      state.problems.push(`${ack.what}: ${problem}`)
      open.notice = trouble
    }
  }
  state.changed()
}

import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { checkNote } from '../../domain/fields.ts'
import { isRefusal } from '../../domain/handoff/decision.ts'
import { PULL_IN_REASONS } from '../../domain/handoff/handoff.ts'
import { pullIn, pullInDone } from '../../domain/owning/pull_in.ts'
import { problemErrors } from '../../views/fields.ts'
import { pullInForm } from '../../views/owning/pull_in.ts'
import { message } from '../../views/slack/blocks.ts'
import { explain, openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openPullIn(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'pulled_in', pullInForm)
}

export async function askBackIn(bot: Bot, form: Form): Promise<FormAnswer> {
  const reason = PULL_IN_REASONS.find((known) => known === form.fields.reason)
  if (!reason) return { errors: problemErrors([{ field: 'reason', why: 'missing' }]) }
  const words = checkNote(form.fields, 'request', true)
  if (!words.ok) return { errors: problemErrors(words.problems) }
  const result = await change(bot, form, (handoff) =>
    pullIn(handoff, form.by, { reason, words: words.value }, bot.clock.now()),
  )
  return settle(bot, form.by, 'request', result)
}

export async function finishPullIn(bot: Bot, click: Click): Promise<void> {
  const result = await change(bot, click.value, (handoff) => pullInDone(handoff, click.by, bot.clock.now()))
  if (!result || isRefusal(result)) return explain(click, result)
  await click.tell(message([['Noted. Whoever asked you back in is told.']]))
}

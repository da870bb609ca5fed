import type { Bot } from '../bot.ts'
import { change } from '../change.ts'
import { checkNote } from '../domain/draft.ts'
import { decline } from '../domain/lifecycle.ts'
import { declineForm } from '../views/answer_forms.ts'
import { problemErrors } from '../views/problems.ts'
import { openFor, settle } from './reply.ts'
import type { Click, Form, FormAnswer } from './requests.ts'

export async function openDecline(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'declined', declineForm)
}

/** A reason is needed always, and words when the reason says nothing by itself. */
export async function declineOffer(bot: Bot, form: Form): Promise<FormAnswer> {
  const code = form.fields.code
  if (!code) return { errors: problemErrors([{ field: 'code', why: 'missing' }]) }
  const comment = checkNote(form.fields, 'comment', code === 'other')
  if (!comment.ok) return { errors: problemErrors(comment.problems) }
  const reason = { code, comment: comment.value || undefined }
  const outcome = await change(bot, form.about, (handoff) =>
    decline(handoff, form.by, reason, bot.clock.now()),
  )
  return settle(bot, form.by, 'code', outcome)
}

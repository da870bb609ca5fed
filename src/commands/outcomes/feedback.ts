import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { checkFeedback, giveFeedback } from '../../domain/outcomes/feedback.ts'
import { problemErrors } from '../../views/fields.ts'
import { feedbackForm } from '../../views/outcomes.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openFeedback(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'feedback_given', feedbackForm)
}

export async function keepFeedback(bot: Bot, form: Form): Promise<FormAnswer> {
  const feedback = checkFeedback(form.fields)
  if (!feedback.ok) return { errors: problemErrors(feedback.problems) }
  const result = await change(bot, form, (handoff) =>
    giveFeedback(handoff, form.by, feedback.value, bot.clock.now()),
  )
  return settle(bot, form.by, 'feedback', result)
}

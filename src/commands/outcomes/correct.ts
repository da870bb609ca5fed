import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { checkNote } from '../../domain/fields.ts'
import { correct } from '../../domain/outcomes/correct.ts'
import { problemErrors } from '../../views/fields.ts'
import { correctForm } from '../../views/outcomes.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openCorrect(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'corrected', correctForm)
}

export async function correctOutcome(bot: Bot, form: Form): Promise<FormAnswer> {
  const words = checkNote(form.fields, 'words', true)
  if (!words.ok) return { errors: problemErrors(words.problems) }
  const result = await change(bot, form, (handoff) => correct(handoff, form.by, words.value, bot.clock.now()))
  return settle(bot, form.by, 'words', result)
}

import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { answer, ask } from '../../domain/answering/need_info.ts'
import { checkNote } from '../../domain/fields.ts'
import { answerForm, askForm } from '../../views/answering.ts'
import { problemErrors } from '../../views/fields.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

/** The AE's question and the SDR's answer. */
export async function openQuestion(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'asked', askForm)
}

export async function askQuestion(bot: Bot, form: Form): Promise<FormAnswer> {
  const question = checkNote(form.fields, 'question', true)
  if (!question.ok) return { errors: problemErrors(question.problems) }
  const outcome = await change(bot, form, (handoff) => ask(handoff, form.by, question.value, bot.clock.now()))
  return settle(bot, form.by, 'question', outcome)
}

export async function openAnswer(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'answered', answerForm)
}

export async function answerQuestion(bot: Bot, form: Form): Promise<FormAnswer> {
  const words = checkNote(form.fields, 'answer', true)
  if (!words.ok) return { errors: problemErrors(words.problems) }
  const outcome = await change(bot, form, (handoff) => answer(handoff, form.by, words.value, bot.clock.now()))
  return settle(bot, form.by, 'answer', outcome)
}

import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { addInformation } from '../../domain/answering/information.ts'
import { checkNote } from '../../domain/fields.ts'
import { informationForm } from '../../views/answering.ts'
import { problemErrors } from '../../views/fields.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openInformation(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'information_added', informationForm)
}

export async function addToBrief(bot: Bot, form: Form): Promise<FormAnswer> {
  const words = checkNote(form.fields, 'information', true)
  if (!words.ok) return { errors: problemErrors(words.problems) }
  const outcome = await change(bot, form, (handoff) =>
    addInformation(handoff, form.by, words.value, bot.clock.now()),
  )
  return settle(bot, form.by, 'information', outcome)
}

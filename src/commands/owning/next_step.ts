import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { checkNextStep, updateNextStep } from '../../domain/owning/next_step.ts'
import { problemErrors } from '../../views/fields.ts'
import { nextStepForm } from '../../views/owning/next_step.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openNextStep(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'next_step_updated', nextStepForm)
}

export async function keepNextStep(bot: Bot, form: Form): Promise<FormAnswer> {
  const now = bot.clock.now()
  const zone = (await bot.people.find(form.by))?.zone ?? bot.zone
  const step = checkNextStep(form.fields, now, zone)
  if (!step.ok) return { errors: problemErrors(step.problems) }
  const outcome = await change(bot, form, (handoff) => updateNextStep(handoff, form.by, step.value, now))
  return settle(bot, form.by, 'next_step', outcome)
}

import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { checkTouch, logTouch } from '../../domain/owning/log_touch.ts'
import { problemErrors } from '../../views/fields.ts'
import { touchForm } from '../../views/owning/touch.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

/** What people do with a lead that somebody has: touches, its next step, another owner, and what managers ask for. */
export async function openTouch(bot: Bot, click: Click): Promise<void> {
  const zone = (await bot.people.find(click.by))?.zone ?? bot.zone
  await openFor(bot, click, 'touched', (handoff) => touchForm(handoff, bot.clock.now(), zone))
}

export async function keepTouch(bot: Bot, form: Form): Promise<FormAnswer> {
  const touch = checkTouch(form.fields)
  if (!touch.ok) return { errors: problemErrors(touch.problems) }
  const outcome = await change(bot, form, (handoff) =>
    logTouch(handoff, form.by, touch.value, bot.clock.now()),
  )
  return settle(bot, form.by, 'happened', outcome)
}

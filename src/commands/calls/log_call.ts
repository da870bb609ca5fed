import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { acceptWithCall, checkCall, logCall } from '../../domain/calls/log_call.ts'
import { isRefusal } from '../../domain/handoff/decision.ts'
import { callForm } from '../../views/calls/log_call.ts'
import { problemErrors } from '../../views/fields.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openCall(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'called', (handoff) => callForm(handoff, bot.clock.now()))
}

export async function keepCall(bot: Bot, form: Form): Promise<FormAnswer> {
  const now = bot.clock.now()
  const zone = (await bot.people.find(form.by))?.zone ?? bot.zone
  const call = checkCall(form.fields, now, zone)
  if (!call.ok) return { errors: problemErrors(call.problems) }
  // An AE who logs a call that they were on has accepted the lead with it.
  if (call.value.result === 'held' && call.value.ae)
    await change(bot, form.about, (handoff) => {
      const tried = logCall(handoff, form.by, call.value, now)
      return isRefusal(tried) ? tried : acceptWithCall(handoff, form.by, now)
    })
  const result = await change(bot, form, (handoff) => logCall(handoff, form.by, call.value, now))
  return settle(bot, form.by, 'happened', result)
}

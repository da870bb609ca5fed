import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { checkRecycleDate, defaultRecycleDate, recycle } from '../../domain/answering/recycle.ts'
import { recycleForm } from '../../views/answering.ts'
import { problemErrors } from '../../views/fields.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openRecycle(bot: Bot, click: Click): Promise<void> {
  const zone = await zoneOf(bot, click.by)
  const until = defaultRecycleDate(bot.clock.now(), zone)
  await openFor(bot, click, 'recycled', (handoff) => recycleForm(handoff, until))
}

export async function recycleHandoff(bot: Bot, form: Form): Promise<FormAnswer> {
  const now = bot.clock.now()
  const until = checkRecycleDate(form.fields, now, await zoneOf(bot, form.by))
  if (!until.ok) return { errors: problemErrors(until.problems) }
  const outcome = await change(bot, form, (handoff) => recycle(handoff, form.by, until.value, now))
  return settle(bot, form.by, 'until', outcome)
}

async function zoneOf(bot: Bot, id: string): Promise<string> {
  return (await bot.people.find(id))?.zone ?? 'UTC'
}

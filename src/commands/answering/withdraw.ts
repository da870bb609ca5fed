import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { withdraw } from '../../domain/answering/withdraw.ts'
import { withdrawForm } from '../../views/answering.ts'
import { refusalWords } from '../../views/handoff/refusals.ts'
import { modal, rich } from '../../views/slack/blocks.ts'
import { isDone, openFor } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

/** Ending a handoff without an owner, and taking the last answer back. */
export async function openWithdraw(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'withdrawn', withdrawForm)
}

/** This form has no field at which a refusal could stand, so the refusal takes its place. */
export async function withdrawHandoff(bot: Bot, form: Form): Promise<FormAnswer> {
  const outcome = await change(bot, form, (handoff) => withdraw(handoff, form.by, bot.clock.now()))
  if (outcome && isDone(outcome)) return 'close'
  const lines = outcome ? refusalWords(outcome) : [['This handoff no longer exists.']]
  return { show: modal({ form: 'refused', title: 'Not withdrawn', close: 'Close', blocks: rich(lines) }) }
}

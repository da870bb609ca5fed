import type { Bot } from '../bot.ts'
import { change } from '../change.ts'
import { checkRecycleDate, defaultRecycleDate } from '../domain/draft.ts'
import type { Handoff } from '../domain/handoff.ts'
import { recycle, undo, withdraw } from '../domain/lifecycle.ts'
import { recycleForm, withdrawForm } from '../views/answer_forms.ts'
import { modal, rich } from '../views/blocks.ts'
import { problemErrors } from '../views/problems.ts'
import { refusalWords } from '../views/refusals.ts'
import { explain, isDone, openFor, settle } from './reply.ts'
import type { Click, Form, FormAnswer } from './requests.ts'

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

export async function undoAnswer(bot: Bot, click: Click): Promise<void> {
  const outcome = await change(bot, click.value, async (handoff) => {
    const wasGivenBack = handoff.lastAnswer?.action === 'declined' && owes(handoff)
    return {
      ...undo(handoff, click.by, bot.clock.now()),
      turn: wasGivenBack ? ('used_back' as const) : undefined,
    }
  })
  await explain(click, outcome)
}

async function zoneOf(bot: Bot, id: string): Promise<string> {
  return (await bot.people.find(id))?.zone ?? 'UTC'
}

/** Whether the AE who takes a decline back was given their turn back for it. */
const owes = ({ team, offer, rules, stage }: Handoff): boolean =>
  stage.status === 'declined' &&
  team.owed?.includes(offer.ae) === true &&
  rules.declineCodes.some(({ code, givesTurnBack }) => givesTurnBack && code === stage.code)

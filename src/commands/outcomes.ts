import type { Bot } from '../bot.ts'
import { change } from '../change.ts'
import { isRefusal } from '../domain/decision.ts'
import { checkCall, checkFeedback, checkNote } from '../domain/draft.ts'
import { type Outcome, PULL_IN_REASONS } from '../domain/handoff.ts'
import {
  acceptWithCall,
  correct,
  end,
  giveFeedback,
  logCall,
  pullIn,
  pullInDone,
  qualify,
} from '../domain/outcomes.ts'
import { loadHandoff } from '../store/handoffs.ts'
import { message } from '../views/blocks.ts'
import { callForm, correctForm, feedbackForm, outcomeForm, pullInForm } from '../views/outcome_forms.ts'
import { problemErrors } from '../views/problems.ts'
import { explain, openFor, redrawForm, settle } from './reply.ts'
import type { Click, Form, FormAnswer } from './requests.ts'

/** What the owner of a lead says of it: calls, outcome, feedback, and that they need the SDR again. */
export async function openOutcome(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'lost', (handoff) => outcomeForm(handoff, {}))
}

/** Another outcome was chosen: its reasons take the place of those before. */
export async function reshapeOutcome(bot: Bot, { view }: Click): Promise<void> {
  const handoff = view && (await loadHandoff(bot.db, view.about))
  if (handoff) await redrawForm(bot, view, outcomeForm(handoff, view.fields))
}

export async function keepOutcome(bot: Bot, form: Form): Promise<FormAnswer> {
  const { outcome_chosen: outcome, code } = form.fields
  const feedback = checkFeedback(form.fields)
  if (!outcome) return { errors: problemErrors([{ field: 'outcome_chosen', why: 'missing' }]) }
  if (!feedback.ok) return { errors: problemErrors(feedback.problems) }
  if (outcome !== 'won' && outcome !== 'qualified' && !code)
    return {
      errors: problemErrors([{ field: 'code' in form.fields ? 'code' : 'outcome_chosen', why: 'no_reason' }]),
    }
  const now = bot.clock.now()
  const result = await change(bot, form, (handoff) =>
    outcome === 'qualified'
      ? qualify(handoff, form.by, feedback.value, now)
      : end(handoff, form.by, { ...feedback.value, outcome: ended(outcome), code: code ?? undefined }, now),
  )
  return settle(bot, form.by, 'outcome_chosen', result)
}

export async function openCorrect(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'corrected', correctForm)
}

export async function correctOutcome(bot: Bot, form: Form): Promise<FormAnswer> {
  const words = checkNote(form.fields, 'words', true)
  if (!words.ok) return { errors: problemErrors(words.problems) }
  const result = await change(bot, form, (handoff) => correct(handoff, form.by, words.value, bot.clock.now()))
  return settle(bot, form.by, 'words', result)
}

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

export async function openPullIn(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'pulled_in', pullInForm)
}

export async function askBackIn(bot: Bot, form: Form): Promise<FormAnswer> {
  const reason = PULL_IN_REASONS.find((known) => known === form.fields.reason)
  if (!reason) return { errors: problemErrors([{ field: 'reason', why: 'missing' }]) }
  const words = checkNote(form.fields, 'request', true)
  if (!words.ok) return { errors: problemErrors(words.problems) }
  const result = await change(bot, form, (handoff) =>
    pullIn(handoff, form.by, { reason, words: words.value }, bot.clock.now()),
  )
  return settle(bot, form.by, 'request', result)
}

export async function finishPullIn(bot: Bot, click: Click): Promise<void> {
  const result = await change(bot, click.value, (handoff) => pullInDone(handoff, click.by, bot.clock.now()))
  if (!result || isRefusal(result)) return explain(click, result)
  await click.tell(message([['Noted. Whoever asked you back in is told.']]))
}

const ended = (outcome: string): Outcome =>
  outcome === 'won' || outcome === 'lost' ? outcome : 'disqualified'

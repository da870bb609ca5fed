import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import type { Outcome } from '../../domain/handoff/status.ts'
import { checkFeedback } from '../../domain/outcomes/feedback.ts'
import { end, qualify } from '../../domain/outcomes/outcome.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { problemErrors } from '../../views/fields.ts'
import { outcomeForm } from '../../views/outcomes.ts'
import { openFor, redrawForm, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

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

const ended = (outcome: string): Outcome =>
  outcome === 'won' || outcome === 'lost' ? outcome : 'disqualified'

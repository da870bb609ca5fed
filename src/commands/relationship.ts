import type { Bot } from '../bot.ts'
import { change } from '../change.ts'
import { isRefusal } from '../domain/decision.ts'
import { checkNote } from '../domain/draft.ts'
import { HANDOVER_FORMS } from '../domain/handoff.ts'
import { cannotMakeCall, handOverVerbally } from '../domain/relationship.ts'
import { saveHandoverForm } from '../store/people.ts'
import { message } from '../views/blocks.ts'
import { problemErrors } from '../views/problems.ts'
import { verbalForm } from '../views/relationship_forms.ts'
import { explain, openFor, settle } from './reply.ts'
import type { Click, Form, FormAnswer } from './requests.ts'

/** What passes between SDR and AE beside the written brief. */
export async function openVerbal(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'handed_over', verbalForm)
}

export async function keepVerbal(bot: Bot, form: Form): Promise<FormAnswer> {
  const chosen = HANDOVER_FORMS.find((known) => known === form.fields.form)
  if (!chosen) return { errors: problemErrors([{ field: 'form', why: 'missing' }]) }
  const note = checkNote(form.fields, 'note', false)
  if (!note.ok) return { errors: problemErrors(note.problems) }
  const what = { form: chosen, words: note.value || undefined }
  const outcome = await change(bot, form, (handoff) =>
    handOverVerbally(handoff, form.by, what, bot.clock.now()),
  )
  return settle(bot, form.by, 'form', outcome)
}

export async function declineCall(bot: Bot, click: Click): Promise<void> {
  const outcome = await change(bot, click.value, (handoff) =>
    cannotMakeCall(handoff, click.by, bot.clock.now()),
  )
  if (!outcome || isRefusal(outcome)) return explain(click, outcome)
  await click.tell(
    message([['The other rep is told in the thread. Log call moves the call to another time.']]),
  )
}

/** The answer to how an AE likes to take over; `/handoff prefs` changes it later. */
export async function keepHandoverForm(bot: Bot, click: Click): Promise<void> {
  const form = HANDOVER_FORMS.find((known) => known === click.value)
  if (!form) return
  await saveHandoverForm(bot.db, bot.workspace, click.by, form)
  await click.tell(message([['Noted. SDRs see it while they hand off; /handoff prefs changes it.']]))
}

import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { checkNote } from '../../domain/fields.ts'
import { handOverVerbally } from '../../domain/owning/verbal_handover.ts'
import { HANDOVER_FORMS } from '../../domain/people/people.ts'
import { problemErrors } from '../../views/fields.ts'
import { verbalForm } from '../../views/owning/verbal_handover.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

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

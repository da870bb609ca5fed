import { type Checked, checkNote, type Fields } from '../fields.ts'
import { type Decision, line } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { HandoverForm, UserId } from '../people/people.ts'
import { HANDOVER_FORMS } from '../people/people.ts'

/** What passes between an SDR and an AE beside the written brief. */

/** They talked, in whatever form: the brief says so, and it is counted. */
export function handOverVerbally(
  handoff: Handoff,
  by: UserId,
  { form, words }: { form: HandoverForm; words: string | undefined },
  now: Date,
): Decision {
  const refusal = refusalOf('handed_over', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1, verbal: { by, at: now, form } }
  const happened = line(after, {
    action: 'handed_over',
    by,
    at: now,
    code: form,
    words,
    from: handoff.stage.status,
  })
  return { handoff: after, happened, tell: [{ kind: 'state', what: 'brief' }] }
}

export function checkVerbalHandover(
  fields: Fields,
): Checked<{ form: HandoverForm; words: string | undefined }> {
  const form = HANDOVER_FORMS.find((known) => known === fields.form)
  if (!form) return { ok: false, problems: [{ field: 'form', why: 'missing' }] }
  const note = checkNote(fields, 'note', false)
  return note.ok ? { ok: true, value: { form, words: note.value || undefined } } : note
}

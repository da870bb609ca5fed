import { type Checked, checkNote, type Fields } from '../fields.ts'

/** One of the codes that the rules name, and what people should know beside it. */
export type Reason = { code: string; comment?: string | undefined }

/** A code always, and words when the code says nothing by itself. */
export function checkReason(fields: Fields): Checked<Reason> {
  const { code } = fields
  if (!code) return { ok: false, problems: [{ field: 'code', why: 'missing' }] }
  const comment = checkNote(fields, 'comment', code === 'other')
  return comment.ok ? { ok: true, value: { code, comment: comment.value || undefined } } : comment
}

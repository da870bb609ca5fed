import type { Bot } from '../../bot.ts'
import type { Fields } from '../../domain/fields.ts'
import { refOf } from '../../domain/handoff/handoff.ts'
import { DRAFT_KEPT_DAYS, type Draft, type Step } from '../../domain/offering/draft.ts'
import type { UserId } from '../../domain/people/people.ts'
import { storable } from '../../domain/text.ts'
import { refOfSent } from '../../store/handoff/history.ts'
import { findDraft, saveDraft } from '../../store/offering/drafts.ts'
import type { Form } from '../requests.ts'

/**
 * What was typed is laid over the draft: Slack leaves out fields that nobody touched. A form whose handoff was sent, or
 * beside which another one was begun, is dead; keeping it would overwrite what is not its own.
 */
export async function keep(
  bot: Bot,
  form: Omit<Form, 'idempotencyKey'>,
  step: Step,
): Promise<Draft | { dead: string }> {
  const { by, fields } = form
  const { id } = draftPageOf(form.about)
  const ref = await refOfSent(bot.db, id)
  if (ref) return { dead: `This handoff was sent already: it is ${refOf({ ref })}.` }
  const found = await findDraft(bot.db, bot.workspace, by)
  if (found && found.id !== id && !isOld(bot, found))
    return { dead: 'You began another handoff in another window. Close this one and type /handoff.' }
  const typed = Object.entries(fields).map(([name, text]) => [name, text === null ? null : storable(text)])
  const laid: Fields = { ...(found?.id === id ? found.fields : {}), ...Object.fromEntries(typed) }
  const draft: Draft = { id, person: by, step, fields: laid, at: bot.clock.now() }
  await saveDraft(bot.db, bot.workspace, draft)
  return draft
}

/** Whether there is more in it than the message that it began with. */
export const hasTyped = (fields: Fields): boolean =>
  Object.keys(fields).some((field) => field !== 'from_message' && field !== 'message_link')

export function newDraft(bot: Bot, person: UserId, fields: Fields = {}): Draft {
  return { id: bot.newId(), person, step: 'who', fields, at: bot.clock.now() }
}

export function isOld(bot: Bot, draft: Draft): boolean {
  return bot.clock.now().getTime() - draft.at.getTime() > DRAFT_KEPT_DAYS * 86_400_000
}

/** A page of a long framework is told apart by its number behind the draft's id. */
export type DraftPage = { id: string; page: number }

export const draftPageOf = (about: string): DraftPage => {
  const [id = '', page] = about.split('#')
  return { id, page: Number(page ?? 0) }
}

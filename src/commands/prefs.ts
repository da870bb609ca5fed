import type { Bot } from '../bot.ts'
import { savePreferences } from '../store/people.ts'
import { message } from '../views/blocks.ts'
import { preferencesForm } from '../views/prefs.ts'
import { cannotTakePartWords } from '../views/refusals.ts'
import { openForm } from './reply.ts'
import type { Asked, Form, FormAnswer } from './requests.ts'

/** `/handoff prefs`: messages on or off, and when I work. Running deadlines keep the hours they began with. */
export async function openPreferences(bot: Bot, asked: Asked): Promise<void> {
  const person = await bot.people.find(asked.by)
  if (!person) return asked.tell(message([['Slack did not answer in time. Please try again.']]))
  if (person.kind !== 'member') return asked.tell(message([[cannotTakePartWords({ why: person.kind })]]))
  await openForm(bot, asked, preferencesForm(person))
}

export async function keepPreferences(bot: Bot, { by, fields }: Form): Promise<FormAnswer> {
  const days = (fields.days ?? '').split(',').filter(Boolean).map(Number)
  const from = fields.from ?? ''
  const to = fields.to ?? ''
  if (days.length === 0) return { errors: { days: 'Pick at least one day, so that deadlines can pass.' } }
  if (!(from < to)) return { errors: { to: 'The day has to end after it begins.' } }
  await savePreferences(bot.db, bot.workspace, by, { wantsDms: fields.dms === 'yes', days, from, to })
  return 'close'
}

import type { Bot } from '../../bot.ts'
import { readHolidays } from '../../domain/settings/sections.ts'
import { saveHolidays } from '../../store/people/holidays.ts'
import { problemErrors } from '../../views/fields.ts'
import { isAdmin } from '../people/roles.ts'
import type { Form, FormAnswer } from '../requests.ts'
import { auditOf, saved } from './save.ts'

export async function saveHolidayList(bot: Bot, { by, fields }: Form): Promise<FormAnswer> {
  if (!(await isAdmin(bot, by))) return { errors: { list: 'Settings are for admins.' } }
  const read = readHolidays(fields)
  if (!read.ok) return { errors: problemErrors(read.problems) }
  const { list, dates } = read.value
  const audit = await auditOf(bot, by, `holidays ${list}`)
  const save = () => saveHolidays(bot.db, bot.workspace, read.value, audit)
  return saved(bot, 'list', save, `Saved: ${list}, ${dates.length} days.`)
}

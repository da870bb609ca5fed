import { type Bot, whatBroke } from '../../bot.ts'
import { sendFile } from '../../delivery/slack/files.ts'
import { sayPrivately } from '../../delivery/slack/private_answer.ts'
import { withTemporaryFile } from '../../delivery/slack/temporary_file.ts'
import type { UserId } from '../../domain/people/people.ts'
import { EXPORTS, type Export } from '../../domain/privacy/exports.ts'
import { addDays, type LocalDate, localDate, startOfDay } from '../../domain/time/calendar.ts'
import { exportRows } from '../../store/privacy/exports.ts'
import { rulesNow } from '../../store/settings.ts'
import { csvPieces } from '../../views/csv.ts'
import { problemErrors } from '../../views/fields.ts'
import { exportForm } from '../../views/privacy/export.ts'
import { message } from '../../views/slack/blocks.ts'
import { isAdmin } from '../people/roles.ts'
import { openForm } from '../reply.ts'
import type { Asked, Form, FormAnswer } from '../requests.ts'

/** `/handoff export`: a table as a file, to the admin who asked and nobody else. */
export async function openExport(bot: Bot, asked: Asked): Promise<void> {
  if (!(await isAdmin(bot, asked.by)))
    return asked.tell(message([['Exports are for Slack’s admins, and for people whom they name.']]))
  const {
    rules: { zone },
  } = await rulesNow(bot.db, bot.workspace)
  const today = localDate(bot.clock.now(), zone)
  await openForm(bot, asked, exportForm(addDays(today, -90), today))
}

export async function sendExport(bot: Bot, { by, fields }: Form): Promise<FormAnswer> {
  if (!(await isAdmin(bot, by))) return { errors: { what: 'Exports are for admins.' } }
  const what = EXPORTS.find((known) => known === fields.what)
  const { from, until } = fields
  const {
    rules: { named },
  } = await rulesNow(bot.db, bot.workspace)
  if (what === 'credits' && !named.pay.includes(by))
    return { errors: { what: 'Everybody’s credits are for the people named for pay under Settings.' } }
  if (!what) return { errors: problemErrors([{ field: 'what', why: 'missing' }]) }
  if (!from || !until) return { errors: problemErrors([{ field: from ? 'until' : 'from', why: 'missing' }]) }
  if (until < from) return { errors: { until: 'The last day comes after the first.' } }
  return { after: () => writeAndSend(bot, by, what, from, until) }
}

/** The table goes through a temporary file, row by row: a year of history is more than memory should hold. */
async function writeAndSend(
  bot: Bot,
  by: UserId,
  what: Export,
  from: LocalDate,
  until: LocalDate,
): Promise<void> {
  const { db, workspace, clock } = bot
  const {
    rules: { zone },
  } = await rulesNow(db, workspace)
  const bounds = { from: startOfDay(from, zone), to: startOfDay(addDays(until, 1), zone) }
  const { columns, rows } = await exportRows(db, workspace, what, bounds, { zone, now: clock.now() })
  let count = 0
  async function* counted() {
    for await (const row of rows) {
      count += 1
      yield row
    }
  }
  const arrived = await withTemporaryFile(csvPieces(columns, counted()), (content) => {
    const said = message([[`${what}, ${from} to ${until} in ${zone}: ${count} rows.`]])
    const title = `${what} ${from} to ${until}`
    return sendFile(bot, by, said, { name: `handoff-${what}-${from}-${until}.csv`, title, content })
  }).catch((error: unknown) => {
    bot.log.error({ error: whatBroke(error) }, 'an export could not be written')
    return false
  })
  if (!arrived)
    await sayPrivately(bot, by, message([['The export did not arrive. Please ask for it again.']]))
}

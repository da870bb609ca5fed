import { setImmediate as letOthersIn } from 'node:timers/promises'
import type { Bot } from '../bot.ts'
import { sendFile } from '../delivery/slack/files.ts'
import { payLines } from '../domain/pay/credits.ts'
import type { Month } from '../domain/pay/lines.ts'
import { isMonth, monthCloses, monthOf } from '../domain/pay/months.ts'
import { addDays, hours, startOfDay } from '../domain/time/calendar.ts'
import { acceptedForPay } from '../store/pay/accepted.ts'
import { namesOf } from '../store/people/people.ts'
import { rulesNow } from '../store/settings.ts'
import { payCsv, payTable } from '../views/pay.ts'
import { message } from '../views/slack/blocks.ts'
import type { Slash } from './requests.ts'

/** `/handoff pay 2026-11`: one's own credits, or everybody's for the people named for it, as a table and a file. */
export async function showPay(bot: Bot, slash: Slash): Promise<void> {
  const { db, workspace } = bot
  const { rules } = await rulesNow(db, workspace)
  const now = bot.clock.now()
  const month: Month = slash.text.trim().split(/\s+/)[1] ?? monthOf(now, rules.zone)
  if (!isMonth(month)) return slash.tell(message([['Say which month, like /handoff pay 2026-11.']]))
  const seesAll = rules.named.pay.includes(slash.by)
  const from = startOfDay(`${month}-01`, rules.zone)
  const to = startOfDay(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, rules.zone)
  const margin = hours(24)
  // A day more on both sides: a handoff keeps the zone that was set when it was sent.
  const bounds = { from: new Date(from.getTime() - margin), to: new Date(to.getTime() + margin) }
  const accepted = await acceptedForPay(db, workspace, bounds, seesAll ? undefined : slash.by)
  const lines = payLines(accepted, now).filter(
    (line) => line.month === month && (seesAll || line.sdr === slash.by),
  )
  // A company's month is thousands of lines, and clicks have to get their turn between two steps.
  await letOthersIn()
  const closes = monthCloses(month, accepted, rules)
  const said = payTable(month, lines, { closes, isOpen: now < closes, ofOne: !seesAll })
  await slash.tell(said)
  if (lines.length === 0) return
  const nameOf = await namesOf(
    db,
    workspace,
    lines.map(({ sdr }) => sdr),
  )
  await letOthersIn()
  const content = payCsv(lines, (id) => nameOf(id) ?? id)
  const file = { name: `pay-${month}.csv`, title: `Credits ${month}`, content }
  // What is posted stays, also when a prospect is erased; so it holds sums, and only the answer holds names.
  const posted = payTable(month, lines, { closes, isOpen: now < closes, ofOne: false })
  const arrived = await sendFile(bot, slash.by, posted, file)
  if (!arrived) await slash.tell(message([['Slack did not take the file. Please ask again.']]))
}

import type { Workspace } from '../../sandbox/workspace.ts'
import { addDays, localDate } from '../../src/domain/time/calendar.ts'
import { aBase } from '../bases/base.ts'
import { copyLead } from '../bases/copies.ts'
import { accepted, aLead, touched } from '../bases/leads.ts'
import type { Measure } from '../measures.ts'
import { startProduct } from '../run/children.ts'
import { load } from '../run/load.ts'
import { slowestAnswerDuring } from '../run/others.ts'
import { slackNow, ZONE } from '../run/slack.ts'
import { until } from '../run/waiting.ts'
import { bodyOf } from './acks.ts'

const ROWS = 1_000_000

const ROWS_OF_A_LEAD = 100

const DAYS = 700

const WARM_UP_MS = 2000

const HOUR = 3_600_000

/** An export of a million lines of history, while somebody else goes on asking for help. */
export async function exports(): Promise<Measure[]> {
  const slack = await slackNow()
  const product = await startProduct(slack, await yearsOfHistory(slack))
  const other = { port: product.port, secret: slack.signingSecret, body: bodyOf(slack, 'help') }
  // What answering takes of memory it has taken by then, so that only the export's is counted.
  await load(other, 1, WARM_UP_MS)
  await product.begin('delay', 'memory')
  let seconds = 0
  const slowest = await slowestAnswerDuring(other, async () => {
    seconds = await exportsHistory(slack)
  })
  const { grewMb, blockedMs } = await product.end()
  await product.stop()
  await slack.close()
  const row = 'export'
  return [
    { row, what: 'memory beyond what it had before', unit: 'MB', value: grewMb, goal: { atMost: 60 } },
    { row, what: 'until the file is there', unit: 's', value: seconds },
    { row, what: 'longest that nothing else ran', unit: 'ms', value: blockedMs },
    { row, what: 'slowest answer to others', unit: 'ms', value: slowest },
  ]
}

/** In seconds, from the form to the file. */
async function exportsHistory(slack: Workspace): Promise<number> {
  const ada = slack.person('ada')
  const today = localDate(new Date(), ZONE)
  await ada.slash('/handoff export')
  await until('the form is open', () => ada.modal)
  await ada.fill({ What: 'History, every action', From: addDays(today, -DAYS - 30), Until: today })
  const before = slack.calls.length
  const asked = performance.now()
  const pressed = ada.press('Send it to me')
  const arrived = await until('the export has arrived', () => {
    const calls = slack.calls.slice(before)
    if (calls.some(({ args }) => String(args.text).includes('did not arrive')))
      throw new Error('the product could not send the export')
    return calls.find(({ method }) => method === 'files.completeUploadExternal')
  })
  await pressed
  const lines = linesIn([...slack.state.files.values()].at(-1)?.bytes)
  // The lead that was copied has its own lines, and the table a heading.
  if (lines !== ROWS + ROWS_OF_A_LEAD + 1) throw new Error(`the export holds ${lines} lines`)
  return (arrived.realMs - asked) / 1000
}

function linesIn(text: Buffer = Buffer.alloc(0)): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

/** Ten thousand leads that were touched very often: the fewer leads, the sooner the base is built. */
async function yearsOfHistory(slack: Workspace): Promise<string> {
  const from = new Date(Date.now() - DAYS * 24 * HOUR)
  const base = await aBase(slack, from)
  const eva = slack.person('eva').id
  // Sent and accepted are the first two lines.
  const touches = Array.from({ length: ROWS_OF_A_LEAD - 2 }, (_, nth) => touched(eva, nth + 2))
  const life = [accepted(eva, 1), ...touches]
  await aLead(base, { id: 'lead-old', ref: 1, sdr: 'sam', ae: 'eva', at: from, life })
  const count = ROWS / ROWS_OF_A_LEAD
  const everyMs = Math.floor(((DAYS - 10) * 24 * HOUR) / count)
  base.inBulk((file) => {
    copyLead(file, 'lead-old', { count, everyMs, tables: ['prospects', 'handoffs', 'offers', 'history'] })
    file.exec("update handoffs set status = 'won', stuck_from = null")
  })
  await base.db.close()
  return base.url
}

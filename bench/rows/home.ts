import type { Workspace } from '../../sandbox/workspace.ts'
import { aBase } from '../bases/base.ts'
import { copyLead } from '../bases/copies.ts'
import { accepted, aLead, ended } from '../bases/leads.ts'
import { type Measure, spreadOf } from '../measures.ts'
import { startProduct } from '../run/children.ts'
import { slackNow } from '../run/slack.ts'
import { until } from '../run/waiting.ts'

const MESSAGES = 1_000_000

const TIMES = 9

const YEAR = 365 * 24 * 3_600_000

/** From opening the Home tab to its page, for an admin whose page also says how delivery does. */
export async function home(): Promise<Measure[]> {
  const slack = await slackNow()
  const product = await startProduct(slack, await yearsOfMessages(slack))
  const took: number[] = []
  for (let time = 0; time < TIMES; time += 1) took.push(await opensHome(slack))
  await product.stop()
  await slack.close()
  // The first one finds nothing in memory yet.
  return [
    {
      row: 'home',
      what: 'an admin’s Home tab, a million old messages',
      unit: 'ms',
      ...spreadOf(took.slice(1)),
      goal: { atMost: 30 },
    },
  ]
}

async function opensHome(slack: Workspace): Promise<number> {
  const before = slack.calls.length
  const opened = performance.now()
  await slack.person('ada').openHome()
  const page = await until(
    'the Home tab is there',
    () => slack.calls.slice(before).find(({ method }) => method === 'views.publish'),
    60_000,
  )
  if (!page.ok) throw new Error(`Slack refused the Home tab: ${page.error}`)
  return page.realMs - opened
}

/** What three years of leads leave in Slack, and in the list of what was sent. */
async function yearsOfMessages(slack: Workspace): Promise<string> {
  const from = new Date(Date.now() - 3 * YEAR)
  const base = await aBase(slack, from)
  const eva = slack.person('eva').id
  await aLead(base, {
    id: 'lead-old',
    ref: 1,
    sdr: 'sam',
    ae: 'eva',
    at: from,
    life: [accepted(eva, 1), ended(eva, 72, 'won')],
  })
  const { messages } = base.db.tables
  const { length: each } = await base.db.read.select().from(messages)
  const count = Math.ceil(MESSAGES / each)
  const everyMs = Math.floor((3 * YEAR) / (count + 100))
  base.inBulk((file) => copyLead(file, 'lead-old', { count, everyMs, tables: ['messages', 'outbox'] }))
  await base.db.close()
  return base.url
}

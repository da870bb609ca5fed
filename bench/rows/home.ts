import type { Workspace } from '../../sandbox/workspace.ts'
import { aBase } from '../bases/base.ts'
import { copyLead } from '../bases/copies.ts'
import { accepted, aLead, ended } from '../bases/leads.ts'
import { type Measure, repeatedly, spreadOf } from '../measures.ts'
import { startProduct } from '../run/children.ts'
import { slackNow } from '../run/slack.ts'
import { until } from '../run/waiting.ts'

const MESSAGES = 1_000_000

const TIMES = 20

/** The first ones find nothing in memory yet, and code that was not compiled. */
const WARM_UP_TIMES = 3

const YEAR = 365 * 24 * 3_600_000

/** From opening the Home tab to its page, for an admin whose page also says how delivery does. */
export async function home(): Promise<Measure[]> {
  const slack = await slackNow()
  const product = await startProduct(slack, await yearsOfMessages(slack))
  for (let time = 0; time < WARM_UP_TIMES; time += 1) await opensHome(slack)
  const pages = await repeatedly(TIMES, async () => {
    await product.begin()
    const ms = await opensHome(slack)
    const { cpuSeconds } = await product.end()
    return { ms, cpuMs: cpuSeconds * 1000 }
  })
  await product.stop()
  await slack.close()
  const row = 'home'
  const whose = 'an admin’s, a million old messages'
  return [
    {
      row,
      what: `${whose}, until it is there`,
      unit: 'ms',
      ...spreadOf(pages.map(({ ms }) => ms)),
      goal: { atMost: 30 },
    },
    { row, what: `${whose}, processor time`, unit: 'ms', ...spreadOf(pages.map(({ cpuMs }) => cpuMs)) },
  ]
}

async function opensHome(slack: Workspace): Promise<number> {
  const before = slack.calls.length
  const opened = performance.now()
  await slack.person('ada').openHome()
  const page = await until('the Home tab is there', () =>
    slack.calls.slice(before).find(({ method }) => method === 'views.publish'),
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

import type { PersonAtWork } from '../../sandbox/people/person.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { addDays, localDate, startOfDay } from '../../src/domain/time/calendar.ts'
import { aBase } from '../bases/base.ts'
import { copyLead, copyOf, eachOf } from '../bases/copies.ts'
import { accepted, aLead, ended, touched } from '../bases/leads.ts'
import { type Measure, repeatedly, spreadOf } from '../measures.ts'
import { type Child, startProduct } from '../run/children.ts'
import { slowestAnswerDuring } from '../run/others.ts'
import { SDRS, slackNow, ZONE } from '../run/slack.ts'
import { until } from '../run/waiting.ts'
import { bodyOf } from './acks.ts'

const ACCEPTED = 20_000

const MONTHS = 13

const TIMES = 3

const DAY = 24 * 3_600_000

/** `/handoff pay` of the last month, for one SDR of forty, and for somebody who is named for everybody's. */
export async function pay(): Promise<Measure[]> {
  const slack = await slackNow()
  // Asked so often at once as nobody would: what is measured is the product's work, not Slack's patience.
  slack.limits.enabled = false
  const month = lastMonth()
  const product = await startProduct(slack, await aYearOfLeads(slack, month))
  const other = { port: product.port, secret: slack.signingSecret, body: bodyOf(slack, 'help') }
  const measures: Measure[] = []
  for (const [whose, handle, most] of [
    ['one SDR', 'sam', 0.1],
    ['everybody', 'mia', 0.6],
  ] as const) {
    const ask = () => asksForPay(slack, slack.person(handle), month)
    const costs = await repeatedly(TIMES, () => costOf(product, ask))
    const slowest = await repeatedly(TIMES, () => slowestAnswerDuring(other, ask))
    measures.push(
      {
        row: 'pay',
        what: `${whose}, processor time`,
        unit: 's',
        ...spreadOf(costs.map(({ cpuSeconds }) => cpuSeconds)),
        goal: { atMost: most },
      },
      {
        row: 'pay',
        what: `${whose}, longest that nothing else ran`,
        unit: 'ms',
        ...spreadOf(costs.map(({ blockedMs }) => blockedMs)),
      },
      {
        row: 'pay',
        what: `${whose}, slowest answer to others`,
        unit: 'ms',
        ...spreadOf(slowest),
        goal: { atMost: 100 },
      },
    )
  }
  await product.stop()
  await slack.close()
  return measures
}

async function costOf(product: Child, work: () => Promise<void>) {
  await product.begin('delay')
  await work()
  return product.end()
}

/** From the command to the file, which is the last that the product does about it. */
async function asksForPay(slack: Workspace, person: PersonAtWork, month: string): Promise<void> {
  const before = slack.calls.length
  await person.slash(`/handoff pay ${month}`)
  await until('the file of credits has arrived', () =>
    slack.calls.slice(before).find(({ method }) => method === 'files.completeUploadExternal'),
  )
}

const lastMonth = (): string => {
  const today = localDate(new Date(), ZONE)
  return addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)
}

/** Of ten leads that were accepted five were won, three lost and two disqualified; all ended within days. */
async function aYearOfLeads(slack: Workspace, month: string): Promise<string> {
  const until = startOfDay(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, ZONE)
  const from = new Date(until.getTime() - MONTHS * 30.4 * DAY)
  const base = await aBase(slack, from, {
    named: { admins: [], pay: [slack.person('mia').id], erasure: [] },
  })
  const eva = slack.person('eva').id
  const owned = [accepted(eva, 1), touched(eva, 2)]
  const lives = {
    won: { of10: 5, life: [...owned, ended(eva, 72, 'won')] },
    lost: { of10: 3, life: [...owned, ended(eva, 72, 'lost', 'price')] },
    disqualified: { of10: 2, life: [...owned, ended(eva, 48, 'disqualified', 'no_need')] },
  }
  const sdrs = ['sam', ...SDRS.map(({ handle }) => handle)].map((handle) => slack.person(handle).id)
  let ref = 0
  for (const [kind, { of10, life }] of Object.entries(lives)) {
    const id = `lead-${kind}`
    ref += 1
    await aLead(base, { id, ref, sdr: 'sam', ae: 'eva', at: from, life })
    const count = (ACCEPTED * of10) / 10
    base.inBulk((file) =>
      copyLead(file, id, {
        count,
        everyMs: Math.floor((until.getTime() - from.getTime() - 5 * DAY) / count),
        tables: ['prospects', 'handoffs', 'offers', 'ownerships', 'touches', 'history'],
        but: {
          sdr: eachOf(sdrs),
          // Every twentieth is a prospect who was handed off just before, by somebody else.
          same_as: `case when n.i % 20 = 0 then ${copyOf(id, 'n.i - 1')} end`,
        },
      }),
    )
  }
  await base.db.close()
  return base.url
}

import { Agent } from 'node:http'
import { rawBody } from '../../sandbox/slack/delivery.ts'
import { commandPayload } from '../../sandbox/slack/payloads.ts'
import type { Workspace } from '../../sandbox/workspace.ts'
import { aBase } from '../bases/base.ts'
import { accepted, aLead, touched } from '../bases/leads.ts'
import { type Measure, spreadOf, type Unit } from '../measures.ts'
import { type Child, startBareBolt, startProduct } from '../run/children.ts'
import { asker, load, type Round } from '../run/load.ts'
import { anOffice } from '../run/office.ts'
import { FRIDAY, slackAt, slackNow } from '../run/slack.ts'

const CONNECTIONS = 50

const ROUNDS = 7

const ROUND_MS = 1500

/** Both have compiled what they run often before anything is measured. */
const WARM_UP_MS = 1500

const OPEN_LEADS = 10

type Speed = Omit<Round, 'acks'> & { cpuMs: number }

export const mine = () => acksOf('mine', { statements: 8, ratio: 0.25 })

export const help = () => acksOf('help', { ratio: 0.5 })

/** What Eva's `/handoff mine` or `/handoff help` costs, and how many such requests the product acks beside bare Bolt. */
async function acksOf(word: string, goal: { statements?: number; ratio: number }): Promise<Measure[]> {
  const statements = await statementsOf(word)
  const slack = await slackNow()
  const database = await tenOpenLeads(slack, new Date())
  const [product, bare] = await Promise.all([startProduct(slack, database), startBareBolt(slack)])
  const requestTo = (child: Child) => ({
    port: child.port,
    secret: slack.signingSecret,
    body: bodyOf(slack, word),
  })
  await expectAnswer(requestTo(product), word)
  const round = async (child: Child, ms = ROUND_MS) => {
    await child.begin()
    const { acks, ...speed } = await load(requestTo(child), CONNECTIONS, ms)
    const { cpuSeconds } = await child.end()
    return { ...speed, cpuMs: (cpuSeconds / acks) * 1000 }
  }
  await round(product, WARM_UP_MS)
  await round(bare, WARM_UP_MS)
  const pairs: { ours: Speed; bolts: Speed }[] = []
  for (let nth = 0; nth < ROUNDS; nth += 1)
    pairs.push({ ours: await round(product), bolts: await round(bare) })
  await Promise.all([product.stop(), bare.stop()])
  await slack.close()
  const statementGoal = goal.statements === undefined ? {} : { goal: { atMost: goal.statements } }
  const both = (what: string, unit: Unit, of: (speed: Speed) => number): Measure[] => [
    { row: word, what: `${what}, product`, unit, ...spreadOf(pairs.map(({ ours }) => of(ours))) },
    { row: word, what: `${what}, bare Bolt`, unit, ...spreadOf(pairs.map(({ bolts }) => of(bolts))) },
  ]
  return [
    { row: word, what: 'statements until the ack', unit: '', value: statements, ...statementGoal },
    {
      row: word,
      what: 'acks a second, product to bare Bolt',
      unit: 'x',
      ...spreadOf(pairs.map(({ ours, bolts }) => ours.perSecond / bolts.perSecond)),
      goal: { atLeast: goal.ratio },
    },
    ...both('acks a second', '/s', ({ perSecond }) => perSecond),
    ...both('processor time of an ack', 'ms', ({ cpuMs }) => cpuMs),
    ...both('half are answered within', 'ms', ({ p50 }) => p50),
    ...both('99 of 100 are answered within', 'ms', ({ p99 }) => p99),
  ]
}

async function statementsOf(word: string): Promise<number> {
  const slack = await slackAt(FRIDAY)
  const office = await anOffice(slack, await tenOpenLeads(slack, FRIDAY))
  const count = await office.statements(() => slack.person('eva').slash(`/handoff ${word}`))
  await office.close()
  return count
}

/** Half of them wait for Eva's answer; the others she has accepted, and called. */
async function tenOpenLeads(slack: Workspace, now: Date): Promise<string> {
  const hours = (n: number) => new Date(now.getTime() - n * 3_600_000)
  const base = await aBase(slack, hours(24))
  const eva = slack.person('eva').id
  for (let ref = 1; ref <= OPEN_LEADS; ref += 1)
    await aLead(base, {
      id: `lead${ref}`,
      ref,
      sdr: 'sam',
      ae: 'eva',
      at: hours(3 + ref / 10),
      life: ref % 2 === 0 ? [accepted(eva, 1), touched(eva, 2)] : [],
    })
  await base.db.close()
  return base.url
}

/** The form in which Slack tells that Eva typed this. */
export function bodyOf(slack: Workspace, word: string): string {
  const payload = commandPayload(slack.state, slack.state.personCalled('eva'), slack.channel('handoffs'), {
    command: '/handoff',
    text: word,
    triggerId: 'trigger',
    responseUrl: `${slack.apiUrl}nowhere`,
  })
  return rawBody({ kind: 'slash_commands', payload })
}

/** Fast is only good for who says the right thing. */
async function expectAnswer(repeated: Parameters<typeof asker>[0], word: string): Promise<void> {
  const agent = new Agent()
  const said = await asker(repeated, agent)()
  agent.destroy()
  const expected = word === 'mine' ? `H-${OPEN_LEADS}` : '/handoff mine'
  if (!said.includes(expected)) throw new Error(`/handoff ${word} said: ${said.slice(0, 200)}`)
}

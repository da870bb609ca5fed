import { join } from 'node:path'
import { type Measure, spreadOf } from '../measures.ts'
import { startBareBolt, startProduct } from '../run/children.ts'
import { aFolder } from '../run/leftovers.ts'
import { slackNow } from '../run/slack.ts'
import { pause } from '../run/waiting.ts'

const STARTS = 5

/** What was needed only to start is given back by then, as far as it ever is. */
const REST_MS = 3000

/** What both keep of memory when nobody asks for anything. */
export async function idle(): Promise<Measure[]> {
  const slack = await slackNow()
  const pairs: { ours: number; bolts: number }[] = []
  for (let nth = 0; nth < STARTS; nth += 1) {
    const database = `file:${join(aFolder(), 'handoff.db')}`
    const [product, bare] = await Promise.all([startProduct(slack, database), startBareBolt(slack)])
    await pause(REST_MS)
    const [ours, bolts] = await Promise.all([product.end(), bare.end()])
    pairs.push({ ours: ours.rssMb, bolts: bolts.rssMb })
    await Promise.all([product.stop(), bare.stop()])
  }
  await slack.close()
  const row = 'idle'
  const goal = { atMost: 1.6 }
  return [
    {
      row,
      what: 'memory, product to bare Bolt',
      unit: 'x',
      ...spreadOf(pairs.map(({ ours, bolts }) => ours / bolts)),
      goal,
    },
    { row, what: 'memory, product', unit: 'MB', ...spreadOf(pairs.map(({ ours }) => ours)) },
    { row, what: 'memory, bare Bolt', unit: 'MB', ...spreadOf(pairs.map(({ bolts }) => bolts)) },
  ]
}

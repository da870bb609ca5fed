import { inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { fillInExample } from '../../sandbox/examples.ts'
import { type Sandbox, startSandbox } from '../../sandbox/start.ts'
import { findDigest } from '../../src/store/digests.ts'
import { temporaryFolder } from '../support/databases.ts'

/** Wednesday 18 November 2026, 10:00 in New York. */
const WEDNESDAY = new Date('2026-11-18T15:00:00Z')

const said: string[] = []

let sandbox: Sandbox
let again: Sandbox

beforeAll(async () => {
  const play = () => startSandbox({ at: WEDNESDAY, port: 0, say: (words) => said.push(words) })
  sandbox = await play()
  again = await play()
}, 120_000)

afterAll(async () => {
  await sandbox.close()
  await again.close()
})

const textsOf = ({ slack }: Sandbox, channel: string) =>
  slack.messages(slack.channel(channel).id).map((message) => slack.read(message).plain)

it('is the same each time, lies within its eight weeks, and leaves nothing unsent', async () => {
  const { bot } = sandbox.running
  expect(textsOf(again, 'handoffs')).toEqual(textsOf(sandbox, 'handoffs'))
  expect(textsOf(again, 'leadership')).toEqual(textsOf(sandbox, 'leadership'))

  const times = sandbox.slack.state.messages.map(({ ts }) => Number(ts) * 1000)
  expect(Math.min(...times)).toBeGreaterThan(WEDNESDAY.getTime() - 57 * 86_400_000)
  expect(Math.max(...times)).toBeLessThan(WEDNESDAY.getTime() + 60_000)

  const { outbox } = bot.db.tables
  const unsent = ['sending', 'uncertain', 'failed'] as const
  expect(
    await bot.db.read
      .select()
      .from(outbox)
      .where(inArray(outbox.state, [...unsent])),
  ).toEqual([])
  expect(sandbox.slack.problems).toEqual([])
  expect(said.filter((words) => /warning|error/.test(words))).toEqual([])
})

it('has leads stuck for every cause, and a digest with enough to say', async () => {
  const list = textsOf(sandbox, 'leadership').findLast((text) => text.includes('need someone'))
  for (const cause of [
    'not accepted',
    'question unanswered',
    'declined, not re-offered',
    'no meaningful touch',
    'next step overdue',
    'gone silent',
  ])
    expect(list).toContain(cause)
  const { bot } = sandbox.running
  const digest = await findDigest(bot.db, bot.workspace, '2026-11-09')
  expect(digest?.numbers.acceptance.y).toBeGreaterThanOrEqual(5)
  expect(digest?.numbers.acceptanceTrend.filter(({ share }) => share.y > 0).length).toBeGreaterThanOrEqual(6)
  expect(digest?.numbers.declines.length).toBeGreaterThan(0)
})

it('kept in a file, goes on where it was left: the card is there and can be answered', async () => {
  const { path, remove } = temporaryFolder()
  onTestFinished(remove)
  const open = () => startSandbox({ empty: true, db: `${path}/kept.db`, port: 0, say: () => undefined })
  const first = await open()
  const sam = first.slack.person('sam')
  await sam.slash('/handoff')
  for (const button of ['Next', 'Next', 'Send handoff']) {
    await fillInExample(first.slack, 'sam')
    await sam.press(button)
  }
  await first.running.idle()
  await first.close()

  const second = await open()
  onTestFinished(() => second.close())
  const eva = second.slack.person('eva')
  const [card] = eva.sees('handoffs')
  if (!card) throw new Error('the card is gone')
  await eva.click(card, 'Accept')
  await second.running.idle()
  expect(eva.sees('handoffs')[0]?.plain).toContain('@Eva Lind owns it since')
})

import { inArray } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { fillInExample } from '../../sandbox/desk/examples.ts'
import { type Sandbox, startSandbox } from '../../sandbox/start.ts'
import { startOfDay } from '../../src/domain/time/calendar.ts'
import { weekOf } from '../../src/domain/time/schedule.ts'
import { findDigest } from '../../src/store/digest/digests.ts'
import { numbersOfWeek } from '../../src/store/digest/numbers.ts'
import { workspaceCalendar } from '../../src/store/people/holidays.ts'
import { exportRows } from '../../src/store/privacy/exports.ts'
import { csvPieces } from '../../src/views/csv.ts'
import { temporaryFolder } from '../support/databases.ts'
import { type Files, parseCsv, recount } from '../support/recount.ts'

/** Wednesday 18 November 2026, 10:00 in New York. */
const WEDNESDAY = new Date('2026-11-18T15:00:00Z')

// Eight weeks are lived through twice before the first test.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 })

const said: string[] = []

let sandbox: Sandbox

let again: Sandbox

beforeAll(async () => {
  const play = () => startSandbox({ at: WEDNESDAY, port: 0, say: (words) => said.push(words) })
  sandbox = await play()
  again = await play()
})

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
    '· next step,',
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

it('has a digest whose every number an independent script counts from the export', async () => {
  const { bot } = sandbox.running
  const { db, workspace } = bot
  const zone = 'America/New_York'
  const day = (date: string) => startOfDay(date, zone).getTime()
  const periodOf = (from: string, to: string) => ({ from: day(from), to: day(to) })
  // The week of Monday 9 November, which has a whole month of history before it.
  const periods = {
    week: periodOf('2026-11-09', '2026-11-16'),
    before: periodOf('2026-10-12', '2026-11-09'),
    fourWeeks: periodOf('2026-10-19', '2026-11-16'),
    quarter: periodOf('2026-08-18', '2026-11-16'),
    hadTimeForSecond: periodOf('2026-09-21', '2026-10-19'),
    hadTimeToQualify: periodOf('2026-10-04', '2026-11-01'),
    droppedSince: day('2026-11-02'),
    introsLoggedUntil: day('2026-11-13'),
  }
  const everything = { from: new Date(0), to: WEDNESDAY }
  const exported = async (what: keyof Files) => {
    const { columns, rows } = await exportRows(db, workspace, what, everything, { zone, now: WEDNESDAY })
    const pieces: string[] = []
    for await (const piece of csvPieces(columns, rows)) pieces.push(piece)
    return parseCsv(pieces.join(''))
  }
  const files: Files = {
    handoffs: await exported('handoffs'),
    offers: await exported('offers'),
    touches: await exported('touches'),
    meetings: await exported('meetings'),
    history: await exported('history'),
    gate_blocks: await exported('gate_blocks'),
  }
  const calendar = await workspaceCalendar(db, workspace, zone)
  const numbers = await numbersOfWeek(db, workspace, weekOf('2026-11-09', zone), calendar)
  const { declines, meetings, relationship, ...others } = numbers
  const { bothRepsTrend: _trend, ...met } = meetings ?? {}
  const { settingsChanges: _changes, ...related } = relationship ?? {}
  const { declines: reasons, ...counted } = recount(files, periods)
  expect({ ...others, ...met, ...related }).toMatchObject(counted)
  expect(Object.fromEntries(declines.map(({ code, count }) => [code, count]))).toEqual(reasons)
  expect(counted.acceptance.y).toBeGreaterThan(4)
  expect(counted.bothReps.y).toBeGreaterThan(0)
  expect(counted.toSecond.n).toBeGreaterThan(0)
})

it('shows each of the six ways in which a handoff process fails', async () => {
  const { bot } = sandbox.running
  const calendar = await workspaceCalendar(bot.db, bot.workspace, 'America/New_York')
  const week = weekOf('2026-11-16', 'America/New_York')
  const { signals } = await numbersOfWeek(bot.db, bot.workspace, week, calendar)
  expect(signals?.map(({ name }) => name).sort()).toEqual([
    'bypassed',
    'calendar_fiction',
    'honoured_on_paper',
    'no_review',
    'not_enforced',
    'routing',
  ])
})

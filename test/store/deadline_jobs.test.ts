import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Bot } from '../../src/bot.ts'
import { accept } from '../../src/domain/answering/accept.ts'
import { decline } from '../../src/domain/answering/decline.ts'
import type { Decision } from '../../src/domain/handoff/decision.ts'
import { noticeSchema, postSchema } from '../../src/domain/outbox/notices.ts'
import { logTouch } from '../../src/domain/owning/log_touch.ts'
import { postDigest } from '../../src/scheduler/digest.ts'
import { remind } from '../../src/scheduler/reminders.ts'
import { postStuck } from '../../src/scheduler/stuck.ts'
import { findDigest } from '../../src/store/digest/digests.ts'
import { loadHandoff } from '../../src/store/handoff/load.ts'
import { peopleWhoLeft } from '../../src/store/people/departed.ts'
import { peopleToLookUp } from '../../src/store/people/to_look_up.ts'
import { handoffsToWake } from '../../src/store/reminders.ts'
import { addRules, rulesNow } from '../../src/store/settings.ts'
import { botOn, onBothDatabases } from '../support/databases.ts'
import {
  ADA,
  allowed,
  aPlace,
  commitChange,
  EVA,
  FRIDAY,
  later,
  MIA,
  type Place,
  SAM,
  sent,
} from '../support/leads.ts'

const HOUR = 3_600_000

/** Eva works in Stockholm, the workspace in New York. */
const newYork = (date: string, time: string) => new Date(`${date}T${time}:00-05:00`)

const stockholm = (date: string, time: string) => new Date(`${date}T${time}:00+01:00`)

onBothDatabases((database) => {
  type Company = { place: Place; bots: Bot[]; at(moment: Date): void }

  /** One workspace as two processes have it, with one clock. */
  async function aCompany(): Promise<Company> {
    const place = await aPlace(database.db, 'America/New_York')
    let now = FRIDAY
    const clock = { now: () => now, after: () => () => undefined }
    const dbs = [database.db, await database.another()]
    return {
      place,
      bots: dbs.map((db) => botOn(db, place.workspace, clock)),
      at(moment) {
        now = moment
      },
    }
  }

  const everywhere = ({ bots }: Company, job: (bot: Bot) => Promise<void>) =>
    Promise.all(bots.flatMap((bot) => [job(bot), job(bot)]))

  async function waiting({ workspace }: Place): Promise<string[]> {
    const { outbox } = database.db.tables
    const told = z.union([noticeSchema, postSchema])
    const rows = await database.db.read.select().from(outbox).where(eq(outbox.workspace, workspace))
    return rows
      .map(({ notice }) => told.parse(notice))
      .filter(({ what }) => !['card', 'brief', 'ae_card', 'thread', 'undo_over'].includes(what))
      .map((notice) =>
        'id' in notice
          ? `${notice.what} ${notice.id}`
          : 'day' in notice
            ? `${notice.what} ${notice.day}`
            : 'monday' in notice
              ? `${notice.what} ${notice.monday}`
              : notice.what,
      )
      .sort()
  }

  async function acts(
    place: Place,
    id: string,
    decide: (handoff: NonNullable<Awaited<ReturnType<typeof loadHandoff>>>) => Decision,
  ) {
    const handoff = await loadHandoff(place.db, id)
    if (!handoff) throw new Error('the lead is gone')
    await commitChange(place.db, allowed(decide(handoff)))
  }

  describe('reminding', () => {
    it('tells a warning and a breach once, however many rounds and processes there are', async () => {
      const company = await aCompany()
      const { id, ref } = await sent(company.place)
      const name = `H-${ref}:offer-1:accept:r0`
      company.at(stockholm('2026-11-23', '09:00'))
      await everywhere(company, remind)
      expect(await waiting(company.place)).toEqual([`warning ${name}:half`])
      company.at(stockholm('2026-11-23', '17:30'))
      await everywhere(company, remind)
      await everywhere(company, remind)
      expect(await waiting(company.place)).toEqual([
        `breach_manager ${name}:breach`,
        `breach_thread ${name}:breach`,
        `warning ${name}:half`,
      ])
      expect(
        await handoffsToWake(company.place.db, company.place.workspace, later(90 * 24 * HOUR), 10),
      ).not.toContain(id)
    })

    it('tells nobody who has acted', async () => {
      const company = await aCompany()
      const { id } = await sent(company.place)
      await acts(company.place, id, (one) => accept(one, EVA, later(HOUR)))
      await acts(company.place, id, (one) =>
        logTouch(one, EVA, { kind: 'call_attempted', happenedAt: later(HOUR) }, later(2 * HOUR)),
      )
      company.at(stockholm('2026-11-25', '12:00'))
      await everywhere(company, remind)
      expect(await waiting(company.place)).toEqual([])
    })

    it('waits for their working hours when it is woken outside them', async () => {
      const company = await aCompany()
      const { id } = await sent(company.place)
      company.at(stockholm('2026-11-23', '19:00'))
      await everywhere(company, remind)
      expect(await waiting(company.place)).toEqual([])
      const wakes = async (moment: Date) =>
        (await handoffsToWake(company.place.db, company.place.workspace, moment, 10)).includes(id)
      expect(await wakes(stockholm('2026-11-24', '08:59'))).toBe(false)
      expect(await wakes(stockholm('2026-11-24', '09:00'))).toBe(true)
    })

    it('tells after three days without a process only that the deadline has passed', async () => {
      const company = await aCompany()
      await sent(company.place)
      company.at(stockholm('2026-11-25', '10:00'))
      await everywhere(company, remind)
      expect((await waiting(company.place)).map((one) => one.split(' ')[0])).toEqual([
        'breach_manager',
        'breach_thread',
      ])
    })
  })

  describe('the daily stuck leads', () => {
    it('are posted once a working day, not on a holiday, and never on another day', async () => {
      const company = await aCompany()
      const { holidays } = company.place.db.tables
      const holiday = { workspace: company.place.workspace, list: 'workspace', date: '2026-11-26' }
      await company.place.db.commit((write) => [
        { query: write.insert(holidays).values(holiday).returning() },
      ])
      for (const [date, time] of [
        ['2026-11-21', '12:00'],
        ['2026-11-23', '08:59'],
        ['2026-11-23', '09:00'],
        ['2026-11-23', '17:00'],
        ['2026-11-24', '03:00'],
        ['2026-11-25', '23:00'],
        ['2026-11-26', '12:00'],
      ] as const) {
        company.at(newYork(date, time))
        await everywhere(company, postStuck)
      }
      expect(await waiting(company.place)).toEqual(['stuck_list 2026-11-23', 'stuck_list 2026-11-25'])
    })

    it('begin on the day after a workspace was set up late', async () => {
      const company = await aCompany()
      company.at(newYork('2026-11-20', '18:00'))
      await everywhere(company, postStuck)
      expect(await waiting(company.place)).toEqual([])
    })
  })

  describe('the weekly digest', () => {
    it('is counted once, and keeps what it said whatever is written into its week later', async () => {
      const company = await aCompany()
      const { place } = company
      const { id } = await sent(place)
      await acts(place, id, (one) => accept(one, EVA, later(HOUR)))
      company.at(newYork('2026-11-23', '09:00'))
      await everywhere(company, postDigest)
      const posted = await findDigest(place.db, place.workspace, '2026-11-16')
      expect(posted).toMatchObject({ late: false, numbers: { acceptance: { x: 1, y: 1 } } })
      const other = await sent(place)
      await acts(place, other.id, (one) => decline(one, EVA, { code: 'no_budget' }, later(2 * HOUR)))
      company.at(newYork('2026-11-24', '09:00'))
      await everywhere(company, postDigest)
      expect(await findDigest(place.db, place.workspace, '2026-11-16')).toEqual(posted)
      expect(await waiting(place)).toEqual(['digest 2026-11-16', 'digest_detail 2026-11-16'])
    })

    it('moves to Tuesday when Monday is a holiday', async () => {
      const company = await aCompany()
      const { place } = company
      const holiday = { workspace: place.workspace, list: 'workspace', date: '2026-11-23' }
      await place.db.commit((write) => [
        { query: write.insert(place.db.tables.holidays).values(holiday).returning() },
      ])
      company.at(newYork('2026-11-23', '12:00'))
      await everywhere(company, postDigest)
      expect(await waiting(place)).toEqual([])
      company.at(newYork('2026-11-24', '09:30'))
      await everywhere(company, postDigest)
      expect(await findDigest(place.db, place.workspace, '2026-11-16')).toMatchObject({ late: false })
    })

    it('is marked late after an outage, and not posted at all after three days', async () => {
      const [late, never] = [await aCompany(), await aCompany()]
      late.at(newYork('2026-11-26', '08:59'))
      await everywhere(late, postDigest)
      expect(await findDigest(late.place.db, late.place.workspace, '2026-11-16')).toMatchObject({
        late: true,
      })
      never.at(newYork('2026-11-26', '09:00'))
      await everywhere(never, postDigest)
      expect(await waiting(never.place)).toEqual([])
    })

    it('says nothing of a week before the workspace was set up, and nothing without a channel', async () => {
      const [early, silent] = [await aCompany(), await aCompany()]
      early.at(newYork('2026-11-17', '10:00'))
      await everywhere(early, postDigest)
      silent.at(newYork('2026-11-23', '09:00'))
      const { id: from, rules } = await rulesNow(database.db, silent.place.workspace)
      const quiet = { ...rules, posts: { ...rules.posts, leadership: undefined } }
      const change = { from, rules: quiet, by: ADA, section: 'posts' }
      await database.db.commit((write) => [addRules(write, silent.place.workspace, change, later(1))])
      await everywhere(silent, postDigest)
      expect([await waiting(early.place), await waiting(silent.place)]).toEqual([[], []])
    })
  })

  it('people are looked up who have open handoffs and were not asked about for a day', async () => {
    const { place } = await aCompany()
    await sent(place)
    const { people } = place.db.tables
    const facts = {
      workspace: place.workspace,
      zone: 'UTC',
      wantsDms: true,
      days: [1],
      dayFrom: '09:00',
      dayTo: '17:00',
    }
    await place.db.commit((write) => [
      {
        query: write
          .insert(people)
          .values([
            { ...facts, id: SAM, name: 'Sam', kind: 'member', seenAt: later(-25 * HOUR) },
            { ...facts, id: EVA, name: 'Eva', kind: 'deactivated', seenAt: later(-HOUR) },
            { ...facts, id: MIA, name: 'Mia', kind: 'member', seenAt: later(-HOUR) },
            { ...facts, id: ADA, name: 'Ada', kind: 'member', seenAt: later(-HOUR) },
            { ...facts, id: 'U0IDLE', name: 'Idle', kind: 'member', seenAt: later(-99 * HOUR) },
          ])
          .returning(),
      },
    ])
    expect(await peopleToLookUp(place.db, place.workspace, later(-24 * HOUR), 10)).toEqual([SAM])
    expect(await peopleToLookUp(place.db, place.workspace, later(0), 1)).toHaveLength(1)
    expect(await peopleWhoLeft(place.db, place.workspace)).toEqual([EVA])
  })
})

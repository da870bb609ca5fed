import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Bot } from '../../src/bot.ts'
import { accept } from '../../src/domain/answering/accept.ts'
import { decline } from '../../src/domain/answering/decline.ts'
import { withdraw } from '../../src/domain/answering/withdraw.ts'
import type { Draft } from '../../src/domain/offering/draft.ts'
import { postDigest } from '../../src/scheduler/digest.ts'
import { forgetOldDrafts } from '../../src/scheduler/drafts.ts'
import { lookUpPeople } from '../../src/scheduler/people.ts'
import { remind } from '../../src/scheduler/reminders.ts'
import { postStuck } from '../../src/scheduler/stuck.ts'
import { type Db, mayTouch } from '../../src/store/database.ts'
import { findDraft, saveDraft } from '../../src/store/offering/drafts.ts'
import { peopleWhoLeft } from '../../src/store/people/departed.ts'
import { saveProfile } from '../../src/store/people/people.ts'
import { peopleToLookUp } from '../../src/store/people/to_look_up.ts'
import { setUpRules } from '../../src/store/settings.ts'
import { STUCK_PAGE } from '../../src/views/stuck/list.ts'
import { at, minutes } from '../support/builders.ts'
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
  OMAR,
  postingRules,
  SAM,
  sent,
  TOM,
} from '../support/leads.ts'

/** Eva works in Stockholm, where a time is said without its zone; the workspace posts in New York. */
const newYork = (when: string) => at(when, 'America/New_York')

const DAY = minutes(24 * 60)

const POSTS = ['stuck_list', 'stuck_rest', 'digest', 'digest_detail', 'warning', 'breach_thread']

let workspaces = 0

/** What the jobs do at their edges; `deadline_jobs.test.ts` has what they do on ordinary days. */
onBothDatabases((database) => {
  let second: Promise<Db> | undefined

  /** One workspace as two processes with one clock have it. */
  async function twoBots(workspace: string) {
    second ??= database.another()
    let now = FRIDAY
    const clock = { now: () => now, after: () => () => undefined }
    const bots = [botOn(database.db, workspace, clock), botOn(await second, workspace, clock)] as const
    /** Lets both run the job twice at once, and then once more. */
    const run = async (job: (bot: Bot) => Promise<void>, moment: Date) => {
      now = moment
      await Promise.all([...bots, ...bots].map(job))
      await job(bots[0])
    }
    return { workspace, bots, run }
  }

  async function aWorkspace(setUp: Date) {
    workspaces += 1
    const workspace = `P${workspaces}`
    await setUpRules(database.db, workspace, postingRules('America/New_York'), setUp)
    return twoBots(workspace)
  }

  /** What was told, each with how often it was put there. */
  async function told(workspace: string): Promise<string[]> {
    const { outbox } = database.db.tables
    const rows = await database.db.read.select().from(outbox).where(eq(outbox.workspace, workspace))
    return rows
      .filter(({ notice }) => POSTS.includes(z.object({ what: z.string() }).parse(notice).what))
      .map(({ id, revision }) => `${id.slice(id.indexOf(':') + 1)} ×${revision}`)
      .sort()
  }

  async function kept(workspace: string) {
    const { reminders } = database.db.tables
    const rows = await database.db.read.select().from(reminders).where(eq(reminders.workspace, workspace))
    return rows
      .map(({ id, kind, at }) => ({ id: id.slice(id.indexOf(':') + 1), kind, at }))
      .sort((a, b) => a.at.getTime() - b.at.getTime())
  }

  async function digestsOf(workspace: string) {
    const { digests } = database.db.tables
    return database.db.read.select().from(digests).where(eq(digests.workspace, workspace))
  }

  async function aHoliday(workspace: string, list: string, date: string): Promise<void> {
    const { db } = database
    const { holidays } = db.tables
    await db.commit((write) => [mayTouch(write.insert(holidays).values({ workspace, list, date }))])
  }

  describe('a reminder', () => {
    it('is kept once with the moment of its round, and put into the outbox once', async () => {
      const place = await aPlace(database.db, 'America/New_York')
      const { ref } = await sent(place)
      const { workspace, run } = await twoBots(place.workspace)
      await run(remind, at('Mon 23 Nov 09:10'))
      await run(remind, at('Mon 23 Nov 17:05'))
      expect(await kept(workspace)).toEqual([
        { id: 'offer-1:accept:r0:half', kind: 'warning', at: at('Mon 23 Nov 09:10') },
        { id: 'offer-1:accept:r0:breach', kind: 'breach', at: at('Mon 23 Nov 17:05') },
      ])
      expect(await told(workspace)).toEqual([
        `breach_thread:H-${ref}:offer-1:accept:r0:breach ×1`,
        `warning:H-${ref}:offer-1:accept:r0:half ×1`,
      ])
    })

    it('is not told when somebody acts between its reading and its writing, nor in the next round', async () => {
      const place = await aPlace(database.db, 'America/New_York')
      const handoff = await sent(place)
      const { workspace, bots, run } = await twoBots(place.workspace)
      const [one, two] = bots
      const moment = at('Mon 23 Nov 17:30')
      let acted = 0
      const overtaken: Db = {
        ...one.db,
        async commit(statements) {
          acted += 1
          await commitChange(two.db, allowed(accept(handoff, EVA, moment)))
          await one.db.commit(statements)
        },
      }
      await remind({ ...one, db: overtaken, clock: { ...one.clock, now: () => moment } })
      expect([acted, await kept(workspace), await told(workspace)]).toEqual([1, [], []])
      await run(remind, moment)
      expect([await kept(workspace), await told(workspace)]).toEqual([[], []])
    })

    it('waits in the evening, and is told when the next working day begins', async () => {
      const place = await aPlace(database.db, 'America/New_York')
      await sent(place)
      const { workspace, run } = await twoBots(place.workspace)
      for (const when of ['Mon 23 Nov 18:00', 'Tue 24 Nov 08:59']) {
        await run(remind, at(when))
        expect(await kept(workspace)).toEqual([])
      }
      await run(remind, at('Tue 24 Nov 09:00'))
      expect(await kept(workspace)).toMatchObject([{ kind: 'breach', at: at('Tue 24 Nov 09:00') }])
    })
  })

  describe('the stuck list', () => {
    it('has a second page when one is too short, and each page once', async () => {
      const place = await aPlace(database.db, 'America/New_York')
      for (let lead = 0; lead <= STUCK_PAGE; lead += 1) await sent(place)
      const { workspace, run } = await twoBots(place.workspace)
      await run(postStuck, newYork('Tue 24 Nov 09:00'))
      expect(await told(workspace)).toEqual(['stuck:2026-11-24 ×1', 'stuck:2026-11-24:1 ×1'])
    })

    it('is not posted at weekends and on the workspace’s holidays, but on those of others', async () => {
      const { workspace, run } = await aWorkspace(FRIDAY)
      await aHoliday(workspace, 'workspace', '2026-11-26')
      await aHoliday(workspace, 'SE', '2026-11-27')
      for (const when of ['Sat 21 Nov 09:00', 'Sun 22 Nov 12:00', 'Thu 26 Nov 09:00', 'Fri 27 Nov 09:00'])
        await run(postStuck, newYork(when))
      expect(await told(workspace)).toEqual(['stuck:2026-11-27 ×1'])
    })

    it.each([
      { setUp: 'Mon 23 Nov 08:59', days: ['2026-11-23', '2026-11-24'] },
      { setUp: 'Mon 23 Nov 09:00', days: ['2026-11-24'] },
      { setUp: 'Mon 23 Nov 15:00', days: ['2026-11-24'] },
    ])('of a workspace that was set up on $setUp is posted on $days', async ({ setUp, days }) => {
      const { workspace, run } = await aWorkspace(newYork(setUp))
      for (const when of ['Mon 23 Nov 15:01', 'Tue 24 Nov 09:00']) await run(postStuck, newYork(when))
      expect(await told(workspace)).toEqual(days.map((day) => `stuck:${day} ×1`))
    })
  })

  describe('the digest', () => {
    const DIGEST = ['digest:2026-11-16 ×1', 'digest_detail:2026-11-16 ×1']

    it('keeps the bounds and numbers that it was posted with, and the next week gets its own', async () => {
      const place = await aPlace(database.db, 'America/New_York')
      const { workspace, run } = await twoBots(place.workspace)
      const [first, other] = [await sent(place), await sent(place)]
      await commitChange(database.db, allowed(accept(first, EVA, later(minutes(30)))))
      await run(postDigest, newYork('Mon 23 Nov 09:00'))
      const posted = await digestsOf(workspace)
      const [from, to] = [newYork('Mon 16 Nov 00:00'), newYork('Mon 23 Nov 00:00')]
      const week = { monday: '2026-11-16', from: from.getTime(), to: to.getTime() }
      expect(posted).toMatchObject([
        {
          monday: '2026-11-16',
          late: false,
          postedAt: newYork('Mon 23 Nov 09:00'),
          numbers: { week, acceptance: { x: 1, y: 1 }, gatePassed: { x: 2, y: 2 }, declines: [] },
        },
      ])
      await commitChange(database.db, allowed(decline(other, EVA, { code: 'no_budget' }, later(minutes(60)))))
      await sent(place)
      for (const when of ['Mon 23 Nov 09:01', 'Thu 26 Nov 08:59']) await run(postDigest, newYork(when))
      expect([await digestsOf(workspace), await told(workspace)]).toEqual([posted, DIGEST])
      await run(postDigest, newYork('Mon 30 Nov 09:00'))
      const [kept, next] = (await digestsOf(workspace)).sort((a, b) => a.monday.localeCompare(b.monday))
      expect([kept, next?.monday]).toEqual([posted[0], '2026-11-23'])
    })

    it.each([
      { when: 'Mon 23 Nov 08:59', late: [] },
      { when: 'Mon 23 Nov 10:00', late: [false] },
      { when: 'Mon 23 Nov 10:01', late: [true] },
      { when: 'Thu 26 Nov 08:59', late: [true] },
      { when: 'Thu 26 Nov 09:00', late: [] },
    ])('first looked for on $when is late: $late', async ({ when, late }) => {
      const { workspace, run } = await aWorkspace(FRIDAY)
      await run(postDigest, newYork(when))
      expect((await digestsOf(workspace)).map((one) => one.late)).toEqual(late)
      expect(await told(workspace)).toEqual(late.flatMap(() => DIGEST))
    })

    it.each([
      { when: 'Mon 23 Nov 23:59', late: [] },
      { when: 'Tue 24 Nov 09:00', late: [false] },
      { when: 'Fri 27 Nov 08:59', late: [true] },
      { when: 'Fri 27 Nov 09:00', late: [] },
    ])('after a free Monday, first looked for on $when, is late: $late', async ({ when, late }) => {
      const { workspace, run } = await aWorkspace(FRIDAY)
      await aHoliday(workspace, 'workspace', '2026-11-23')
      await run(postDigest, newYork(when))
      expect((await digestsOf(workspace)).map((one) => one.late)).toEqual(late)
    })

    it('covers the week in whose last moment the workspace was set up, and none that was over', async () => {
      const midnight = newYork('Mon 23 Nov 00:00')
      const before = await aWorkspace(new Date(midnight.getTime() - 1))
      const after = await aWorkspace(midnight)
      for (const { run } of [before, after]) await run(postDigest, newYork('Mon 23 Nov 09:00'))
      expect([await told(before.workspace), await told(after.workspace)]).toEqual([DIGEST, []])
    })
  })

  describe('looking people up', () => {
    it('asks for those with open handoffs, and who decides about them, whom nobody asked about for a day, each once', async () => {
      const { db } = database
      const [place, elsewhere] = [await aPlace(db), await aPlace(db)]
      await sent(place, { sdr: EVA })
      await sent(elsewhere, { ae: 'U0ELSEWHERE' })
      const closed = await sent(place, { ae: TOM })
      await commitChange(db, allowed(withdraw(closed, SAM, later(1))))
      const due = () => peopleToLookUp(db, place.workspace, later(-DAY), 10)
      const seen = (id: string, moment: Date) =>
        saveProfile(db, place.workspace, { id, name: id, kind: 'member', zone: 'UTC' }, moment)
      for (const decider of [MIA, ADA]) await seen(decider, later(0))
      expect(await due()).toEqual([EVA])
      await seen(EVA, later(1 - DAY))
      expect(await due()).toEqual([])
      await seen(EVA, later(-DAY))
      expect(await due()).toEqual([EVA])
    })

    it('asks about twenty in a minute, and about the others in the next', async () => {
      const { db } = database
      const place = await aPlace(db)
      const pairs = Array.from({ length: 12 }, (_, index) => ({ ae: `U0AE${index}`, sdr: `U0SDR${index}` }))
      for (const pair of pairs) await sent(place, pair)
      const everybody = [...pairs.flatMap(({ ae, sdr }) => [ae, sdr]), MIA, ADA].sort()
      const { bots } = await twoBots(place.workspace)
      const asked: string[] = []
      const ask = async (id: string) => {
        asked.push(id)
        await saveProfile(db, place.workspace, { id, name: id, kind: 'member', zone: 'UTC' }, FRIDAY)
        return undefined
      }
      const rounds: number[] = []
      for (let round = 0; round < 3; round += 1) {
        await lookUpPeople({ ...bots[0], people: { find: ask, ask } })
        rounds.push(asked.length)
      }
      expect([rounds, asked.sort()]).toEqual([[20, 26, 26], everybody])
    })

    it('finds who left this workspace, and not who left another or is merely a guest', async () => {
      const { db } = database
      const [place, elsewhere] = [await aPlace(db), await aPlace(db)]
      const is = (workspace: string, id: string, kind: 'guest' | 'deactivated') =>
        saveProfile(db, workspace, { id, name: id, kind, zone: 'UTC' }, FRIDAY)
      await is(place.workspace, EVA, 'deactivated')
      await is(place.workspace, OMAR, 'guest')
      await is(elsewhere.workspace, TOM, 'deactivated')
      expect(await peopleWhoLeft(db, place.workspace)).toEqual([EVA])
    })
  })

  it('drafts are forgotten once a UTC day, when seven whole days have passed since theirs', async () => {
    const { workspace, run } = await aWorkspace(FRIDAY)
    const { db } = database
    const draft = (person: string, when: string): Draft => {
      return { id: `draft-${person}`, person, step: 'who', fields: { company: 'Acme' }, at: at(when, 'UTC') }
    }
    const left = async () =>
      (await Promise.all([SAM, OMAR, TOM].map((one) => findDraft(db, workspace, one)))).map(
        (one) => one?.person,
      )
    await saveDraft(db, workspace, draft(SAM, 'Thu 12 Nov 23:59'))
    await saveDraft(db, workspace, draft(OMAR, 'Fri 13 Nov 00:00'))
    await run(forgetOldDrafts, at('Fri 20 Nov 00:00', 'UTC'))
    expect(await left()).toEqual([undefined, OMAR, undefined])
    await saveDraft(db, workspace, draft(TOM, 'Thu 12 Nov 12:00'))
    await run(forgetOldDrafts, at('Fri 20 Nov 23:59', 'UTC'))
    expect(await left()).toEqual([undefined, OMAR, TOM])
    await run(forgetOldDrafts, at('Sat 21 Nov 00:00', 'UTC'))
    expect(await left()).toEqual([undefined, undefined, undefined])
  })
})

import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { whatBroke } from '../../src/bot.ts'
import { accept } from '../../src/domain/answering/accept.ts'
import type { Handoff } from '../../src/domain/handoff/handoff.ts'
import { remind } from '../../src/scheduler/reminders.ts'
import { byRule, eachReadable, lookAfterSetAside } from '../../src/scheduler/set_aside.ts'
import { type Db, mayTouch } from '../../src/store/database.ts'
import { type FillIn, fillIn } from '../../src/store/fill_ins.ts'
import { whatIsSetAside } from '../../src/store/handoff/set_aside.ts'
import { healthNow } from '../../src/store/home/health.ts'
import { openLeadsOf } from '../../src/store/home/leads.ts'
import { stuckIds } from '../../src/store/stuck.ts'
import { handoffsSetAside } from '../../src/views/outbox/set_aside.ts'
import { botOn, onBothDatabases } from '../support/databases.ts'
import {
  ADA,
  allowed,
  aPlace,
  commitChange,
  EVA,
  FRIDAY,
  later,
  MINUTE,
  type Place,
  sent,
} from '../support/leads.ts'

const around = { now: () => FRIDAY, nameOf: whatBroke }

const HOUR = 60 * MINUTE

const plus = (moment: Date | undefined, ms: number): Date => new Date((moment?.getTime() ?? Number.NaN) + ms)

onBothDatabases((database) => {
  const rows = (db: Db, place: Place) =>
    db.read
      .select()
      .from(db.tables.handoffs)
      .where(eq(db.tables.handoffs.workspace, place.workspace))
      .orderBy(db.tables.handoffs.ref)

  /** As an older version left it, which kept none of these. */
  async function forget({ db, workspace }: Place) {
    const { handoffs, fillIns } = db.tables
    const empty = { touchDue: null, wakeAt: null, stuckFrom: null, waitsFor: null, moveDue: null }
    await db.commit((write) => [
      mayTouch(write.update(handoffs).set(empty).where(eq(handoffs.workspace, workspace))),
      mayTouch(write.delete(fillIns)),
    ])
  }

  /** As a row looks that another version wrote, or somebody by hand. */
  const spoil = (place: Place, { id }: Handoff) => setCalendar(place, id, { spoilt: true })

  const mend = (place: Place, { id, sdrCalendar }: Handoff) => setCalendar(place, id, sdrCalendar)

  async function setCalendar({ db }: Place, id: string, sdrCalendar: unknown) {
    const { handoffs } = db.tables
    await db.commit((write) => [
      mayTouch(write.update(handoffs).set({ sdrCalendar }).where(eq(handoffs.id, id))),
    ])
  }

  describe('after an upgrade', () => {
    it('leads of before get their deadlines, their reminders and whose move it is', async () => {
      const place = await aPlace(database.db)
      const first = await sent(place)
      const second = await sent(place)
      await commitChange(place.db, allowed(accept(second, EVA, later(HOUR))))
      const before = await rows(place.db, place)
      await forget(place)
      await fillIn(place.db, around)
      expect(await rows(place.db, place)).toEqual(before)
      expect(before.map(({ waitsFor }) => waitsFor)).toEqual([EVA, EVA])
      const late = plus(first.offer.acceptDue, HOUR)
      expect(await stuckIds(place.db, place.workspace, late, { most: 5 }, [])).toContain(first.id)
      expect((await openLeadsOf(place.db, place.workspace, EVA, 10)).leads).toHaveLength(2)
    })

    it('a start that was killed in the middle goes on where it was, and a step that is done is not taken again', async () => {
      const { db } = await aPlace(database.db)
      const taken: string[] = []
      const step = (name: string, upTo: readonly string[], dies?: string): FillIn => ({
        name,
        next: async (_db, behind) => {
          const next = upTo.find((id) => id > behind)
          if (next !== undefined && next === dies) throw new Error('killed')
          if (next === undefined) return undefined
          return {
            upTo: next,
            write: () => {
              taken.push(next)
              return []
            },
          }
        },
      })
      await expect(fillIn(db, around, [step('killed', ['a', 'b', 'c'], 'c')])).rejects.toThrow('killed')
      expect(taken).toEqual(['a', 'b'])
      await fillIn(db, around, [step('killed', ['a', 'b', 'c'])])
      expect(taken).toEqual(['a', 'b', 'c'])
      await fillIn(db, around, [step('killed', ['a', 'b', 'c', 'd'])])
      expect(taken).toEqual(['a', 'b', 'c'])
    })

    it('two processes that start at once take each batch once', async () => {
      const { db } = await aPlace(database.db)
      const other = await database.another()
      const committed: string[] = []
      const ids = ['a', 'b', 'c', 'd', 'e']
      const step: FillIn = {
        name: 'together',
        next: async (_db, behind) => {
          const next = ids.find((id) => id > behind)
          if (next === undefined) return undefined
          const { counters } = db.tables
          return {
            upTo: next,
            write: (write) => [
              mayTouch(write.insert(counters).values({ workspace: `fill-${next}`, name: 'x', value: 1 })),
            ],
          }
        },
      }
      await Promise.all([fillIn(db, around, [step]), fillIn(other, around, [step])])
      const { counters } = db.tables
      for (const { workspace } of await db.read.select().from(counters))
        if (workspace.startsWith('fill-')) committed.push(workspace)
      expect(committed.sort()).toEqual(ids.map((id) => `fill-${id}`))
    })

    it('one lead that cannot be read is set aside, and the others are filled in', async () => {
      const place = await aPlace(database.db)
      const [good, bad] = [await sent(place), await sent(place)]
      await forget(place)
      await spoil(place, bad)
      await fillIn(place.db, around)
      expect((await rows(place.db, place)).map(({ id, waitsFor }) => [id, waitsFor])).toEqual([
        [good.id, EVA],
        [bad.id, null],
      ])
      expect(await whatIsSetAside(place.db, place.workspace, 5)).toEqual({ count: 1, refs: [bad.ref] })
    })
  })

  describe('a handoff that cannot be read', () => {
    it('stops no reminder of the others, and an admin is told once', async () => {
      const place = await aPlace(database.db)
      const [bad, good] = [await sent(place), await sent(place)]
      await spoil(place, bad)
      let now = plus(good.offer.acceptDue, 0)
      const bot = botOn(place.db, place.workspace, { now: () => now, after: () => () => undefined })
      await remind(bot)
      await lookAfterSetAside(bot)
      await lookAfterSetAside(bot)
      const { reminders, outbox } = place.db.tables
      const told = await place.db.read
        .select()
        .from(reminders)
        .where(eq(reminders.workspace, place.workspace))
      expect(told.map(({ handoffId }) => handoffId)).toContain(good.id)
      const posts = () =>
        place.db.read
          .select()
          .from(outbox)
          .where(eq(outbox.lane, `${place.workspace}/set_aside:${now.toISOString()}`))
      expect((await posts()).map(({ notice }) => notice)).toEqual([
        { kind: 'reminder', what: 'set_aside', at: now.toISOString(), to: ADA },
      ])
      expect((await healthNow(place.db, place.workspace)).setAside).toBe(1)
      now = plus(now, 2 * HOUR)
      await lookAfterSetAside(bot)
      const set = place.db.tables.outbox
      const all = await place.db.read.select().from(set).where(eq(set.workspace, place.workspace))
      expect(all.filter(({ lane }) => lane.includes('set_aside'))).toHaveLength(1)
    })

    it('about which a rule breaks is set aside too, and a database that fails is nobody’s fault', async () => {
      const place = await aPlace(database.db)
      const [bad, good] = [await sent(place), await sent(place)]
      const bot = botOn(place.db, place.workspace, { now: () => FRIDAY, after: () => () => undefined })
      const done: string[] = []
      await eachReadable(bot, [bad.id, good.id], async ({ id }) => {
        byRule(() => {
          if (id === bad.id) throw new RangeError('no such day')
        })
        done.push(id)
      })
      expect(done).toEqual([good.id])
      const aside = () => whatIsSetAside(place.db, place.workspace, 5)
      expect(await aside()).toEqual({ count: 1, refs: [bad.ref] })
      const lost = new Error('Connection terminated unexpectedly')
      await expect(eachReadable(bot, [good.id], () => Promise.reject(lost))).rejects.toBe(lost)
      expect(await aside()).toEqual({ count: 1, refs: [bad.ref] })
    })

    it('is tried again after an hour, and what it missed is told then', async () => {
      const place = await aPlace(database.db)
      const bad = await sent(place)
      await spoil(place, bad)
      let now = plus(bad.offer.acceptDue, 0)
      const bot = botOn(place.db, place.workspace, { now: () => now, after: () => () => undefined })
      await remind(bot)
      await mend(place, bad)
      await remind(bot)
      const { reminders } = place.db.tables
      const told = () => place.db.read.select().from(reminders).where(eq(reminders.handoffId, bad.id))
      expect(await told()).toEqual([])
      now = plus(now, HOUR)
      await lookAfterSetAside(bot)
      now = plus(now, 23 * HOUR)
      await remind(bot)
      expect((await told()).length).toBeGreaterThan(0)
      expect((await healthNow(place.db, place.workspace)).setAside).toBe(0)
    })
  })
})

describe('what an admin reads', () => {
  it('names the leads, what stands still, and where the reason is', () => {
    expect(handoffsSetAside({ count: 12, refs: [3, 7] }).text).toBe(
      [
        '12 handoffs cannot be read: H-3, H-7 and 10 more.',
        'Until they can, nobody is reminded about them. All other leads go on, and Handoff tries again every hour.',
        'Whoever runs Handoff finds the reason in its log, under “set aside”.',
      ].join('\n'),
    )
  })
})

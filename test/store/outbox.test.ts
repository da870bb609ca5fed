import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Handoff } from '../../src/domain/handoff/handoff.ts'
import { messageRole, type Notice } from '../../src/domain/outbox/notices.ts'
import { type Db, StaleWrite } from '../../src/store/database.ts'
import { adopt } from '../../src/store/outbox/adoption.ts'
import { postedAs, recordMessage } from '../../src/store/outbox/messages.ts'
import {
  abandonedRows,
  claimDue,
  findRow,
  finish,
  nextDueAt,
  type OutboxRow,
  release,
  sendAgain,
} from '../../src/store/outbox/outbox.ts'
import { onBothDatabases } from '../support/databases.ts'
import { aPlace, EVA, FRIDAY, later, MINUTE, OMAR, SAM, sent, tell } from '../support/leads.ts'

const CARD: Notice = { kind: 'state', what: 'card' }

const BRIEF: Notice = { kind: 'state', what: 'brief' }

const thread = (version: number): Notice => ({ kind: 'event', what: 'thread', version })

const aeCard = (offer: number, to = EVA, urgent = false): Notice => ({
  kind: 'state',
  what: 'ae_card',
  offer,
  to,
  urgent,
})

/** Rows go back as they were. */
const giveBack = (db: Db, rows: readonly OutboxRow[]): Promise<void> =>
  db.commit((write) => rows.map((row) => release(write, row, row.dueAt)))

/** What may go now, looked at without keeping it. */
async function dueRows(db: Db, workspace: string, now: Date, most: number): Promise<OutboxRow[]> {
  const claimed = await claimDue(db, workspace, { now, leaseUntil: later(MINUTE), most })
  await giveBack(db, claimed)
  return claimed
}

onBothDatabases((database) => {
  /** A handoff whose three first messages wait to be sent. */
  async function aHandoff(): Promise<{ db: Db; handoff: Handoff; due: (at?: Date) => Promise<string[]> }> {
    const { db } = database
    const handoff = await sent(await aPlace(db))
    const due = async (at = later(MINUTE)) =>
      (await dueRows(db, handoff.workspace, at, 100)).map(({ id }) => id.slice(handoff.id.length + 1))
    return { db, handoff, due }
  }

  async function row(db: Db, handoff: Handoff, notice: Notice): Promise<OutboxRow> {
    const found = await findRow(db, `${handoff.id}:${messageRole(notice)}`)
    if (!found) throw new Error(`nothing is said of ${messageRole(notice)}`)
    return found
  }

  async function begin(
    db: Db,
    handoff: Handoff,
    notice: Notice,
    leaseUntil = later(MINUTE),
  ): Promise<OutboxRow> {
    const { id } = await row(db, handoff, notice)
    const claimed = await claimDue(db, handoff.workspace, { now: later(1e12), leaseUntil, most: 100 })
    await giveBack(
      db,
      claimed.filter((one) => one.id !== id),
    )
    const begun = claimed.find((one) => one.id === id)
    if (!begun) throw new Error(`${id} could not be claimed`)
    return begun
  }

  async function end(db: Db, begun: OutboxRow, outcome: Parameters<typeof finish>[2]): Promise<void> {
    await db.commit((write) => [finish(write, begun, outcome)])
  }

  async function through(
    db: Db,
    handoff: Handoff,
    notice: Notice,
    state: 'sent' | 'uncertain' | 'failed' | 'dropped',
  ): Promise<void> {
    await end(db, await begin(db, handoff, notice), { state })
  }

  describe('a lane', () => {
    it('lets the card go first, while the message to the AE does not wait for it', async () => {
      const { due } = await aHandoff()
      expect(await due()).toEqual(['card', 'ae_card:1'])
    })

    it('goes on in its order, one at a time', async () => {
      const { db, handoff, due } = await aHandoff()
      await tell(db, handoff, [thread(3), thread(2)])
      await through(db, handoff, aeCard(1), 'sent')
      await through(db, handoff, CARD, 'sent')
      expect(await due()).toEqual(['brief'])
      const brief = await begin(db, handoff, BRIEF)
      expect(await due()).toEqual([])
      await end(db, brief, { state: 'sent' })
      expect(await due()).toEqual(['thread:2'])
      await through(db, handoff, thread(2), 'sent')
      expect(await due()).toEqual(['thread:3'])
    })

    it('keeps its order behind a row that has to wait for its time', async () => {
      const { db, handoff, due } = await aHandoff()
      await through(db, handoff, aeCard(1), 'sent')
      const card = await begin(db, handoff, CARD)
      await end(db, card, { state: 'pending', dueAt: later(5 * MINUTE), problem: 'ratelimited' })
      expect(await due()).toEqual([])
      expect(await due(later(5 * MINUTE))).toEqual(['card'])
      expect((await row(db, handoff, CARD)).problem).toBe('ratelimited')
    })

    it.each(['uncertain', 'failed'] as const)(
      'stands still while its card is %s, and no other lane does',
      async (state) => {
        const { db, handoff, due } = await aHandoff()
        await tell(db, handoff, [thread(2)])
        await through(db, handoff, CARD, state)
        expect(await due()).toEqual(['ae_card:1'])
        const other = await sent({ ...(await aPlace(db)), workspace: handoff.workspace })
        const ids = (await dueRows(db, handoff.workspace, later(MINUTE), 100)).map(({ id }) => id)
        expect(ids).toContain(`${other.id}:card`)
      },
    )

    it.each(['uncertain', 'failed', 'dropped'] as const)('goes on past a brief that is %s', async (state) => {
      const { db, handoff, due } = await aHandoff()
      await tell(db, handoff, [thread(2)])
      await through(db, handoff, aeCard(1), 'sent')
      await through(db, handoff, CARD, 'sent')
      await through(db, handoff, BRIEF, state)
      expect(await due()).toEqual(['thread:2'])
    })

    it.each(['uncertain', 'failed', 'dropped'] as const)(
      'is not held up by a message to the AE that is %s, nor is the next message to them',
      async (state) => {
        const { db, handoff, due } = await aHandoff()
        await through(db, handoff, aeCard(1), state)
        await tell(db, handoff, [aeCard(2), aeCard(3, OMAR)])
        expect(await due()).toEqual(['card', 'ae_card:2', 'ae_card:3'])
      },
    )
  })

  describe('what is due', () => {
    it('is what waited longest, at most as many as asked for, in one workspace', async () => {
      const { db } = database
      const place = await aPlace(db)
      const second = await sent(place, {}, later(2))
      const first = await sent(place, {}, later(1))
      await sent(await aPlace(db), {}, later(0))
      const rows = await dueRows(db, place.workspace, later(MINUTE), 3)
      expect(rows.map(({ id }) => id)).toEqual([
        `${first.id}:card`,
        `${first.id}:ae_card:1`,
        `${second.id}:card`,
      ])
      expect(await dueRows(db, place.workspace, later(0), 3)).toEqual([])
    })

    it('comes next when the earliest waiting row says so', async () => {
      const { db, handoff } = await aHandoff()
      expect(await nextDueAt(db, handoff.workspace, later(-1))).toEqual(FRIDAY)
      expect(await nextDueAt(db, handoff.workspace, FRIDAY)).toBeUndefined()
      for (const [notice, minutes] of [
        [CARD, 7],
        [aeCard(1), 3],
      ] as const) {
        const begun = await begin(db, handoff, notice)
        await end(db, begun, { state: 'pending', dueAt: later(minutes * MINUTE) })
      }
      expect(await nextDueAt(db, handoff.workspace, FRIDAY)).toEqual(later(3 * MINUTE))
      expect(await nextDueAt(db, handoff.workspace, later(3 * MINUTE))).toEqual(later(7 * MINUTE))
    })

    it('does not come again by itself for what is sent, being sent, uncertain, failed or dropped', async () => {
      const { db, handoff, due } = await aHandoff()
      await tell(db, handoff, [aeCard(2, 'U2'), aeCard(3, 'U3'), aeCard(4, 'U4'), aeCard(5, 'U5')])
      await begin(db, handoff, CARD)
      await through(db, handoff, aeCard(1), 'sent')
      await through(db, handoff, aeCard(2, 'U2'), 'uncertain')
      await through(db, handoff, aeCard(3, 'U3'), 'failed')
      await through(db, handoff, aeCard(4, 'U4'), 'dropped')
      expect(await due(later(1e12))).toEqual(['ae_card:5'])
    })
  })

  describe('a state notice', () => {
    it('is one row, however many changes it stands for', async () => {
      const { db, handoff } = await aHandoff()
      await tell(db, handoff, [CARD], later(1))
      await tell(db, handoff, [CARD], later(2))
      const { outbox } = db.tables
      const rows = await db.read.select().from(outbox).where(eq(outbox.handoffId, handoff.id))
      expect(rows).toHaveLength(3)
      expect(await row(db, handoff, CARD)).toMatchObject({ revision: 3, state: 'pending', dueAt: later(2) })
    })

    it.each(['sent', 'dropped'] as const)('that is %s waits again after the next change', async (state) => {
      const { db, handoff, due } = await aHandoff()
      await through(db, handoff, aeCard(1), state)
      await through(db, handoff, CARD, 'sent')
      await through(db, handoff, BRIEF, 'sent')
      await tell(db, handoff, [aeCard(1)])
      expect(await due()).toEqual(['ae_card:1'])
    })

    it.each(['uncertain', 'failed'] as const)(
      'that is %s stays so after the next change, until somebody helps',
      async (state) => {
        const { db, handoff } = await aHandoff()
        await through(db, handoff, CARD, state)
        await tell(db, handoff, [CARD])
        expect((await row(db, handoff, CARD)).state).toBe(state)
      },
    )

    it('says what the latest change wants said', async () => {
      const { db, handoff } = await aHandoff()
      const again = aeCard(1, EVA, true)
      await tell(db, handoff, [again])
      expect((await row(db, handoff, again)).notice).toEqual(again)
    })

    it('that changes while it is sent is sent once more', async () => {
      const { db, handoff, due } = await aHandoff()
      await through(db, handoff, CARD, 'sent')
      await through(db, handoff, BRIEF, 'sent')
      const begun = await begin(db, handoff, aeCard(1))
      await tell(db, handoff, [aeCard(1)], later(1))
      expect(await due()).toEqual([])
      await end(db, begun, { state: 'sent' })
      expect(await due()).toEqual(['ae_card:1'])
      await through(db, handoff, aeCard(1), 'sent')
      expect(await due()).toEqual([])
    })

    it('that changes while an attempt is dropped is looked at once more', async () => {
      const { db, handoff, due } = await aHandoff()
      await through(db, handoff, CARD, 'sent')
      await through(db, handoff, BRIEF, 'sent')
      const begun = await begin(db, handoff, aeCard(1))
      await tell(db, handoff, [aeCard(1)], later(1))
      await end(db, begun, { state: 'dropped' })
      expect(await due()).toEqual(['ae_card:1'])
    })

    it('that changes while an attempt ends uncertain is uncertain all the same', async () => {
      const { db, handoff } = await aHandoff()
      const begun = await begin(db, handoff, CARD)
      await tell(db, handoff, [CARD], later(1))
      await end(db, begun, { state: 'uncertain', problem: 'http_500' })
      expect(await row(db, handoff, CARD)).toMatchObject({ state: 'uncertain', problem: 'http_500' })
    })
  })

  it('every attempt that failed has a call for help of its own', async () => {
    const { db, handoff, due } = await aHandoff()
    const of = `${handoff.id}:card`
    const help = (attempt: number, why: 'uncertain' | 'failed'): Notice => ({
      kind: 'reminder',
      what: 'undelivered',
      of,
      try: attempt,
      to: SAM,
      why,
    })
    await tell(db, handoff, [help(1, 'uncertain'), help(1, 'uncertain')])
    expect((await due()).filter((id) => id.startsWith('undelivered'))).toHaveLength(1)
    await through(db, handoff, help(1, 'uncertain'), 'sent')
    await tell(db, handoff, [help(2, 'failed')])
    expect((await due()).filter((id) => id.startsWith('undelivered'))).toHaveLength(1)
    expect((await row(db, handoff, help(2, 'failed'))).notice).toEqual(help(2, 'failed'))
  })

  describe('an attempt', () => {
    it('belongs to one of two processes that want it at once', async () => {
      const { db, handoff } = await aHandoff()
      const other = await database.another()
      const wish = { now: later(MINUTE), leaseUntil: later(MINUTE), most: 1 }
      const taken = await Promise.all(
        [db, other, db, other].map((handle) => claimDue(handle, handoff.workspace, wish)),
      )
      const ids = taken.flat().map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toContain(`${handoff.id}:card`)
      expect(await row(db, handoff, CARD)).toMatchObject({
        state: 'sending',
        attempts: 1,
        leaseUntil: later(MINUTE),
      })
    })

    it('is counted until it succeeds', async () => {
      const { db, handoff } = await aHandoff()
      await end(db, await begin(db, handoff, CARD), { state: 'pending', dueAt: FRIDAY })
      await end(db, await begin(db, handoff, CARD), { state: 'pending', dueAt: FRIDAY })
      expect((await row(db, handoff, CARD)).attempts).toBe(2)
      await through(db, handoff, CARD, 'sent')
      expect(await row(db, handoff, CARD)).toMatchObject({ attempts: 0, leaseUntil: null, problem: null })
    })

    it('that has ended cannot end again', async () => {
      const { db, handoff } = await aHandoff()
      const begun = await begin(db, handoff, CARD)
      await end(db, begun, { state: 'sent' })
      await expect(end(db, begun, { state: 'failed' })).rejects.toBeInstanceOf(StaleWrite)
      expect((await row(db, handoff, CARD)).state).toBe('sent')
    })

    it('that was given up cannot end the one that came after it', async () => {
      const { db, handoff } = await aHandoff()
      const first = await begin(db, handoff, CARD)
      await end(db, first, { state: 'pending', dueAt: FRIDAY })
      await begin(db, handoff, CARD)
      await expect(end(db, first, { state: 'sent' })).rejects.toBeInstanceOf(StaleWrite)
      expect(await row(db, handoff, CARD)).toMatchObject({ state: 'sending', attempts: 2 })
    })

    it('is abandoned when its lease is over, and not before', async () => {
      const { db, handoff } = await aHandoff()
      await begin(db, handoff, CARD, later(2 * MINUTE))
      await begin(db, handoff, aeCard(1), later(MINUTE))
      const abandoned = async (at: Date) =>
        (await abandonedRows(db, handoff.workspace, at)).map(({ notice }) => notice?.what)
      expect(await abandoned(later(MINUTE))).toEqual([])
      expect(await abandoned(later(MINUTE + 1))).toEqual(['ae_card'])
      expect(await abandoned(later(3 * MINUTE))).toEqual(['ae_card', 'card'])
      expect(await abandonedRows(db, 'another workspace', later(3 * MINUTE))).toEqual([])
    })
  })

  describe('a row that has to wait for its turn', () => {
    it('is due then, without an attempt', async () => {
      const { db, handoff, due } = await aHandoff()
      await through(db, handoff, aeCard(1), 'sent')
      const begun = await begin(db, handoff, CARD)
      await db.commit((write) => [release(write, begun, later(5 * MINUTE))])
      expect(await due()).toEqual([])
      expect(await nextDueAt(db, handoff.workspace, FRIDAY)).toEqual(later(5 * MINUTE))
      expect(await due(later(5 * MINUTE))).toEqual(['card'])
      expect((await row(db, handoff, CARD)).attempts).toBe(0)
    })

    it('is left alone when its attempt has ended meanwhile', async () => {
      const { db, handoff } = await aHandoff()
      const begun = await begin(db, handoff, CARD)
      await end(db, begun, { state: 'sent' })
      const late = db.commit((write) => [release(write, begun, later(5 * MINUTE))])
      await expect(late).rejects.toBeInstanceOf(StaleWrite)
      expect((await row(db, handoff, CARD)).state).toBe('sent')
    })

    it('that another version wrote and this one cannot read comes without its notice', async () => {
      const { db, handoff } = await aHandoff()
      const { outbox } = db.tables
      await db.run((write) =>
        write
          .update(outbox)
          .set({ notice: { kind: 'event', what: 'fax' } })
          .where(eq(outbox.id, `${handoff.id}:card`))
          .returning(),
      )
      expect((await dueRows(db, handoff.workspace, later(MINUTE), 1))[0]).toMatchObject({
        id: `${handoff.id}:card`,
        notice: undefined,
      })
    })
  })

  describe('posting again', () => {
    it.each(['uncertain', 'failed'] as const)('lets a row that is %s go, once', async (state) => {
      const { db, handoff, due } = await aHandoff()
      await through(db, handoff, aeCard(1), 'sent')
      await through(db, handoff, CARD, state)
      await db.commit((write) => [sendAgain(write, `${handoff.id}:card`, later(1))])
      expect(await due()).toEqual(['card'])
      const twice = db.commit((write) => [sendAgain(write, `${handoff.id}:card`, later(1))])
      await expect(twice).rejects.toBeInstanceOf(StaleWrite)
    })

    it('does nothing to a message that is there', async () => {
      const { db, handoff } = await aHandoff()
      await through(db, handoff, CARD, 'sent')
      const again = db.commit((write) => [sendAgain(write, `${handoff.id}:card`, later(1))])
      await expect(again).rejects.toBeInstanceOf(StaleWrite)
      expect((await row(db, handoff, CARD)).state).toBe('sent')
    })
  })

  describe('adopting a card that Slack never confirmed', () => {
    it('makes it the card of record, and its lane goes on with an edit of it', async () => {
      const { db, handoff, due } = await aHandoff()
      await through(db, handoff, aeCard(1), 'sent')
      await through(db, handoff, CARD, 'uncertain')
      await db.commit((write) => adopt(write, handoff, 'card', { channel: 'C1', ts: '1.000001' }, later(1)))
      expect(await postedAs(db, handoff.id, 'card')).toEqual({ channel: 'C1', ts: '1.000001' })
      expect(await due()).toEqual(['card'])
      await through(db, handoff, CARD, 'sent')
      expect(await due()).toEqual(['brief'])
    })

    it('is stale when the card was settled meanwhile, and remembers nothing', async () => {
      const { db, handoff } = await aHandoff()
      await through(db, handoff, CARD, 'failed')
      const late = db.commit((write) =>
        adopt(write, handoff, 'card', { channel: 'C1', ts: '1.000001' }, later(1)),
      )
      await expect(late).rejects.toBeInstanceOf(StaleWrite)
      expect(await postedAs(db, handoff.id, 'card')).toBeUndefined()
    })
  })

  describe('a posted message', () => {
    it('is known by its role once its place is known, and a later one takes its place', async () => {
      const { db, handoff } = await aHandoff()
      const posted = {
        id: `${handoff.id}:card`,
        workspace: handoff.workspace,
        handoffId: handoff.id,
        role: 'card',
      }
      const remember = (channel: string, ts: string | null, state: 'sent' | 'uncertain') =>
        db.commit((write) => [recordMessage(write, { ...posted, channel, ts, state, at: FRIDAY })])
      await remember('C1', null, 'uncertain')
      expect(await postedAs(db, handoff.id, 'card')).toBeUndefined()
      await remember('C1', '1.000001', 'sent')
      expect(await postedAs(db, handoff.id, 'card')).toEqual({ channel: 'C1', ts: '1.000001' })
      await remember('C2', '2.000002', 'sent')
      expect(await postedAs(db, handoff.id, 'card')).toEqual({ channel: 'C2', ts: '2.000002' })
      expect(await postedAs(db, handoff.id, 'brief')).toBeUndefined()
      const { messages } = db.tables
      expect(await db.read.select().from(messages).where(eq(messages.handoffId, handoff.id))).toHaveLength(1)
    })
  })
})

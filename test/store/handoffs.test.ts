import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept } from '../../src/domain/answering/accept.ts'
import { decline } from '../../src/domain/answering/decline.ts'
import { addInformation } from '../../src/domain/answering/information.ts'
import { answer, ask } from '../../src/domain/answering/need_info.ts'
import { recycle } from '../../src/domain/answering/recycle.ts'
import { reoffer } from '../../src/domain/answering/reoffer.ts'
import { undo } from '../../src/domain/answering/undo.ts'
import { withdraw } from '../../src/domain/answering/withdraw.ts'
import { type Decision, isRefusal } from '../../src/domain/handoff/decision.ts'
import type { Handoff, IntroCall } from '../../src/domain/handoff/handoff.ts'
import type { Happening } from '../../src/domain/handoff/history.ts'
import { send } from '../../src/domain/offering/send.ts'
import { mustTouch, StaleWrite } from '../../src/store/database.ts'
import { earlierAes, happeningAt, historyOf } from '../../src/store/handoff/history.ts'
import { findByRef, loadHandoff } from '../../src/store/handoff/load.ts'
import { insertHandoff, saveHandoff } from '../../src/store/handoff/save.ts'
import { openLeadsOf } from '../../src/store/home/leads.ts'
import { enqueue } from '../../src/store/outbox/outbox.ts'
import { onBothDatabases } from '../support/databases.ts'
import {
  aLead,
  allowed,
  aPlace,
  commitChange,
  commitNew,
  EVA,
  everything,
  FRIDAY,
  later,
  MIA,
  MINUTE,
  OMAR,
  SAM,
  sent,
  TOM,
} from '../support/leads.ts'

onBothDatabases((database) => {
  describe('a handoff', () => {
    it('comes back as it was sent, with nothing that is optional', async () => {
      const { db } = database
      const made = send(aLead(await aPlace(db)), FRIDAY)
      await commitNew(db, made)
      expect(await loadHandoff(db, made.handoff.id)).toEqual(made.handoff)
    })

    it('comes back as it was sent, with everything that is optional', async () => {
      const { db } = database
      const made = send(
        aLead(await aPlace(db), {
          prospect: {
            company: 'Ünïcorn 🦄 GmbH & Co. <KG>',
            contact: '渡辺 太郎',
            email: 'Taro+sales@Example.co.jp',
            title: "VP 'Ops'",
            crmLink: 'https://crm.example/leads?id=1&x=%20',
          },
          brief: {
            answers: [
              { key: 'budget', state: 'confirmed', evidence: 'Line one\nline two 👩‍👩‍👧‍👦' },
              { key: 'authority', state: 'unknown', evidence: '' },
              { key: 'timeline', state: 'pending', evidence: "it's; drop table handoffs; --" },
            ],
            nextStep: 'Call "Taro" \\ today',
            nextStepDate: '2028-02-29',
            intro: { mode: 'scheduled', at: new Date('2026-11-23T09:00:00.000Z') },
            sdrJoins: true,
            promised: 'a demo 🎉',
            landed: 'the price',
            avoid: 'the old vendor',
            additions: [],
          },
        }),
        new Date('2026-11-20T16:00:00.123Z'),
      )
      await commitNew(db, made)
      expect(await loadHandoff(db, made.handoff.id)).toEqual(made.handoff)
    })

    it.each<IntroCall>([
      { mode: 'live_now' },
      { mode: 'sequential' },
      { mode: 'not_possible', reason: 'on leave' },
    ])('keeps that the intro call is $mode', async (intro) => {
      const { db } = database
      const place = await aPlace(db)
      const handoff = await sent(place, { brief: { ...aLead(place).brief, intro } })
      expect((await loadHandoff(db, handoff.id))?.brief.intro).toEqual(intro)
    })

    it('is found by its reference, in its own workspace only', async () => {
      const { db } = database
      const handoff = await sent(await aPlace(db))
      const elsewhere = await aPlace(db)
      expect((await findByRef(db, handoff.workspace, handoff.ref))?.id).toBe(handoff.id)
      expect(await findByRef(db, elsewhere.workspace, handoff.ref)).toBeUndefined()
      expect(await loadHandoff(db, 'no such handoff')).toBeUndefined()
    })

    it('that was erased says so where words were and keeps its facts', async () => {
      const { db } = database
      const place = await aPlace(db)
      const prospect = { company: 'Acme', contact: 'Dana', email: 'dana@acme.example', title: 'VP' }
      const handoff = await sent(place, {
        prospect,
        brief: { ...aLead(place).brief, promised: 'a discount' },
      })
      const asked = allowed(ask(handoff, EVA, 'Who signs?', later(MINUTE)))
      await commitChange(db, asked)
      const { prospects, texts } = db.tables
      const nobody = { company: null, contact: null, email: null, title: null }
      await db.commit((write) => [
        mustTouch(write.update(prospects).set(nobody).where(eq(prospects.id, handoff.id))),
        mustTouch(write.update(texts).set({ body: null }).where(eq(texts.handoffId, handoff.id))),
      ])
      const erased = await loadHandoff(db, handoff.id)
      expect(erased?.prospect).toEqual({ company: '(erased)', contact: '(erased)' })
      expect(erased?.brief.answers.map(({ evidence }) => evidence)).toEqual([
        '(erased)',
        '(erased)',
        '(erased)',
      ])
      expect([erased?.brief.nextStep, erased?.brief.promised, erased?.brief.landed]).toEqual([
        '(erased)',
        '(erased)',
        undefined,
      ])
      expect(erased?.offer.questions[0]?.words).toBe('(erased)')
      const [first, second] = await historyOf(db, handoff.id)
      expect([first?.action, first?.words]).toEqual(['sent', undefined])
      expect([second?.action, second?.words]).toEqual(['asked', '(erased)'])
    })
  })

  describe('every change', () => {
    it('is loaded as it was decided, whatever came before, and its history explains it', async () => {
      const { db } = database
      const place = await aPlace(db)
      await fc.assert(
        fc.asyncProperty(fc.array(aStep(), { minLength: 1, maxLength: 14 }), async (steps) => {
          const first = send(aLead(place), FRIDAY)
          await commitNew(db, first)
          let { handoff } = first
          let now = FRIDAY.getTime()
          const happened: Happening[] = [first.happened]
          for (const { wait, act } of steps) {
            now += wait
            const decision = act(handoff, new Date(now))
            if (isRefusal(decision)) continue
            await commitChange(db, decision)
            handoff = decision.handoff
            happened.push(decision.happened)
            expect(await loadHandoff(db, handoff.id)).toEqual(handoff)
          }
          expect(await historyOf(db, handoff.id)).toEqual(happened)
          expect(await happeningAt(db, handoff.id, handoff.version)).toEqual(happened.at(-1))
        }),
        { numRuns: 60 },
      )
    })

    it('keeps why it was declined when it is withdrawn in the same moment', async () => {
      const { db } = database
      const handoff = await sent(await aPlace(db))
      const declined = allowed(decline(handoff, EVA, { code: 'other', comment: 'too small' }, later(0)))
      await commitChange(db, declined)
      const withdrawn = allowed(withdraw(declined.handoff, SAM, later(0)))
      await commitChange(db, withdrawn)
      const loaded = await loadHandoff(db, handoff.id)
      expect(loaded?.offer.answer).toMatchObject({ kind: 'declined', comment: 'too small' })
    })

    it('of an owner is kept with from when to when, also when it was undone', async () => {
      const { db } = database
      const handoff = await sent(await aPlace(db))
      const first = allowed(accept(handoff, EVA, later(MINUTE)))
      await commitChange(db, first)
      const undone = allowed(undo(first.handoff, EVA, later(2 * MINUTE)))
      await commitChange(db, undone)
      await commitChange(db, allowed(accept(undone.handoff, MIA, later(3 * MINUTE))))
      const { ownerships } = db.tables
      const rows = await db.read
        .select()
        .from(ownerships)
        .where(eq(ownerships.handoffId, handoff.id))
        .orderBy(ownerships.version)
      expect(rows).toEqual([
        {
          workspace: handoff.workspace,
          handoffId: handoff.id,
          version: 2,
          ae: EVA,
          since: later(MINUTE),
          until: later(2 * MINUTE),
          endedBy: EVA,
          endReason: 'undone',
          nth: 1,
        },
        {
          workspace: handoff.workspace,
          handoffId: handoff.id,
          version: 4,
          ae: EVA,
          since: later(3 * MINUTE),
          until: null,
          endedBy: null,
          endReason: null,
          nth: 1,
        },
      ])
    })

    it('tells which AEs had the lead before', async () => {
      const { db } = database
      const place = await aPlace(db)
      const handoff = await sent(place)
      const declined = allowed(decline(handoff, EVA, { code: 'no_capacity' }, later(1)))
      await commitChange(db, declined)
      const to = { ae: OMAR, calendar: handoff.offer.calendar, unchecked: false }
      await commitChange(db, allowed(reoffer(declined.handoff, SAM, to, later(2))))
      expect((await earlierAes(db, handoff.id)).sort()).toEqual([EVA, OMAR])
    })
  })

  describe('a change that was decided on an old state', () => {
    it('is stale, and nothing of its commit stays', async () => {
      const { db } = database
      const handoff = await sent(await aPlace(db))
      await commitChange(db, allowed(accept(handoff, EVA, later(1))))
      const before = await everything(db)
      const late = allowed(decline(handoff, EVA, { code: 'other', comment: 'too late' }, later(2)))
      await expect(commitChange(db, late)).rejects.toBeInstanceOf(StaleWrite)
      expect(await everything(db)).toEqual(before)
    })

    it('takes back what the same commit wrote before it was found stale', async () => {
      const { db } = database
      const place = await aPlace(db)
      const handoff = await sent(place)
      await commitChange(db, allowed(accept(handoff, EVA, later(1))))
      const before = await everything(db)
      const late = allowed(ask(handoff, EVA, 'Who signs?', later(2)))
      const other = send(aLead(place), later(2))
      const commit = db.commit((write) => [
        ...insertHandoff(write, other),
        ...enqueue(write, other.handoff, other.tell, later(2)),
        ...saveHandoff(write, late),
      ])
      await expect(commit).rejects.toBeInstanceOf(StaleWrite)
      expect(await everything(db)).toEqual(before)
    })

    it('leaves nothing either when a statement breaks', async () => {
      const { db } = database
      const place = await aPlace(db)
      const before = await everything(db)
      const made = send(aLead(place, { rulesId: 'no such rules' }), FRIDAY)
      const refused = await commitNew(db, made).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(Error)
      expect(refused).not.toBeInstanceOf(StaleWrite)
      expect(await everything(db)).toEqual(before)
    })
  })

  it('a handoff that is sent twice under one id is stale the second time', async () => {
    const { db } = database
    const place = await aPlace(db)
    const handoff = await sent(place)
    const before = await everything(db)
    const again = send(aLead(place, { id: handoff.id }), later(1))
    await expect(commitNew(db, again)).rejects.toBeInstanceOf(StaleWrite)
    expect(await everything(db)).toEqual(before)
  })

  it('a reference is never given twice in a workspace', async () => {
    const { db } = database
    const place = await aPlace(db)
    const handoff = await sent(place)
    const before = await everything(db)
    await expect(commitNew(db, send(aLead(place, { ref: handoff.ref }), later(1)))).rejects.toThrow()
    expect(await everything(db)).toEqual(before)
  })

  describe('the open handoffs of somebody', () => {
    it('are those in which they are SDR or the present AE, oldest first, with how many there are', async () => {
      const { db } = database
      const place = await aPlace(db)
      const second = await sent(place, { ae: EVA }, later(2))
      const first = await sent(place, { ae: EVA }, later(1))
      const third = await sent(place, { ae: OMAR, sdr: EVA }, later(3))
      await sent(place, { ae: OMAR }, later(4))
      const withdrawn = await sent(place, { ae: EVA }, later(5))
      await commitChange(db, allowed(withdraw(withdrawn, SAM, later(6))))
      const recycled = await sent(place, { ae: EVA }, later(5))
      await commitChange(db, allowed(recycle(recycled, SAM, '2027-01-19', later(6))))
      const passedOn = await sent(place, { ae: EVA }, later(7))
      const declined = allowed(decline(passedOn, EVA, { code: 'no_capacity' }, later(8)))
      await commitChange(db, declined)
      const to = { ae: TOM, calendar: passedOn.offer.calendar, unchecked: false }
      await commitChange(db, allowed(reoffer(declined.handoff, SAM, to, later(9))))
      await sent(await aPlace(db), { ae: EVA })

      const mine = await openLeadsOf(db, place.workspace, EVA, 2)
      expect(mine.leads.map(({ id }) => id)).toEqual([first.id, second.id])
      expect(mine.count).toBe(3)
      const all = await openLeadsOf(db, place.workspace, EVA, 10)
      expect(all.leads.map(({ id }) => id)).toEqual([first.id, second.id, third.id])
    })
  })
})

type Step = { wait: number; act: (handoff: Handoff, now: Date) => Decision }

/** Something that somebody does after a while; often it is not allowed, and then nothing happens. */
function aStep(): fc.Arbitrary<Step> {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((text) => !text.includes('\0'))
  const comment = fc.option(words, { nil: undefined })
  const ae = fc.constantFrom(EVA, OMAR, TOM)
  const code = fc.constantFrom('no_budget', 'no_capacity', 'other')
  const answers = (handoff: Handoff, manager: boolean) => (manager ? MIA : handoff.offer.ae)
  const owns = (handoff: Handoff, manager: boolean) => (manager ? MIA : handoff.sdr)
  const act: fc.Arbitrary<Step['act']> = fc.oneof(
    fc.boolean().map(
      (manager): Step['act'] =>
        (handoff, now) =>
          accept(handoff, answers(handoff, manager), now),
    ),
    fc.tuple(fc.boolean(), code, comment).map(
      ([manager, code, comment]): Step['act'] =>
        (handoff, now) =>
          decline(handoff, answers(handoff, manager), { code, comment }, now),
    ),
    fc.tuple(fc.boolean(), words).map(
      ([manager, said]): Step['act'] =>
        (handoff, now) =>
          ask(handoff, answers(handoff, manager), said, now),
    ),
    fc.tuple(fc.boolean(), words).map(
      ([manager, said]): Step['act'] =>
        (handoff, now) =>
          answer(handoff, owns(handoff, manager), said, now),
    ),
    fc
      .tuple(fc.boolean(), ae, fc.constantFrom('Asia/Kolkata', 'America/New_York'), fc.boolean())
      .map(([manager, ae, zone, unchecked]): Step['act'] => (handoff, now) => {
        const calendar = { zone, days: [0, 6], from: '10:30', to: '16:00', holidays: [] }
        return reoffer(handoff, owns(handoff, manager), { ae, calendar, unchecked }, now)
      }),
    words.map(
      (said): Step['act'] =>
        (handoff, now) =>
          addInformation(handoff, SAM, said, now),
    ),
    fc.boolean().map(
      (manager): Step['act'] =>
        (handoff, now) =>
          withdraw(handoff, owns(handoff, manager), now),
    ),
    fc.boolean().map(
      (manager): Step['act'] =>
        (handoff, now) =>
          recycle(handoff, owns(handoff, manager), '2027-01-19', now),
    ),
    fc.constantFrom(SAM, EVA, MIA).map(
      (by): Step['act'] =>
        (handoff, now) =>
          undo(handoff, by, now),
    ),
  )
  return fc.record({ wait: fc.constantFrom(0, 1, MINUTE, 9 * MINUTE, 11 * MINUTE, 4320 * MINUTE), act })
}

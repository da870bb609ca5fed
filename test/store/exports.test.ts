import { describe, expect, it } from 'vitest'
import { accept } from '../../src/domain/answering/accept.ts'
import { decline } from '../../src/domain/answering/decline.ts'
import { logCall } from '../../src/domain/calls/log_call.ts'
import { payLines } from '../../src/domain/pay/credits.ts'
import { EXPORTS } from '../../src/domain/privacy/exports.ts'
import { mayTouch, StaleWrite } from '../../src/store/database.ts'
import { healthNow } from '../../src/store/home/health.ts'
import { findAbout, findLeads } from '../../src/store/home/leads.ts'
import { matchesOf } from '../../src/store/offering/duplicates.ts'
import { bumpProspectVersion } from '../../src/store/offering/prospect_versions.ts'
import { acceptedForPay } from '../../src/store/pay/accepted.ts'
import { eraseWords } from '../../src/store/privacy/erase.ts'
import { exportRows } from '../../src/store/privacy/exports.ts'
import { endedBefore } from '../../src/store/privacy/retention.ts'
import { onBothDatabases } from '../support/databases.ts'
import { allowed, aPlace, commitChange, EVA, later, MINUTE, OMAR, SAM, sent } from '../support/leads.ts'

const DANA = { company: 'Acme, Inc.', contact: 'Dana Whitfield', email: 'Dana@acme.example' }

const WEEK = { from: later(-MINUTE), to: later(7 * 1440 * MINUTE) }

/** Everything here can be read. */
const readable = (id: string): never => {
  throw new Error(`${id} cannot be read`)
}

onBothDatabases((database) => {
  describe('what is stored', () => {
    it('is exported by kind, each row with every column', async () => {
      const { db } = database
      const place = await aPlace(db)
      const handoff = await sent(place, { prospect: DANA })
      const accepted = allowed(accept(handoff, EVA, later(MINUTE)))
      await commitChange(db, accepted)
      const call = { result: 'held' as const, sdr: true, ae: true, prospect: true, words: 'Yes' }
      const next = { nextStep: 'Send an offer', nextStepDate: '2026-12-01' }
      const at = later(2 * MINUTE)
      await commitChange(db, allowed(logCall(accepted.handoff, EVA, { ...call, ...next, at }, at)))
      const around = { zone: 'Europe/Stockholm', now: later(3 * MINUTE) }
      const counts: Record<string, number> = {}
      for (const what of EXPORTS) {
        const { columns, rows } = await exportRows(db, place.workspace, what, WEEK, around)
        counts[what] = 0
        for await (const row of rows) {
          expect(row).toHaveLength(columns.length)
          counts[what] += 1
        }
      }
      expect(counts).toEqual({
        handoffs: 1,
        offers: 1,
        touches: 1,
        meetings: 1,
        history: 3,
        gate_blocks: 0,
        settings: 1,
        credits: 1,
        scorecard: 1,
      })
    })

    it('is read in pages, each row once, also where many have the same time', async () => {
      const { db } = database
      const place = await aPlace(db)
      const { id: handoffId } = await sent(place)
      const { touches } = db.tables
      const rows = Array.from({ length: 2_300 }, (_, n) => ({
        workspace: place.workspace,
        handoffId,
        version: n + 2,
        kind: 'personal_email' as const,
        happenedAt: later(Math.floor(n / 900) * MINUTE),
        loggedAt: later(0),
        by: EVA,
      }))
      for (let n = 0; n < rows.length; n += 500)
        await db.commit((write) => [mayTouch(write.insert(touches).values(rows.slice(n, n + 500)))])
      const around = { zone: 'Europe/Stockholm', now: later(0) }
      const exported = await exportRows(db, place.workspace, 'touches', WEEK, around)
      const versions: unknown[] = []
      for await (const [, version] of exported.rows) versions.push(Number(version))
      expect(versions).toEqual(rows.map(({ version }) => version))
    })

    it('is enough to pay by: a credit for the acceptance, and none for a lead that was declined', async () => {
      const { db } = database
      const place = await aPlace(db)
      await commitChange(db, allowed(accept(await sent(place, { prospect: DANA }), EVA, later(MINUTE))))
      const other = await sent(place, { prospect: { company: 'Globex', contact: 'Gil' } })
      await commitChange(db, allowed(decline(other, EVA, { code: 'no_budget' }, later(MINUTE))))
      const lines = payLines(await acceptedForPay(db, place.workspace, WEEK), WEEK.to)
      expect(lines.map(({ sdr, state, company }) => [sdr, state, company])).toEqual([
        [SAM, 'pending', 'Acme, Inc.'],
      ])
      expect(await acceptedForPay(db, place.workspace, WEEK, OMAR)).toEqual([])
    })

    it('is found by text, in any case, by whoever may see it', async () => {
      const { db } = database
      const place = await aPlace(db)
      const handoff = await sent(place, { prospect: DANA })
      const found = async (text: string, id?: string, leads: string[] = []) =>
        id
          ? (await findLeads(db, place.workspace, text, { id, leads, covers: [] }, 5)).map((one) => one.id)
          : findAbout(db, place.workspace, text, 5)
      for (const text of ['ACME', 'whitfield', 'dana@', 'acme'])
        expect(await found(text)).toEqual([handoff.id])
      const elodie = await sent(place, { prospect: { company: 'Globex', contact: 'Élodie Durand' } })
      expect(await found('éLODIE')).toEqual([elodie.id])
      expect(await found('%')).toEqual([])
      expect(await found('acme', SAM)).toEqual([handoff.id])
      expect(await found('acme', EVA)).toEqual([handoff.id])
      expect(await found('acme', OMAR)).toEqual([])
      expect(await found('acme', OMAR, [place.team.id])).toEqual([handoff.id])
    })

    it('loses its words when they are erased, and is no longer found or matched by them', async () => {
      const { db } = database
      const place = await aPlace(db)
      const handoff = await sent(place, { prospect: DANA })
      const matched = async () => (await matchesOf(db, place.workspace, DANA, readable)).map(({ by }) => by)
      expect(await matched()).toEqual(['email'])
      await db.commit((write) => eraseWords(write, handoff))
      expect(await matched()).toEqual([])
      expect(await findAbout(db, place.workspace, 'acme', 5)).toEqual([])
      expect(await endedBefore(db, place.workspace, later(1), 5)).toEqual([])
    })

    it('tells two people who hand off the same prospect at once apart: the second is stale', async () => {
      const { db } = database
      const place = await aPlace(db)
      const [first, second] = [
        await bumpProspectVersion(db, place.workspace, DANA),
        await bumpProspectVersion(db, place.workspace, {
          company: 'Other',
          contact: 'X',
          email: 'cio@acme.example',
        }),
      ]
      await db.commit((write) => first(write))
      await expect(db.commit((write) => second(write))).rejects.toBeInstanceOf(StaleWrite)
      const again = await bumpProspectVersion(db, place.workspace, DANA)
      await db.commit((write) => again(write))
    })

    it('says how delivery is doing', async () => {
      const place = await aPlace(database.db)
      expect(await healthNow(database.db, place.workspace)).toEqual({
        lastDelivery: undefined,
        waiting: 0,
        troubles: [],
        setAside: 0,
      })
    })
  })
})

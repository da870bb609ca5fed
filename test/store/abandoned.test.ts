import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import type { Bot } from '../../src/bot.ts'
import { startDelivery } from '../../src/delivery/outbox/worker.ts'
import { claimDue, findRow } from '../../src/store/outbox/outbox.ts'
import { botOn, onBothDatabases } from '../support/databases.ts'
import { aPlace, later, MINUTE, SAM, sent } from '../support/leads.ts'

/** Two processes that wake at the same moment, after a third one died. */
onBothDatabases((database) => {
  describe('a message that a dead process was sending', () => {
    it('is given up by one of two processes, and neither stumbles over the other', async () => {
      const { db } = database
      const handoff = await sent(await aPlace(db))
      const card = `${handoff.id}:card`
      const died = { now: later(0), leaseUntil: later(MINUTE), most: 1 }
      expect((await claimDue(db, handoff.workspace, died)).map(({ id }) => id)).toEqual([card])

      const clock = { now: () => later(2 * MINUTE), after: () => () => undefined }
      const errors: string[] = []
      const handles = [db, await database.another()]
      const deliveries = handles.map((handle) => {
        const bot: Bot = botOn(handle, handoff.workspace, clock)
        return startDelivery({ ...bot, log: { ...bot.log, error: (_facts, words) => errors.push(words) } })
      })
      for (const delivery of deliveries) delivery.deliver()
      await Promise.all(deliveries.map((delivery) => delivery.idle()))
      await Promise.all(deliveries.map((delivery) => delivery.stop()))

      expect(await findRow(db, card)).toMatchObject({ state: 'uncertain', problem: 'process_died' })
      const { outbox } = db.tables
      const rows = await db.read.select().from(outbox).where(eq(outbox.handoffId, handoff.id))
      const calls = rows.filter(({ id }) => id.includes('undelivered'))
      expect(calls).toMatchObject([{ revision: 1, notice: { of: card, to: SAM, why: 'uncertain' } }])
      expect(errors).toEqual([])
    })
  })
})

import { describe, expect, it } from 'vitest'
import { accept } from '../../../src/domain/answering/accept.ts'
import { recycle } from '../../../src/domain/answering/recycle.ts'
import { logCall } from '../../../src/domain/calls/log_call.ts'
import type { Decision } from '../../../src/domain/handoff/decision.ts'
import type { Handoff } from '../../../src/domain/handoff/handoff.ts'
import { end } from '../../../src/domain/outcomes/outcome.ts'
import { reassign } from '../../../src/domain/owning/reassign.ts'
import { officeHours } from '../../../src/domain/time/calendar.ts'
import { weekOf } from '../../../src/domain/time/schedule.ts'
import { byAe } from '../../../src/store/digest/by_person.ts'
import { keepDigest, markReviewed } from '../../../src/store/digest/digests.ts'
import { numbersOfWeek } from '../../../src/store/digest/numbers.ts'
import { severalOwnersIn } from '../../../src/store/digest/owners.ts'
import { endedBefore } from '../../../src/store/privacy/retention.ts'
import { at, later, minutes } from '../../support/builders.ts'
import { onBothDatabases } from '../../support/databases.ts'
import {
  aLead,
  allowed,
  aPlace,
  commitChange,
  EVA,
  MIA,
  OMAR,
  type Place,
  SAM,
  sent,
  TOM,
} from '../../support/leads.ts'

const ZONE = 'Europe/Stockholm'

const WEEK = weekOf('2026-10-19', ZONE)

const CALL = at('Tue 20 Oct 10:00')

type Step = (handoff: Handoff, now: Date) => Decision

const accepts: Step = (handoff, now) => accept(handoff, handoff.offer.ae, now)

const reassigns =
  (ae: string): Step =>
  (handoff, now) => {
    const to = { ae, calendar: handoff.offer.calendar, unchecked: false }
    return reassign(handoff, MIA, to, { code: 'other', comment: undefined }, now)
  }

const loses: Step = (handoff, now) =>
  end(handoff, handoff.offer.ae, { outcome: 'lost', code: 'price', words: '', rating: undefined }, now)

const meetsWithoutAe: Step = (handoff, now) =>
  logCall(
    handoff,
    handoff.sdr,
    {
      result: 'held',
      at: now,
      sdr: true,
      ae: false,
      prospect: true,
      words: undefined,
      nextStep: 'Call',
      nextStepDate: '2026-12-01',
    },
    now,
  )

async function live(place: Place, when: string, steps: [string, Step][], intro?: Date): Promise<void> {
  const brief = {
    ...aLead(place).brief,
    ...(intro ? { intro: { mode: 'scheduled' as const, at: intro } } : {}),
  }
  let handoff = await sent(place, { brief }, at(when))
  for (const [moment, step] of steps) {
    const change = allowed(step(handoff, at(moment)))
    await commitChange(place.db, change)
    handoff = change.handoff
  }
}

onBothDatabases((database) => {
  const numbers = (place: Place) => numbersOfWeek(place.db, place.workspace, WEEK, officeHours(ZONE))

  describe('a call that an AE missed', () => {
    it('is told of them, also in a week in which they had no offer to answer', async () => {
      const place = await aPlace(database.db)
      await live(
        place,
        'Fri 16 Oct 09:00',
        [
          ['Fri 16 Oct 10:00', accepts],
          ['Tue 20 Oct 10:30', meetsWithoutAe],
        ],
        CALL,
      )
      const { people } = await numbers(place)
      expect(people?.aes).toMatchObject([{ id: EVA, bothReps: { x: 0, y: 1 } }])
    })

    it('stays theirs when the lead goes to somebody else', async () => {
      const place = await aPlace(database.db)
      await live(
        place,
        'Mon 19 Oct 09:00',
        [
          ['Mon 19 Oct 10:00', accepts],
          ['Tue 20 Oct 10:30', meetsWithoutAe],
          ['Wed 21 Oct 10:00', reassigns(OMAR)],
          ['Wed 21 Oct 11:00', accepts],
        ],
        CALL,
      )
      const rows = await byAe(place.db, place.workspace, WEEK, WEEK.to, 15)
      expect(rows.map(({ id, bothReps }) => [id, bothReps])).toEqual([
        [EVA, { x: 0, y: 1 }],
        [OMAR, { x: 0, y: 0 }],
      ])
    })
  })

  it('a lead that its second owner lost months ago has several owners no longer', async () => {
    const place = await aPlace(database.db)
    await live(place, 'Mon 4 May 09:00', [
      ['Mon 4 May 10:00', accepts],
      ['Tue 5 May 10:00', reassigns(TOM)],
      ['Tue 5 May 11:00', accepts],
      ['Wed 6 May 11:00', loses],
    ])
    expect(await severalOwnersIn(place.db, place.workspace, weekOf('2026-05-04', ZONE))).toBe(1)
    expect(await severalOwnersIn(place.db, place.workspace, WEEK)).toBe(0)
  })

  it('a digest that is posted on another day is reviewed in time within two working days of that', async () => {
    const place = await aPlace(database.db)
    const said = await numbers(place)
    const posts: [monday: string, posted: string, reviewedAfter: number][] = [
      ['2026-09-21', 'Thu 1 Oct 09:00', minutes(10)],
      ['2026-09-28', 'Thu 8 Oct 09:00', minutes(4 * 24 * 60)],
      ['2026-10-05', 'Thu 15 Oct 09:00', minutes(6 * 24 * 60)],
    ]
    for (const [monday, posted, after] of posts)
      await place.db.commit((write) => [
        keepDigest(write, place.workspace, { monday, late: false, numbers: said }, at(posted)),
        markReviewed(write, place.workspace, monday, { by: MIA, at: later(at(posted), after) }),
      ])
    expect((await numbers(place)).signalFacts?.unreviewed).toEqual({ x: 1, y: 3 })
  })

  it('the words of a recycled lead stay until it has come back and the time since is over', async () => {
    const place = await aPlace(database.db)
    await live(place, 'Mon 5 Oct 09:00', [
      ['Mon 5 Oct 10:00', (handoff, now) => recycle(handoff, SAM, '2026-12-04', now)],
    ])
    const before = (when: string) => endedBefore(place.db, place.workspace, at(when), 20)
    expect(await before('Thu 3 Dec 23:00')).toEqual([])
    expect(await before('Sat 5 Dec 10:00')).toHaveLength(1)
  })
})

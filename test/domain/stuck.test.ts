import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Handoff, TOUCH_KINDS, type Touch, type TouchKind } from '../../src/domain/handoff/handoff.ts'
import { type Stuck, stuckBy, stuckFrom } from '../../src/domain/stuck/stuck.ts'
import { addDays, hours, officeHours } from '../../src/domain/time/calendar.ts'
import { at, EVA, handoffIn, later, local, MIA, OFFERED_AT, SAM, STAGES } from '../support/builders.ts'

const NOBODY = new Set<string>()

const gone = (...ids: string[]) => new Set(ids)

const said = (stuck: Stuck | undefined) =>
  stuck && [stuck.cause, local(stuck.since), stuck.move ?? 'managers']

const stuck = (handoff: Handoff, when: string, left: ReadonlySet<string> = NOBODY) =>
  said(stuckBy(handoff, left, at(when)))

const touched = (kind: TouchKind, happened: string): Touch => ({
  version: 2,
  kind,
  happenedAt: at(happened),
  loggedAt: at(happened),
  by: EVA,
})

describe('a lead offered on Friday at 17:02', () => {
  it('is stuck with its AE from Monday at 17:02', () => {
    const handoff = handoffIn('offered')
    expect(stuck(handoff, 'Mon 23 Nov 17:01')).toBeUndefined()
    expect(stuck(handoff, 'Mon 23 Nov 17:02')).toEqual(['not_accepted', 'Mon 23 Nov 17:02', EVA])
    expect(local(stuckFrom(handoff))).toBe('Mon 23 Nov 17:02')
  })

  it('is stuck with its SDR once a question of 17:30 is open for a day of theirs', () => {
    // Sam works in New York: 11:30 there on Friday, and on Monday.
    const handoff = handoffIn('info_needed')
    expect(stuck(handoff, 'Mon 23 Nov 17:29')).toBeUndefined()
    expect(stuck(handoff, 'Mon 23 Nov 17:30')).toEqual(['question_unanswered', 'Mon 23 Nov 17:30', SAM])
  })

  it('is stuck with its SDR once it was declined at 17:20 for a day of theirs', () => {
    const handoff = handoffIn('declined')
    expect(stuck(handoff, 'Mon 23 Nov 17:19')).toBeUndefined()
    expect(stuck(handoff, 'Mon 23 Nov 17:20')).toEqual(['not_reoffered', 'Mon 23 Nov 17:20', SAM])
  })

  it.each(['withdrawn', 'recycled'] as const)('is never stuck once it was %s, whoever has left', (status) => {
    expect(stuck(handoffIn(status), 'Fri 27 Nov 12:00', gone(EVA, SAM))).toBeUndefined()
    expect(stuckFrom(handoffIn(status))).toBeUndefined()
  })

  it('with a holiday of the SDR’s is stuck a day later', () => {
    const sdrCalendar = { ...officeHours('America/New_York'), holidays: ['2026-11-23'] }
    expect(local(stuckFrom(handoffIn('declined', { sdrCalendar })))).toBe('Tue 24 Nov 17:20')
  })
})

describe('a lead that somebody owns', () => {
  const nextYear = { nextStepDate: '2027-06-01' }

  it('is stuck without a meaningful touch by its deadline; a template is none', () => {
    const touches = [touched('templated_email', 'Fri 20 Nov 18:00')]
    const handoff = handoffIn('accepted', { brief: nextYear, touches })
    expect(stuck(handoff, 'Tue 24 Nov 17:01')).toBeUndefined()
    expect(stuck(handoff, 'Tue 24 Nov 17:02')).toEqual(['no_meaningful_touch', 'Tue 24 Nov 17:02', EVA])
  })

  it('is stuck when the day of its next step is over where the owner works', () => {
    const handoff = handoffIn('accepted', { touches: [touched('call_attempted', 'Fri 20 Nov 18:00')] })
    expect(stuck(handoff, 'Tue 24 Nov 23:59')).toBeUndefined()
    expect(stuck(handoff, 'Wed 25 Nov 00:00')).toEqual(['next_step_overdue', 'Wed 25 Nov 00:00', EVA])
  })

  it('is silent ten working days after the last touch that counts', () => {
    const touches = [
      touched('call_attempted', 'Fri 20 Nov 18:00'),
      touched('reply_received', 'Tue 24 Nov 10:00'),
      touched('templated_email', 'Thu 3 Dec 10:00'),
    ]
    const handoff = handoffIn('accepted', { brief: nextYear, touches })
    expect(stuck(handoff, 'Tue 8 Dec 09:59')).toBeUndefined()
    expect(stuck(handoff, 'Tue 8 Dec 10:00')).toEqual(['gone_silent', 'Tue 8 Dec 10:00', EVA])
  })

  it('is listed with the first cause that holds, however old the others are', () => {
    // Its next step was due on Friday; the touch, on Tuesday, matters more from then on.
    const handoff = handoffIn('accepted', { brief: { nextStepDate: '2026-11-20' } })
    expect(local(stuckFrom(handoff))).toBe('Sat 21 Nov 00:00')
    expect(stuck(handoff, 'Mon 23 Nov 09:00')).toEqual(['next_step_overdue', 'Sat 21 Nov 00:00', EVA])
    expect(stuck(handoff, 'Tue 24 Nov 17:02')).toEqual(['no_meaningful_touch', 'Tue 24 Nov 17:02', EVA])
  })

  it('with an overdue next step does not count as silent', () => {
    const handoff = handoffIn('accepted', { touches: [touched('call_attempted', 'Fri 20 Nov 18:00')] })
    expect(stuck(handoff, 'Wed 16 Dec 12:00')).toEqual(['next_step_overdue', 'Wed 25 Nov 00:00', EVA])
  })
})

describe('somebody who has left', () => {
  it.each(['offered', 'info_needed', 'accepted'] as const)(
    'as the AE of a lead that is %s makes it the managers’ at once',
    (status) => {
      const found = stuck(handoffIn(status), 'Fri 20 Nov 18:00', gone(EVA))
      expect(found).toEqual(['owner_left', 'Fri 20 Nov 18:00', 'managers'])
    },
  )

  it('outweighs every other cause', () => {
    expect(stuck(handoffIn('accepted'), 'Wed 16 Dec 12:00', gone(EVA))?.[0]).toBe('owner_left')
  })

  it('as the AE who declined changes nothing: it is the SDR’s move', () => {
    const handoff = handoffIn('declined')
    expect(stuck(handoff, 'Fri 20 Nov 18:00', gone(EVA))).toBeUndefined()
    expect(stuck(handoff, 'Mon 23 Nov 18:00', gone(EVA))?.[2]).toBe(SAM)
  })

  it.each(['info_needed', 'declined'] as const)(
    'as the SDR leaves a lead that is %s to the managers, when its time is over',
    (status) => {
      expect(stuck(handoffIn(status), 'Fri 20 Nov 18:00', gone(SAM))).toBeUndefined()
      expect(stuck(handoffIn(status), 'Mon 23 Nov 18:00', gone(SAM))?.[2]).toBe('managers')
    },
  )

  it('as the SDR does not take an AE’s move from them', () => {
    expect(stuck(handoffIn('offered'), 'Mon 23 Nov 18:00', gone(SAM))?.[2]).toBe(EVA)
  })

  it('and has nothing to do with the lead changes nothing', () => {
    expect(stuck(handoffIn('offered'), 'Fri 20 Nov 18:00', gone(MIA))).toBeUndefined()
  })
})

describe('whatever happened to a lead', () => {
  const statuses = Object.keys(STAGES) as (keyof typeof STAGES)[]
  const touches = fc.array(
    fc
      .tuple(fc.constantFrom(...TOUCH_KINDS), fc.integer({ min: 0, max: hours(200) }))
      .map(([kind, after]) => {
        const happenedAt = later(OFFERED_AT, after)
        return { version: 2, kind, happenedAt, loggedAt: happenedAt, by: EVA }
      }),
    { maxLength: 4 },
  )
  const handoff: fc.Arbitrary<Handoff> = fc
    .record({
      status: fc.constantFrom(...statuses),
      touches,
      step: fc.integer({ min: -3, max: 20 }),
      days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    })
    .map(({ status, touches: made, step, days }) =>
      handoffIn(status, {
        touches: made,
        brief: { nextStepDate: addDays('2026-11-20', step) },
        sdrCalendar: { ...officeHours('America/New_York'), days },
      }),
    )
  const now = fc.integer({ min: 0, max: hours(24 * 40) }).map((ms) => later(OFFERED_AT, ms))
  const left = fc.subarray([EVA, SAM, MIA]).map((ids) => new Set(ids))

  it('it is stuck from the kept moment on, and never before unless its AE has left', () => {
    fc.assert(
      fc.property(handoff, now, left, (one, when, away) => {
        const kept = stuckFrom(one)
        const found = stuckBy(one, away, when)
        if (found?.cause === 'owner_left') {
          expect(away.has(EVA)).toBe(true)
          return
        }
        expect(found !== undefined).toBe(kept !== undefined && kept <= when)
        if (found && kept) expect(kept <= found.since && found.since <= when).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('time alone never makes it unstuck, and its cause only gives way to one that matters more', () => {
    const order = ['no_meaningful_touch', 'next_step_overdue', 'gone_silent']
    const wait = fc.integer({ min: 0, max: hours(24 * 20) })
    fc.assert(
      fc.property(handoff, now, wait, (one, when, ms) => {
        const before = stuckBy(one, NOBODY, when)
        const after = stuckBy(one, NOBODY, later(when, ms))
        fc.pre(before !== undefined)
        expect(order.indexOf(after?.cause ?? '')).toBeLessThanOrEqual(order.indexOf(before?.cause ?? ''))
        expect(after).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  it('the move is never that of somebody who has left', () => {
    fc.assert(
      fc.property(handoff, now, left, (one, when, away) => {
        const move = stuckBy(one, away, when)?.move
        expect(move && away.has(move)).toBeFalsy()
      }),
      { numRuns: 300 },
    )
  })
})

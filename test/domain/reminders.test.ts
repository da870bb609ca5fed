import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept } from '../../src/domain/answering/accept.ts'
import { ask } from '../../src/domain/answering/need_info.ts'
import { isRefusal } from '../../src/domain/handoff/decision.ts'
import type { Handoff } from '../../src/domain/handoff/handoff.ts'
import { send } from '../../src/domain/offering/send.ts'
import { logTouch } from '../../src/domain/owning/log_touch.ts'
import { reassign } from '../../src/domain/owning/reassign.ts'
import { remindersOf, type ToldBefore, tellNow } from '../../src/domain/reminders/reminders.ts'
import { stuckBy, stuckFrom } from '../../src/domain/stuck/stuck.ts'
import { type Calendar, officeHours } from '../../src/domain/time/calendar.ts'
import { isWorking } from '../../src/domain/time/working_time.ts'
import { aBrief, aProspect, aTeam, at, EVA, later, local, OMAR, SAM, someRules } from '../support/builders.ts'

const QUARTER = 15 * 60_000

const offered = (when: Date, calendar: Calendar = officeHours('Europe/Stockholm')): Handoff =>
  send(
    {
      id: 'h-1',
      workspace: 'T0WORK',
      ref: 42,
      team: aTeam(),
      sdr: SAM,
      prospect: aProspect(),
      brief: aBrief({ nextStepDate: '2027-12-01' }),
      rulesId: 'rules-1',
      rules: someRules(),
      ae: EVA,
      calendar,
      sdrCalendar: officeHours('America/New_York'),
      aeUnchecked: false,
      sdrUnchecked: false,
    },
    when,
  ).handoff

function done(decision: ReturnType<typeof accept>): Handoff {
  if (isRefusal(decision)) throw new Error(decision.refused)
  return decision.handoff
}

const planned = (handoff: Handoff) => remindersOf(handoff).map(({ id, at: when }) => [id, local(when)])

describe('what an offer of Friday 17:00 will tell', () => {
  it('is a warning on Monday morning and a breach on Monday at 17:00', () => {
    // Half of 24 working-day hours is Monday 05:00, which waits until nine.
    expect(planned(offered(at('Fri 20 Nov 17:00')))).toEqual([
      ['H-42:offer-1:accept:r0:half', 'Mon 23 Nov 09:00'],
      ['H-42:offer-1:accept:r0:breach', 'Mon 23 Nov 17:00'],
    ])
  })

  it('once accepted, are warnings 24 and 4 hours before Tuesday 17:00, and the breach', () => {
    const handoff = done(accept(offered(at('Fri 20 Nov 17:00')), EVA, at('Fri 20 Nov 17:30')))
    expect(planned(handoff)).toEqual([
      ['H-42:offer-1:touch:r0:24h', 'Mon 23 Nov 17:00'],
      ['H-42:offer-1:touch:r0:4h', 'Tue 24 Nov 13:00'],
      ['H-42:offer-1:touch:r0:breach', 'Tue 24 Nov 17:00'],
    ])
  })

  it('is nothing about a touch once a meaningful one was made', () => {
    const accepted = done(accept(offered(at('Fri 20 Nov 17:00')), EVA, at('Fri 20 Nov 17:30')))
    const touch = { kind: 'call_attempted' as const, happenedAt: at('Fri 20 Nov 17:40') }
    expect(planned(done(logTouch(accepted, EVA, touch, at('Fri 20 Nov 17:45'))))).toEqual([])
  })

  it('is the SDR’s move while a question is open, in the SDR’s own hours', () => {
    const asked = done(ask(offered(at('Fri 20 Nov 17:00')), EVA, 'Who signs?', at('Fri 20 Nov 17:00')))
    expect(
      remindersOf(asked).map(({ id, move, at: when }) => [id, move, local(when, 'America/New_York')]),
    ).toEqual([
      ['H-42:offer-1:answer:r1:half', SAM, 'Mon 23 Nov 09:00'],
      ['H-42:offer-1:answer:r1:breach', SAM, 'Mon 23 Nov 11:00'],
    ])
  })

  it('goes before the weekend when the next working moment would be too late to act', () => {
    // Due on Monday 09:30; half of the time is Friday 21:30, and Monday 09:00 would leave only half an hour.
    const handoff = offered(at('Fri 20 Nov 09:30'))
    expect(planned(handoff)[0]).toEqual(['H-42:offer-1:accept:r0:half', 'Fri 20 Nov 17:59'])
  })
})

describe('a lead that is reassigned', () => {
  it('keeps the prospect’s deadline, and reminds the new owner of a day of their own', () => {
    const late = done(
      reassign(
        offered(at('Fri 20 Nov 17:00')),
        SAM,
        { ae: OMAR, calendar: officeHours('Europe/Stockholm'), unchecked: false },
        { code: 'no_answer' },
        at('Tue 24 Nov 10:00'),
      ),
    )
    expect(local(late.offer.touchDue)).toBe('Tue 24 Nov 17:00')
    expect(local(late.offer.acceptDue)).toBe('Wed 25 Nov 10:00')
    const owned = done(accept(late, OMAR, at('Tue 24 Nov 11:00')))
    expect(local(owned.offer.touchDue)).toBe('Tue 24 Nov 17:00')
    expect(planned(owned)).toEqual([
      ['H-42:offer-2:touch:r0:4h', 'Wed 25 Nov 09:00'],
      ['H-42:offer-2:touch:r0:breach', 'Wed 25 Nov 11:00'],
    ])
  })
})

describe('whatever the calendar', () => {
  const zones = [
    'Europe/Stockholm',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Africa/Casablanca',
  ]
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    zone: fc.constantFrom(...zones),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    from: fc.constantFrom('07:00', '09:00', '10:30'),
    to: fc.constantFrom('12:00', '17:30', '22:00'),
    holidays: fc.constantFrom<string[]>([], ['2026-03-09', '2026-03-30'], ['2026-11-02']),
  })
  const start = fc
    .integer({ min: Date.UTC(2026, 0, 1) / QUARTER, max: Date.UTC(2026, 11, 31) / QUARTER })
    .map((n) => new Date(n * QUARTER))

  it('every reminder lies in the hours of whoever has to move, a warning before its deadline, a breach after', () => {
    fc.assert(
      fc.property(calendar, start, fc.boolean(), (hours, when, taken) => {
        const open = offered(when, hours)
        const handoff = taken ? done(accept(open, EVA, later(when, QUARTER))) : open
        for (const { kind, at: told, due } of remindersOf(handoff)) {
          expect(isWorking(hours, told)).toBe(true)
          if (kind === 'breach') expect(told.getTime()).toBeGreaterThanOrEqual(due.getTime())
          else expect(told.getTime()).toBeLessThan(due.getTime())
          expect(told.getTime()).toBeGreaterThanOrEqual(when.getTime())
        }
      }),
    )
  })

  it('a job that looks every quarter of an hour, with gaps, tells each thing once and the breach exactly once', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(calendar, start, gaps, (hours, when, steps) => {
        const handoff = offered(when, hours)
        const told: ToldBefore[] = []
        const end = remindersOf(handoff).at(-1)?.at.getTime() ?? 0
        let wakeAt = remindersOf(handoff)[0]?.at
        for (let now = when, turn = 0; now.getTime() < end + 8 * 86_400_000; turn++) {
          const found = tellNow(handoff, told, now)
          if (found.tell) {
            expect(isWorking(hours, now)).toBe(true)
            expect(wakeAt && wakeAt <= now).toBe(true)
            if (found.tell.kind === 'warning') expect(now.getTime()).toBeLessThan(end)
            told.push({ id: found.tell.id, at: now })
          }
          wakeAt = found.wakeAt ?? wakeAt
          now = later(now, (steps[turn % steps.length] ?? 1) * QUARTER)
          if (steps.every((step) => step > 20)) return
        }
        expect(new Set(told.map(({ id }) => id)).size).toBe(told.length)
        const working = steps.every((step) => step <= 4)
        if (working) expect(told.filter(({ id }) => id.endsWith('breach'))).toHaveLength(1)
      }),
      { numRuns: 60 },
    )
  })

  it('nothing is stuck before the moment that is kept beside it', () => {
    fc.assert(
      fc.property(calendar, start, fc.integer({ min: 0, max: 2000 }), (hours, when, quarters) => {
        const handoff = offered(when, hours)
        const now = later(when, quarters * QUARTER)
        const kept = stuckFrom(handoff)
        expect(stuckBy(handoff, new Set(), now) !== undefined).toBe(kept !== undefined && kept <= now)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '../../../src/domain/time/calendar.ts'
import { isWorking, lastWorkingMoment, nextWorkingMoment } from '../../../src/domain/time/working_time.ts'
import { aCalendar, at, later, local, minutes } from '../../support/builders.ts'

const working = (when: string, own: Partial<Calendar> = {}) => {
  const calendar = aCalendar(own)
  return isWorking(calendar, at(when, calendar.zone))
}

const next = (when: string, own: Partial<Calendar> = {}) => {
  const calendar = aCalendar(own)
  return local(nextWorkingMoment(calendar, at(when, calendar.zone)), calendar.zone)
}

const last = (when: string, own: Partial<Calendar> = {}) => {
  const calendar = aCalendar(own)
  return local(lastWorkingMoment(calendar, at(when, calendar.zone)), calendar.zone)
}

describe('somebody who works nine to six', () => {
  it.each<[string, boolean]>([
    ['Fri 20 Nov 08:59', false],
    ['Fri 20 Nov 09:00', true],
    ['Fri 20 Nov 17:59', true],
    ['Fri 20 Nov 18:00', false],
    ['Sat 21 Nov 12:00', false],
    ['Sun 22 Nov 12:00', false],
  ])('on %s: at work is %s', (when, expected) => {
    expect(working(when)).toBe(expected)
  })

  it('is not at work on a holiday, whatever the hour', () => {
    expect(working('Fri 20 Nov 12:00', { holidays: ['2026-11-20'] })).toBe(false)
  })

  it('is at work by the clock on their own wall: nine in Kolkata is half past four in Stockholm', () => {
    const kolkata = aCalendar({ zone: 'Asia/Kolkata' })
    expect(isWorking(kolkata, at('Fri 20 Nov 04:29'))).toBe(false)
    expect(isWorking(kolkata, at('Fri 20 Nov 04:30'))).toBe(true)
    expect(isWorking(kolkata, at('Fri 20 Nov 13:30'))).toBe(false)
  })

  it('works on days of their own: Sunday to Thursday', () => {
    const own = { days: [0, 1, 2, 3, 4] }
    expect(working('Sun 22 Nov 12:00', own)).toBe(true)
    expect(working('Fri 20 Nov 12:00', own)).toBe(false)
  })
})

describe('the next working moment', () => {
  it.each<[string, string]>([
    ['Fri 20 Nov 11:17', 'Fri 20 Nov 11:17'],
    ['Fri 20 Nov 06:00', 'Fri 20 Nov 09:00'],
    ['Fri 20 Nov 18:00', 'Mon 23 Nov 09:00'],
    ['Sat 21 Nov 12:00', 'Mon 23 Nov 09:00'],
    ['Mon 23 Nov 22:00', 'Tue 24 Nov 09:00'],
  ])('after %s is %s', (when, expected) => {
    expect(next(when)).toBe(expected)
  })

  it('passes over holidays after a weekend', () => {
    expect(next('Fri 20 Nov 18:00', { holidays: ['2026-11-23', '2026-11-24'] })).toBe('Wed 25 Nov 09:00')
  })

  it('is nine o’clock on the wall on both sides of a clock change', () => {
    const everyDay = { days: [0, 1, 2, 3, 4, 5, 6] }
    expect(next('Sat 24 Oct 20:00', everyDay)).toBe('Sun 25 Oct 09:00')
    expect(next('Sat 27 Mar 20:00 2027', everyDay)).toBe('Sun 28 Mar 09:00')
  })

  it('of a day that would begin in the hour that is skipped is the moment as much later', () => {
    expect(next('Sat 27 Mar 20:00 2027', { days: [0], from: '02:30' })).toBe('Sun 28 Mar 03:30')
  })

  it('of a calendar without a day is a fault that says so, not a search without end', () => {
    expect(() => next('Fri 20 Nov 12:00', { days: [] })).toThrow(
      'no working moment within 400 days in Europe/Stockholm',
    )
    expect(() => last('Fri 20 Nov 12:00', { days: [] })).toThrow('no working moment within 400 days')
  })
})

describe('the last working moment', () => {
  it.each<[string, string]>([
    ['Fri 20 Nov 11:17', 'Fri 20 Nov 11:17'],
    ['Fri 20 Nov 18:00', 'Fri 20 Nov 17:59'],
    ['Fri 20 Nov 23:30', 'Fri 20 Nov 17:59'],
    ['Fri 20 Nov 08:59', 'Thu 19 Nov 17:59'],
    ['Mon 23 Nov 05:00', 'Fri 20 Nov 17:59'],
    ['Sun 22 Nov 12:00', 'Fri 20 Nov 17:59'],
  ])('before %s is %s', (when, expected) => {
    expect(last(when)).toBe(expected)
  })

  it('passes over holidays before a weekend', () => {
    expect(last('Sun 22 Nov 12:00', { holidays: ['2026-11-20'] })).toBe('Thu 19 Nov 17:59')
  })
})

describe('whatever the calendar', () => {
  /** Half hours, a clock change of half an hour, one at midnight, one at 24:00 and one during Ramadan. */
  const zones = [
    'Europe/Stockholm',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/Havana',
    'Africa/Cairo',
    'Africa/Casablanca',
    'Pacific/Chatham',
  ]
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    zone: fc.constantFrom(...zones),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    from: fc.constantFrom('00:00', '02:30', '09:00', '10:30'),
    to: fc.constantFrom('12:00', '17:30', '23:30'),
    holidays: fc.constantFrom<string[]>([], ['2026-03-09', '2026-03-29', '2026-03-30'], ['2026-11-02']),
  })
  const instant = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) })
    .map((ms) => new Date(ms))

  it('the next working moment is one, is not sooner, and is its own next', () => {
    fc.assert(
      fc.property(calendar, instant, (cal, from) => {
        const found = nextWorkingMoment(cal, from)
        expect(isWorking(cal, found)).toBe(true)
        expect(found.getTime()).toBeGreaterThanOrEqual(from.getTime())
        expect(nextWorkingMoment(cal, found)).toEqual(found)
      }),
      { numRuns: 300 },
    )
  })

  it('nobody works between a moment and the next working one', () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(calendar, instant, share, (cal, from, part) => {
        const wait = nextWorkingMoment(cal, from).getTime() - from.getTime()
        fc.pre(wait > 0)
        expect(isWorking(cal, later(from, Math.floor(wait * part)))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('the last working moment is one, and is not later', () => {
    fc.assert(
      fc.property(calendar, instant, (cal, before) => {
        const found = lastWorkingMoment(cal, before)
        expect(isWorking(cal, found)).toBe(true)
        expect(found.getTime()).toBeLessThanOrEqual(before.getTime())
      }),
      { numRuns: 300 },
    )
  })

  it('nobody works between the minute after the last working moment and now', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(calendar, instant, share, (cal, before, part) => {
        const from = later(lastWorkingMoment(cal, before), minutes(1)).getTime()
        const rest = before.getTime() - from
        fc.pre(rest > 0)
        expect(isWorking(cal, new Date(from + Math.floor(rest * part)))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('a later moment never has a sooner next one', () => {
    const wait = fc.integer({ min: 0, max: minutes(60 * 24 * 5) })
    fc.assert(
      fc.property(calendar, instant, wait, (cal, from, ms) => {
        const sooner = nextWorkingMoment(cal, from).getTime()
        expect(nextWorkingMoment(cal, later(from, ms)).getTime()).toBeGreaterThanOrEqual(sooner)
      }),
      { numRuns: 300 },
    )
  })
})

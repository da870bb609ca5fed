import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  type Calendar,
  hours,
  localDate,
  officeHours,
  worksOn,
} from '../../../src/domain/time/calendar.ts'
import {
  digestDue,
  mondayOf,
  nextDigestAt,
  nextStuckAt,
  stuckDay,
  stuckTime,
  weekOf,
} from '../../../src/domain/time/schedule.ts'
import { at, later, local } from '../../support/builders.ts'

const NEW_YORK = 'America/New_York'

const workspace = (...holidays: string[]): Calendar => ({ ...officeHours(NEW_YORK), holidays })

const newYork = (when: string) => at(when, NEW_YORK)

describe('the stuck list', () => {
  it.each<[string, string | undefined]>([
    ['Mon 23 Nov 08:59', undefined],
    ['Mon 23 Nov 09:00', '2026-11-23'],
    // Ten hours late is late, but still of today.
    ['Mon 23 Nov 23:59', '2026-11-23'],
    ['Tue 24 Nov 00:00', undefined],
    ['Sat 21 Nov 12:00', undefined],
  ])('on %s is of %s', (when, day) => {
    expect(stuckDay(workspace(), newYork(when))).toBe(day)
  })

  it('is of no day on a holiday', () => {
    expect(stuckDay(workspace('2026-11-23'), newYork('Mon 23 Nov 12:00'))).toBeUndefined()
  })

  it.each<[string, string]>([
    ['Fri 20 Nov 08:59', 'Fri 20 Nov 09:00'],
    ['Fri 20 Nov 09:00', 'Mon 23 Nov 09:00'],
    ['Sun 22 Nov 12:00', 'Mon 23 Nov 09:00'],
    // Clocks go back on Sunday 1 November: nine on the wall all the same.
    ['Fri 30 Oct 17:00', 'Mon 2 Nov 09:00'],
  ])('after %s comes next on %s', (when, expected) => {
    expect(local(nextStuckAt(workspace(), newYork(when)), NEW_YORK)).toBe(expected)
  })

  it('passes over a holiday', () => {
    const found = nextStuckAt(workspace('2026-11-23'), newYork('Fri 20 Nov 12:00'))
    expect(local(found, NEW_YORK)).toBe('Tue 24 Nov 09:00')
  })
})

describe('a week', () => {
  it('runs from Monday’s midnight to the next in its own zone', () => {
    const { from, to } = weekOf('2026-11-16', NEW_YORK)
    expect([from, to].map((one) => one.toISOString())).toEqual([
      '2026-11-16T05:00:00.000Z',
      '2026-11-23T05:00:00.000Z',
    ])
  })

  it.each<[string, number]>([
    ['2026-10-26', 169],
    ['2026-11-02', 168],
    ['2027-03-08', 167],
  ])('of %s has %i hours', (monday, expected) => {
    const { from, to } = weekOf(monday, NEW_YORK)
    expect(to.getTime() - from.getTime()).toBe(hours(expected))
  })

  it('belongs to its Monday, also on Sunday at the last minute', () => {
    expect(mondayOf(newYork('Mon 16 Nov 00:00'), NEW_YORK)).toBe('2026-11-16')
    expect(mondayOf(newYork('Sun 22 Nov 23:59'), NEW_YORK)).toBe('2026-11-16')
    expect(mondayOf(newYork('Mon 23 Nov 00:00'), NEW_YORK)).toBe('2026-11-23')
  })

  it('is the workspace’s: Sunday evening in New York is Monday morning in Stockholm', () => {
    const sunday = newYork('Sun 22 Nov 20:00')
    expect([NEW_YORK, 'Europe/Stockholm'].map((zone) => mondayOf(sunday, zone))).toEqual([
      '2026-11-16',
      '2026-11-23',
    ])
  })
})

describe('the digest', () => {
  const due = (when: string, ...holidays: string[]) => {
    const found = digestDue(workspace(...holidays), newYork(when))
    return found && [found.week.monday, found.late ? 'late' : 'in time']
  }

  it.each<[string, [string, string] | undefined]>([
    ['Mon 23 Nov 08:59', undefined],
    ['Mon 23 Nov 09:00', ['2026-11-16', 'in time']],
    ['Mon 23 Nov 10:00', ['2026-11-16', 'in time']],
    ['Mon 23 Nov 10:01', ['2026-11-16', 'late']],
    ['Thu 26 Nov 08:59', ['2026-11-16', 'late']],
    ['Thu 26 Nov 09:00', undefined],
    ['Sun 29 Nov 12:00', undefined],
  ])('on %s is %j', (when, expected) => {
    expect(due(when)).toEqual(expected)
  })

  it('of a Monday that is a holiday moves to Tuesday, and is in time there', () => {
    expect(due('Mon 23 Nov 12:00', '2026-11-23')).toBeUndefined()
    expect(due('Tue 24 Nov 09:00', '2026-11-23')).toEqual(['2026-11-16', 'in time'])
    expect(due('Fri 27 Nov 08:59', '2026-11-23')).toEqual(['2026-11-16', 'late'])
    expect(due('Fri 27 Nov 09:00', '2026-11-23')).toBeUndefined()
  })

  it('that moved to Friday may still be made up on Sunday, until Monday’s takes its place', () => {
    const free = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']
    expect(due('Sun 29 Nov 12:00', ...free)).toEqual(['2026-11-16', 'late'])
    expect(due('Mon 30 Nov 09:00', ...free)).toEqual(['2026-11-23', 'in time'])
  })

  it('after a week of nothing but holidays is of the last week alone', () => {
    const free = ['2026-12-21', '2026-12-22', '2026-12-23', '2026-12-24', '2026-12-25']
    expect(due('Wed 23 Dec 12:00', ...free)).toBeUndefined()
    expect(due('Mon 28 Dec 09:00', ...free)).toEqual(['2026-12-21', 'in time'])
  })

  it.each<[string, string]>([
    ['Mon 23 Nov 08:59', 'Mon 23 Nov 09:00'],
    ['Mon 23 Nov 09:00', 'Mon 30 Nov 09:00'],
    ['Thu 29 Oct 12:00', 'Mon 2 Nov 09:00'],
  ])('after %s comes next on %s', (when, expected) => {
    expect(local(nextDigestAt(workspace(), newYork(when)), NEW_YORK)).toBe(expected)
  })
})

describe('whatever the zone, the week and the holidays', () => {
  const zone = fc.constantFrom(
    'America/New_York',
    'Europe/Stockholm',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'America/Havana',
    'Africa/Cairo',
    'Pacific/Chatham',
  )
  const instant = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) })
    .map((ms) => new Date(ms))
  /** Mondays and Tuesdays off, so that a digest moves to Wednesday at the latest. */
  const holidays = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 104 }), fc.boolean()), { maxLength: 30 })
    .map((weeks) => weeks.flatMap(([week, tuesday]) => daysOff(addDays('2025-12-29', 7 * week), tuesday)))
  const daysOff = (monday: string, tuesday: boolean) => (tuesday ? [monday, addDays(monday, 1)] : [monday])
  const calendar = fc
    .tuple(zone, holidays)
    .map(([where, free]) => ({ ...officeHours(where), holidays: free }))

  it('a week has seven local days, ends where the next begins, and holds every moment that names it', () => {
    fc.assert(
      fc.property(zone, instant, (where, now) => {
        const monday = mondayOf(now, where)
        const { from, to } = weekOf(monday, where)
        expect(from <= now && now < to).toBe(true)
        expect(weekOf(addDays(monday, 7), where).from).toEqual(to)
        const days = new Set<string>()
        for (let moment = from; moment < to; moment = later(moment, hours(1)))
          days.add(localDate(moment, where))
        expect([...days]).toEqual(Array.from({ length: 7 }, (_, day) => addDays(monday, day)))
      }),
      { numRuns: 60 },
    )
  })

  it('the digest that is due covers the last complete week, and says whether its hour is long past', () => {
    fc.assert(
      fc.property(calendar, instant, (cal, now) => {
        const found = digestDue(cal, now)
        if (!found) return
        const monday = mondayOf(now, cal.zone)
        expect(found.week).toEqual(weekOf(addDays(monday, -7), cal.zone))
        expect(found.week.to <= now).toBe(true)
        const free = [0, 1, 2].find((day) => worksOn(cal, addDays(monday, day))) ?? Number.NaN
        const due = stuckTime(addDays(monday, free), cal.zone)
        expect(found.late).toBe(now.getTime() - due.getTime() > hours(1))
      }),
      { numRuns: 500 },
    )
  })

  it('a digest is due when it comes next, in time, and for three days', () => {
    const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(calendar, instant, share, (cal, now, part) => {
        const due = nextDigestAt(cal, now)
        const week = weekOf(addDays(mondayOf(due, cal.zone), -7), cal.zone)
        expect(due > now).toBe(true)
        expect(digestDue(cal, due)).toEqual({ week, late: false })
        // An hour less than three days: a clock change may be among them.
        expect(digestDue(cal, later(due, Math.floor(hours(71) * part)))?.week).toEqual(week)
        expect(digestDue(cal, later(due, -1))).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  it('the stuck list comes next at nine on a working day, and is of that day', () => {
    fc.assert(
      fc.property(calendar, instant, (cal, now) => {
        const due = nextStuckAt(cal, now)
        expect(due > now).toBe(true)
        expect(local(due, cal.zone)).toMatch(/ 09:00$/)
        expect(stuckDay(cal, due)).toBe(localDate(due, cal.zone))
        expect(stuckDay(cal, later(due, -1))).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })
})

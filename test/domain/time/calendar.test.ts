import { tzOffset } from '@date-fns/tz'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  addClockTime,
  addDays,
  at as atLocal,
  type Calendar,
  type ClockKind,
  clockTimeBetween,
  hours,
  isZone,
  localDate,
  officeHours,
  startOfDay,
} from '../../../src/domain/time/calendar.ts'
import { aCalendar, at, later, local, STOCKHOLM } from '../../support/builders.ts'

/** Half hours, clocks that change at midnight or during Ramadan, both hemispheres, and the two sides of the date line. */
const ZONES = [
  'Europe/Stockholm',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/Santiago',
  'America/St_Johns',
  'America/Havana',
  'Asia/Gaza',
  'Atlantic/Azores',
  'Pacific/Apia',
  'Pacific/Chatham',
  'UTC',
]

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]

type Asked = { from: string; hours?: number; clock?: ClockKind; on?: Partial<Calendar> }

/** What the wall clock of the calendar's zone shows when that many hours of clock time have passed. */
function due({ from, hours: count = 48, clock = 'working_days', on = {} }: Asked): string | undefined {
  const calendar = aCalendar(on)
  return local(addClockTime(calendar, clock, at(from, calendar.zone), hours(count)), calendar.zone)
}

describe('48 hours from Friday 17:00', () => {
  it.each<[ClockKind, string]>([
    ['working_days', 'Tue 24 Nov 17:00'],
    ['wall_clock', 'Sun 22 Nov 17:00'],
    // One hour on Friday, nine on each of the five days after the weekend, two more on the Monday after.
    ['working_hours', 'Mon 30 Nov 11:00'],
  ])('by the %s clock end on %s', (clock, expected) => {
    expect(due({ from: 'Fri 20 Nov 17:00', clock })).toBe(expected)
  })
})

describe('the working days clock', () => {
  it('starts on Monday at midnight for a lead that is offered on Saturday', () => {
    expect(due({ from: 'Sat 21 Nov 11:00', hours: 1 })).toBe('Mon 23 Nov 01:00')
  })

  it('counts the whole day, before nine and after six too', () => {
    expect(due({ from: 'Mon 23 Nov 03:00', hours: 24 })).toBe('Tue 24 Nov 03:00')
    expect(due({ from: 'Mon 23 Nov 23:00', hours: 24 })).toBe('Tue 24 Nov 23:00')
  })

  it('ends at the midnight after Friday, not two days later', () => {
    expect(due({ from: 'Fri 20 Nov 00:00', hours: 24 })).toBe('Sat 21 Nov 00:00')
  })

  it('leaves out a holiday of the AE', () => {
    expect(due({ from: 'Fri 20 Nov 17:00', on: { holidays: ['2026-11-23'] } })).toBe('Wed 25 Nov 17:00')
  })

  it('is not moved by a holiday that falls on a weekend', () => {
    expect(due({ from: 'Fri 20 Nov 17:00', on: { holidays: ['2026-11-21'] } })).toBe('Tue 24 Nov 17:00')
  })

  it('waits for the next working day when the offer itself comes on a holiday', () => {
    expect(due({ from: 'Fri 20 Nov 17:00', hours: 24, on: { holidays: ['2026-11-20'] } })).toBe(
      'Tue 24 Nov 00:00',
    )
  })

  it('follows a week that runs from Sunday to Thursday', () => {
    expect(due({ from: 'Thu 19 Nov 17:00', on: { days: [0, 1, 2, 3, 4], zone: 'Africa/Cairo' } })).toBe(
      'Mon 23 Nov 17:00',
    )
  })

  it('follows somebody who works on Wednesdays only', () => {
    expect(due({ from: 'Wed 18 Nov 12:00', on: { days: [3] } })).toBe('Wed 2 Dec 12:00')
  })

  it('counts Friday to Monday as one day even when the clocks change in between', () => {
    expect(due({ from: 'Fri 27 Mar 17:00', hours: 24 })).toBe('Mon 30 Mar 17:00')
    expect(due({ from: 'Fri 23 Oct 17:00', hours: 24 })).toBe('Mon 26 Oct 17:00')
  })

  it('crosses the end of a year, and a leap day', () => {
    expect(due({ from: 'Thu 31 Dec 17:00', hours: 24 })).toBe('Fri 1 Jan 17:00')
    expect(due({ from: 'Mon 28 Feb 17:00 2028', hours: 24 })).toBe('Tue 29 Feb 17:00')
    expect(due({ from: 'Tue 29 Feb 17:00 2028', hours: 24 })).toBe('Wed 1 Mar 17:00')
    expect(due({ from: 'Fri 26 Feb 17:00 2027', hours: 24 })).toBe('Mon 1 Mar 17:00')
  })

  it('says so when a calendar has no working day at all, instead of searching for ever', () => {
    expect(() => due({ from: 'Fri 20 Nov 17:00', on: { days: [] } })).toThrow('no working day')
  })
})

describe('the working hours clock', () => {
  it.each([
    ['before the day begins', 'Mon 23 Nov 07:30', 2, 'Mon 23 Nov 11:00'],
    ['within the day', 'Mon 23 Nov 10:30', 2, 'Mon 23 Nov 12:30'],
    ['over the night', 'Mon 23 Nov 17:30', 2, 'Tue 24 Nov 10:30'],
    ['after the day has ended', 'Mon 23 Nov 19:00', 2, 'Tue 24 Nov 11:00'],
    ['on Saturday', 'Sat 21 Nov 12:00', 2, 'Mon 23 Nov 11:00'],
    ['up to the very end of the day', 'Mon 23 Nov 16:00', 2, 'Mon 23 Nov 18:00'],
  ])('%s', (_when, from, count, expected) => {
    expect(due({ from, hours: count, clock: 'working_hours' })).toBe(expected)
  })

  it('keeps to the hours on the wall when the clocks have changed', () => {
    expect(due({ from: 'Fri 23 Oct 17:00', hours: 2, clock: 'working_hours' })).toBe('Mon 26 Oct 10:00')
  })

  it('follows hours that begin and end at half past', () => {
    const on = { from: '08:30', to: '12:30' }
    expect(due({ from: 'Mon 23 Nov 12:00', hours: 1, clock: 'working_hours', on })).toBe('Tue 24 Nov 09:00')
  })
})

describe('a day on which the clocks change', () => {
  it('has 23 hours in spring', () => {
    expect(due({ from: 'Sun 29 Mar 00:00', hours: 24, on: { days: EVERY_DAY } })).toBe('Mon 30 Mar 01:00')
  })

  it('has 25 hours in autumn', () => {
    expect(due({ from: 'Sun 25 Oct 00:00', hours: 24, on: { days: EVERY_DAY } })).toBe('Sun 25 Oct 23:00')
  })

  it('has 25 hours on a working Thursday in Cairo, where summer ends at midnight', () => {
    const on = { zone: 'Africa/Cairo', days: [0, 1, 2, 3, 4] }
    // Thirteen hours are left of Thursday; the other eleven are Sunday's.
    expect(due({ from: 'Thu 29 Oct 12:00', hours: 24, on })).toBe('Sun 1 Nov 11:00')
  })

  it('has half an hour less on Lord Howe Island', () => {
    const on = { zone: 'Australia/Lord_Howe', days: EVERY_DAY }
    expect(due({ from: 'Sun 4 Oct 00:00', hours: 24, on })).toBe('Mon 5 Oct 00:30')
  })

  it.each([
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 'Sun 6 Sep 01:00'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', 'Fri 24 Apr 01:00'],
  ])('begins with its first moment where midnight is skipped: %s', (zone, date, instant, onTheWall) => {
    const start = startOfDay(date, zone)
    expect(start.toISOString()).toBe(instant)
    expect(local(start, zone)).toBe(onTheWall)
  })

  it('begins with the first of two midnights', () => {
    expect(startOfDay('2026-11-01', 'America/Havana').toISOString()).toBe('2026-11-01T04:00:00.000Z')
  })

  it('counts from its first moment where midnight is skipped', () => {
    const on = { zone: 'America/Santiago', days: [0] }
    expect(due({ from: 'Sat 5 Sep 12:00', hours: 2, on })).toBe('Sun 6 Sep 03:00')
  })

  it('counts nothing for a day that a country left out of its calendar', () => {
    const on = { zone: 'Pacific/Apia', days: EVERY_DAY }
    expect(due({ from: 'Thu 29 Dec 17:00 2011', hours: 24, on })).toBe('Sat 31 Dec 17:00')
  })
})

describe('a zone', () => {
  it.each([
    ['Asia/Kolkata', '2026-11-24T11:30:00.000Z'],
    ['Asia/Kathmandu', '2026-11-24T11:15:00.000Z'],
    ['America/St_Johns', '2026-11-24T20:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-11-24T06:00:00.000Z'],
  ])(
    'that is not whole hours from Greenwich is due at the same time on its own wall: %s',
    (zone, instant) => {
      const end = addClockTime(officeHours(zone), 'working_days', at('Fri 20 Nov 17:00', zone), hours(48))
      expect(end.toISOString()).toBe(instant)
    },
  )

  it('is known by its IANA name', () => {
    expect(isZone('Europe/Stockholm')).toBe(true)
    expect(isZone('Stockholm')).toBe(false)
    expect(isZone('')).toBe(false)
  })
})

describe('measuring', () => {
  it('counts the working days between two moments', () => {
    const [from, to] = [at('Fri 20 Nov 17:00'), at('Tue 24 Nov 17:00')]
    expect(clockTimeBetween(aCalendar(), 'working_days', from, to)).toBe(hours(48))
    expect(clockTimeBetween(aCalendar(), 'wall_clock', from, to)).toBe(hours(96))
    expect(clockTimeBetween(aCalendar(), 'working_hours', from, to)).toBe(hours(18))
  })

  it.each<ClockKind>(['working_days', 'wall_clock', 'working_hours'])(
    'is nothing backwards, by the %s clock',
    (clock) => {
      const [from, to] = [at('Tue 24 Nov 17:00'), at('Fri 20 Nov 17:00')]
      expect(clockTimeBetween(aCalendar(), clock, from, to)).toBe(0)
    },
  )

  it('is nothing over a weekend', () => {
    const [from, to] = [at('Sat 21 Nov 09:00'), at('Sun 22 Nov 22:00')]
    expect(clockTimeBetween(aCalendar(), 'working_days', from, to)).toBe(0)
  })
})

describe('local dates', () => {
  it.each([
    ['2026-11-20T22:59:00Z', '2026-11-20'],
    ['2026-11-20T23:00:00Z', '2026-11-21'],
  ])('change at midnight in the zone: %s in Stockholm is %s', (instant, expected) => {
    expect(localDate(new Date(instant), STOCKHOLM)).toBe(expected)
  })

  it('are ahead and behind on the two sides of the date line', () => {
    const noon = new Date('2026-12-31T12:00:00Z')
    expect(localDate(noon, 'Pacific/Kiritimati')).toBe('2027-01-01')
    expect(localDate(noon, 'Pacific/Pago_Pago')).toBe('2026-12-31')
  })

  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-11-20', 60, '2027-01-19'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days are %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected)
  })

  it('begin at midnight on the wall', () => {
    expect(startOfDay('2026-11-20', STOCKHOLM).toISOString()).toBe('2026-11-19T23:00:00.000Z')
    expect(startOfDay('2026-07-01', STOCKHOLM).toISOString()).toBe('2026-06-30T22:00:00.000Z')
    expect(startOfDay('2026-11-20', 'Asia/Kathmandu').toISOString()).toBe('2026-11-19T18:15:00.000Z')
  })
})

describe('whatever the calendar', () => {
  const zone = fc.constantFrom(...ZONES)
  const twoDigits = (n: number) => String(n).padStart(2, '0')
  const timeOfDay = (fromHour: number, toHour: number) =>
    fc
      .tuple(fc.integer({ min: fromHour, max: toHour }), fc.constantFrom(0, 15, 30, 59))
      .map(([hour, minute]) => `${twoDigits(hour)}:${twoDigits(minute)}`)
  const calendar: fc.Arbitrary<Calendar> = fc.record({
    zone,
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 7 }),
    from: timeOfDay(4, 11),
    to: timeOfDay(14, 23),
    holidays: fc.array(
      fc.integer({ min: 0, max: 2000 }).map((days) => addDays('2025-01-01', days)),
      {
        maxLength: 20,
      },
    ),
  })
  const clock = fc.constantFrom<ClockKind>('working_days', 'wall_clock', 'working_hours')
  const anyTime = fc
    .integer({ min: Date.parse('2025-01-01'), max: Date.parse('2030-06-01') })
    .map((ms) => new Date(ms))
  /** The days on which the clocks of these zones change in 2026, and the day on either side of them. */
  const nearAClockChange = fc
    .tuple(
      fc.constantFrom(
        '02-15',
        '03-08',
        '03-22',
        '03-29',
        '04-05',
        '04-24',
        '09-06',
        '10-04',
        '10-25',
        '10-30',
        '11-01',
      ),
      fc.integer({ min: hours(-36), max: hours(36) }),
    )
    .map(([day, ms]) => later(new Date(`2026-${day}T00:00:00Z`), ms))
  const instant = fc.oneof(anyTime, nearAClockChange)
  const span = fc.integer({ min: 0, max: hours(72) })

  it('what was added is what is measured', () => {
    fc.assert(
      fc.property(calendar, clock, instant, span, (cal, kind, from, ms) => {
        expect(clockTimeBetween(cal, kind, from, addClockTime(cal, kind, from, ms))).toBe(ms)
      }),
      { numRuns: 300 },
    )
  })

  it('adding in two steps ends where adding at once does', () => {
    const more = fc.integer({ min: 1, max: hours(24) })
    fc.assert(
      fc.property(calendar, clock, instant, span, more, (cal, kind, from, first, second) => {
        const atOnce = addClockTime(cal, kind, from, first + second)
        expect(addClockTime(cal, kind, addClockTime(cal, kind, from, first), second)).toEqual(atOnce)
      }),
      { numRuns: 300 },
    )
  })

  it('more time ends later', () => {
    const more = fc.integer({ min: 1, max: hours(24) })
    fc.assert(
      fc.property(calendar, clock, instant, span, more, (cal, kind, from, ms, extra) => {
        const [sooner, later] = [ms, ms + extra].map((length) => addClockTime(cal, kind, from, length))
        expect(sooner?.getTime()).toBeLessThan(later?.getTime() ?? 0)
      }),
      { numRuns: 300 },
    )
  })

  it('a later start never ends sooner', () => {
    const wait = fc.integer({ min: 0, max: hours(100) })
    fc.assert(
      fc.property(calendar, clock, instant, span, wait, (cal, kind, from, ms, pause) => {
        const [sooner, later] = [from.getTime(), from.getTime() + pause].map((start) =>
          addClockTime(cal, kind, new Date(start), ms),
        )
        expect(sooner?.getTime()).toBeLessThanOrEqual(later?.getTime() ?? 0)
      }),
      { numRuns: 300 },
    )
  })

  it('a deadline falls on a working day, and by the working hours clock within its hours', () => {
    const counted = fc.constantFrom<ClockKind>('working_days', 'working_hours')
    const some = fc.integer({ min: 1, max: hours(72) })
    const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
    fc.assert(
      fc.property(calendar, counted, instant, some, (cal, kind, from, ms) => {
        const lastMoment = later(addClockTime(cal, kind, from, ms), -1)
        const [weekday = '', , , time = ''] = local(lastMoment, cal.zone)?.split(' ') ?? []
        const date = new Intl.DateTimeFormat('en-CA', { timeZone: cal.zone }).format(lastMoment)
        expect(cal.days).toContain(WEEKDAYS.indexOf(weekday))
        expect(cal.holidays).not.toContain(date)
        if (kind === 'working_hours') expect(cal.from <= time && time < cal.to).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('every day begins where the day before it ends', () => {
    const wrong = ZONES.flatMap((where) =>
      Array.from({ length: 730 }, (_, days) => addDays('2026-01-01', days))
        .filter((day) => {
          const start = startOfDay(day, where)
          const before = localDate(later(start, -1), where)
          return localDate(start, where) !== day || before !== addDays(day, -1)
        })
        .map((day) => `${where} ${day}`),
    )
    expect(wrong).toEqual([])
  })
})

it('clocks are changed on a quarter of an hour, so that a zone has to be asked once for each', () => {
  const zones = [...Intl.supportedValuesOf('timeZone')].filter((zone) => zone !== 'UTC')
  const changes = zones.flatMap((zone) => {
    const offsetAt = (at: number) => tzOffset(zone, new Date(at))
    const days = Array.from({ length: 3 * 365 }, (_, day) => Date.UTC(2026, 0, 1) + day * hours(24))
    return days.flatMap((day) => {
      const before = offsetAt(day)
      let [from, to] = [day, day + hours(24)]
      if (offsetAt(to) === before) return []
      while (to - from > 1) {
        const middle = Math.floor((from + to) / 2)
        if (offsetAt(middle) === before) from = middle
        else to = middle
      }
      return [{ zone, at: to }]
    })
  })
  expect(changes.length).toBeGreaterThan(100)
  expect(changes.filter(({ at: instant }) => instant % hours(1 / 4) !== 0)).toEqual([])
})

describe('wherever the server stands', () => {
  const home = process.env.TZ
  afterEach(() => {
    process.env.TZ = home
  })

  it('a day and an hour begin at the same moment', () => {
    const moments = () => [
      startOfDay('2026-10-25', 'Atlantic/Azores').toISOString(),
      startOfDay('2026-04-05', 'America/Santiago').toISOString(),
      startOfDay('2026-03-29', 'Africa/Accra').toISOString(),
      atLocal('2026-11-20', '17:00', 'Asia/Kolkata').toISOString(),
    ]
    const servers = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Atlantic/Azores', 'Asia/Kolkata']
    const found = servers.map((server) => {
      process.env.TZ = server
      return [server, ...moments()]
    })
    const expected = [
      '2026-10-25T00:00:00.000Z',
      '2026-04-05T04:00:00.000Z',
      '2026-03-29T00:00:00.000Z',
      '2026-11-20T11:30:00.000Z',
    ]
    expect(found).toEqual(servers.map((server) => [server, ...expected]))
  })
})

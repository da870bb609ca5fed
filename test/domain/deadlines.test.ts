import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueAt } from '../../src/domain/reminders/deadlines.ts'
import { addClockTime, type ClockKind, clockTimeBetween, hours } from '../../src/domain/time/calendar.ts'
import { aCalendar, at, later, local } from '../support/builders.ts'

type Asked = { window?: number; questions: [asked: string, answered?: string][]; clock?: ClockKind }

/** When an offer of Friday 17:00 is due, by Eva's calendar, after these questions and answers. */
function due({ window = 24, questions, clock = 'working_days' }: Asked): string | undefined {
  const pauses = questions.map(([from, to]) => ({ from: at(from), to: to ? at(to) : undefined }))
  return local(dueAt(aCalendar(), clock, at('Fri 20 Nov 17:00'), window, pauses))
}

describe('a lead offered on Friday at 17:00', () => {
  it('has to be answered by Monday 17:00 and touched by Tuesday 17:00', () => {
    expect(due({ window: 24, questions: [] })).toBe('Mon 23 Nov 17:00')
    expect(due({ window: 48, questions: [] })).toBe('Tue 24 Nov 17:00')
  })
})

describe('a question', () => {
  it('holds both clocks until it is answered', () => {
    expect(due({ window: 24, questions: [['Fri 20 Nov 18:00']] })).toBeUndefined()
    expect(due({ window: 48, questions: [['Fri 20 Nov 18:00']] })).toBeUndefined()
  })

  it('gives back exactly the time that it took', () => {
    // One hour is used on Friday; of the other 23, fifteen are left of Monday and eight are Tuesday's.
    const answered = { questions: [['Fri 20 Nov 18:00', 'Mon 23 Nov 09:00']] } satisfies Asked
    expect(due({ window: 24, ...answered })).toBe('Tue 24 Nov 08:00')
    expect(due({ window: 48, ...answered })).toBe('Wed 25 Nov 08:00')
  })

  it('answered within the hour moves the deadline by that hour', () => {
    expect(due({ questions: [['Mon 23 Nov 10:00', 'Mon 23 Nov 11:00']] })).toBe('Mon 23 Nov 18:00')
  })

  it('answered on the weekend starts the rest on Monday at midnight', () => {
    expect(due({ questions: [['Fri 20 Nov 18:00', 'Sat 21 Nov 12:00']] })).toBe('Mon 23 Nov 23:00')
  })

  it('asked on Saturday and answered on Sunday costs nobody anything', () => {
    expect(due({ questions: [['Sat 21 Nov 10:00', 'Sun 22 Nov 20:00']] })).toBe('Mon 23 Nov 17:00')
  })

  it('asked at the last moment leaves four hours after the answer', () => {
    expect(due({ questions: [['Mon 23 Nov 16:00', 'Tue 24 Nov 10:00']] })).toBe('Tue 24 Nov 14:00')
  })

  it('leaves four hours that count: an answer on Friday night leaves time on Monday', () => {
    const questions: Asked['questions'] = [['Mon 23 Nov 16:30', 'Fri 27 Nov 22:00']]
    expect(due({ questions })).toBe('Mon 30 Nov 02:00')
    expect(due({ questions, clock: 'working_hours', window: 8 })).toBe('Mon 30 Nov 13:00')
    expect(due({ questions, clock: 'wall_clock' })).toBe('Sat 28 Nov 02:00')
  })

  it('leaves more than four hours to whoever had more', () => {
    expect(due({ questions: [['Mon 23 Nov 12:00', 'Tue 24 Nov 10:00']] })).toBe('Tue 24 Nov 15:00')
  })

  it('stops the clock only the first time', () => {
    const first: [string, string] = ['Fri 20 Nov 18:00', 'Mon 23 Nov 09:00']
    expect(due({ questions: [first, ['Mon 23 Nov 10:00']] })).toBe('Tue 24 Nov 08:00')
    expect(due({ questions: [first, ['Mon 23 Nov 10:00', 'Wed 25 Nov 10:00']] })).toBe('Tue 24 Nov 08:00')
  })
})

describe('whenever somebody asks and answers', () => {
  const offered = fc
    .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') })
    .map((ms) => new Date(ms))
  const clock = fc.constantFrom<ClockKind>('working_days', 'wall_clock', 'working_hours')
  const wait = fc.integer({ min: 0, max: hours(120) })
  const window = fc.integer({ min: 1, max: 72 })

  it('the deadline never comes sooner than without the question, and leaves at least four hours', () => {
    fc.assert(
      fc.property(offered, clock, window, wait, wait, (offeredAt, kind, size, toAsk, toAnswer) => {
        const from = later(offeredAt, toAsk)
        const to = later(from, toAnswer)
        const without = dueAt(aCalendar(), kind, offeredAt, size, [])?.getTime() ?? Number.NaN
        const asked = dueAt(aCalendar(), kind, offeredAt, size, [{ from, to }]) ?? new Date(Number.NaN)
        expect(asked.getTime()).toBeGreaterThanOrEqual(without)
        expect(clockTimeBetween(aCalendar(), kind, to, asked)).toBeGreaterThanOrEqual(hours(4))
      }),
      { numRuns: 300 },
    )
  })

  it('whoever had more than four hours left has as much time in all as without the question', () => {
    fc.assert(
      fc.property(offered, clock, window, wait, (offeredAt, kind, size, toAnswer) => {
        const from = addClockTime(aCalendar(), kind, offeredAt, hours(size) / 2)
        const to = later(from, toAnswer)
        const end = dueAt(aCalendar(), kind, offeredAt, size + 8, [{ from, to }]) ?? new Date(Number.NaN)
        const used = clockTimeBetween(aCalendar(), kind, offeredAt, from)
        expect(used + clockTimeBetween(aCalendar(), kind, to, end)).toBe(hours(size + 8))
      }),
      { numRuns: 300 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Action } from '../../src/domain/handoff/history.ts'
import { payLines } from '../../src/domain/pay/credits.ts'
import type { Accepted } from '../../src/domain/pay/lines.ts'
import { isMonth, monthCloses, monthOf } from '../../src/domain/pay/months.ts'
import { at, EVA, later, local, minutes, SAM, someRules } from '../support/builders.ts'

const STOCKHOLM = 'Europe/Stockholm'

const rules = someRules({ zone: STOCKHOLM })

let refs = 0

function lead(
  own: Partial<Accepted>,
  ...happened: [when: string, action: Action, more?: Partial<Accepted['history'][number]>][]
): Accepted {
  refs += 1
  return {
    id: `h-${refs}`,
    ref: refs,
    company: 'Acme Corp',
    sdr: SAM,
    prospect: `prospect ${refs}`,
    rules,
    history: happened.map(([when, action, more]) => ({ at: at(when), action, ae: EVA, ...more })),
    ...own,
  }
}

const said = (lines: ReturnType<typeof payLines>) =>
  lines.map(({ month, state, credits, why }) => `${month} ${state} ${credits} ${why}`)

const LONG_AFTER = at('Fri 1 Jan 12:00 2027')

describe('two handoffs of one prospect', () => {
  const prospect = 'dana'
  const taken = () =>
    lead(
      { prospect },
      ['Mon 2 Nov 10:00', 'accepted'],
      ['Tue 3 Nov 10:00', 'disqualified', { code: 'no_budget' }],
    )
  const later = () => lead({ prospect }, ['Mon 23 Nov 10:00', 'accepted'])

  it('are worth one credit, when the first was taken back', () => {
    expect(said(payLines([taken(), later()], LONG_AFTER))).toEqual([
      '2026-11 clawed_back 0 disqualified',
      '2026-11 earned 1 accepted',
    ])
  })

  it('are worth one credit, also when the first is set right after the second was paid', () => {
    const first = taken()
    first.history.push({ at: at('Tue 15 Dec 10:00'), action: 'corrected', ae: EVA, from: 'disqualified' })
    expect(said(payLines([first, later()], LONG_AFTER))).toEqual([
      '2026-11 clawed_back 0 disqualified',
      '2026-12 not_counted 0 same_prospect',
      '2026-11 earned 1 accepted',
    ])
  })
})

it('a month is final when the last window has closed, also of a lead that was sent under other rules', () => {
  const old = lead({ rules: { ...rules, clawbackDays: 30 } }, ['Mon 30 Nov 10:00', 'accepted'])
  expect(local(monthCloses('2026-11', [old], rules))).toBe('Thu 31 Dec 00:00')
  expect(local(monthCloses('2026-11', [], rules))).toBe('Tue 8 Dec 00:00')
})

describe('the credit of an accepted handoff', () => {
  it('is pending for seven days, then earned, in the month of its acceptance in the zone of its rules', () => {
    const late = lead({}, ['Sat 31 Oct 23:30', 'accepted'])
    expect(said(payLines([late], at('Sat 7 Nov 23:29')))).toEqual(['2026-10 pending 1 window_open'])
    expect(said(payLines([late], at('Sat 7 Nov 23:30')))).toEqual(['2026-10 earned 1 accepted'])
    const abroad = { ...late, rules: someRules({ zone: 'Asia/Tokyo' }) }
    expect(said(payLines([abroad], LONG_AFTER))).toEqual(['2026-11 earned 1 accepted'])
  })

  it('is clawed back by a disqualification inside the window, unless its code says otherwise', () => {
    const accepted: [string, Action] = ['Mon 2 Nov 10:00', 'accepted']
    const disqualified = (when: string, code: string) =>
      said(payLines([lead({}, accepted, [when, 'disqualified', { code }])], LONG_AFTER))
    expect(disqualified('Mon 9 Nov 10:00', 'no_need')).toEqual(['2026-11 clawed_back 0 disqualified'])
    expect(disqualified('Mon 9 Nov 10:01', 'no_need')).toEqual(['2026-11 earned 1 accepted'])
    expect(disqualified('Tue 3 Nov 10:00', 'duplicate')).toEqual(['2026-11 earned 1 accepted'])
    expect(said(payLines([lead({}, accepted, ['Tue 3 Nov 10:00', 'withdrawn'])], LONG_AFTER))).toEqual([
      '2026-11 clawed_back 0 withdrawn',
    ])
  })

  it('is none when the acceptance was taken back within its ten minutes, and counts from the next one', () => {
    const back: [string, Action, object] = ['Mon 2 Nov 10:05', 'undone', { undid: 'accepted' }]
    expect(payLines([lead({}, ['Mon 2 Nov 10:00', 'accepted'], back)], LONG_AFTER)).toEqual([])
    const again = lead({}, ['Mon 2 Nov 10:00', 'accepted'], back, ['Tue 3 Nov 09:00', 'accepted'])
    expect(payLines([again], LONG_AFTER).map((line) => local(line.at))).toEqual(['Tue 3 Nov 09:00'])
  })

  it('does not move when a second owner accepts, or takes that back', () => {
    const second = lead(
      {},
      ['Mon 2 Nov 10:00', 'accepted'],
      ['Mon 9 Nov 10:00', 'accepted', { ae: 'U0OMAR' }],
      ['Mon 9 Nov 10:05', 'undone', { undid: 'accepted', ae: 'U0OMAR' }],
    )
    expect(payLines([second], LONG_AFTER).map((line) => local(line.at))).toEqual(['Mon 2 Nov 10:00'])
  })

  it('is one for a prospect inside the lock, and none for handing off to oneself', () => {
    const first = lead({ prospect: 'dana@acme.example' }, ['Mon 2 Nov 10:00', 'accepted'])
    const again = lead({ prospect: 'dana@acme.example' }, ['Wed 2 Dec 09:59', 'accepted'])
    const later = lead({ prospect: 'dana@acme.example' }, ['Wed 2 Dec 10:00', 'accepted'])
    const own = lead({ sdr: EVA }, ['Mon 2 Nov 10:00', 'accepted'])
    expect(said(payLines([again, first], LONG_AFTER))).toEqual([
      '2026-11 earned 1 accepted',
      '2026-12 not_counted 0 same_prospect',
    ])
    expect(said(payLines([first, later], LONG_AFTER))[1]).toBe('2026-12 earned 1 accepted')
    expect(said(payLines([own], LONG_AFTER))).toEqual(['2026-11 not_counted 0 own_lead'])
  })
})

describe('a month that has closed', () => {
  const october = lead(
    {},
    ['Thu 29 Oct 10:00', 'accepted'],
    ['Fri 30 Oct 10:00', 'disqualified', { code: 'no_need' }],
    ['Fri 20 Nov 10:00', 'corrected', { from: 'disqualified' }],
  )

  it('closes when the last window of its acceptances has', () => {
    expect(local(monthCloses('2026-10', [], rules))).toBe('Sun 8 Nov 00:00')
    expect(isMonth('2026-13') || isMonth('26-10') || isMonth('2026-1')).toBe(false)
  })

  it('never changes: what is set right later is a line of the month in which that was', () => {
    expect(said(payLines([october], at('Sun 15 Nov 10:00')))).toEqual(['2026-10 clawed_back 0 disqualified'])
    expect(said(payLines([october], LONG_AFTER))).toEqual([
      '2026-10 clawed_back 0 disqualified',
      '2026-11 correction 1 set_right',
    ])
  })

  it('counts what was set right before it closed as if it had been so', () => {
    const early = lead(
      {},
      ['Thu 29 Oct 10:00', 'accepted'],
      ['Fri 30 Oct 10:00', 'disqualified', { code: 'no_need' }],
      ['Sat 7 Nov 10:00', 'corrected', { from: 'disqualified' }],
    )
    expect(said(payLines([early], LONG_AFTER))).toEqual(['2026-10 earned 1 accepted'])
  })

  it('holds for whatever happens to a lead, whenever one looks', () => {
    const step = fc.record({
      wait: fc.integer({ min: 1, max: 60 * 24 * 12 }),
      action: fc.constantFrom<Action[]>('disqualified', 'corrected', 'withdrawn'),
      code: fc.constantFrom('no_need', 'duplicate'),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let moment = at('Thu 29 Oct 10:00')
        const history: Accepted['history'] = [{ at: moment, action: 'accepted', ae: EVA }]
        for (const { wait, action, code } of steps) {
          moment = later(moment, minutes(wait))
          history.push({ at: moment, action, code, ae: EVA, from: 'disqualified' })
        }
        const one = { ...lead({}), history }
        const closed = monthCloses('2026-10', [], rules)
        const ofOctober = (now: Date) => payLines([one], now).filter(({ month }) => month === '2026-10')
        expect(ofOctober(later(moment, minutes(1)) > closed ? later(moment, minutes(1)) : closed)).toEqual(
          ofOctober(closed),
        )
        // All lines together are worth what the credit is worth in the end: nothing or one.
        const sum = payLines([one], LONG_AFTER).reduce((total, { credits }) => total + credits, 0)
        expect([0, 1]).toContain(sum)
        expect(monthOf(closed, STOCKHOLM)).toBe('2026-11')
      }),
    )
  })
})

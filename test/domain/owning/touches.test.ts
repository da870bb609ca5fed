import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TOUCH_KINDS, type Touch, type TouchKind } from '../../../src/domain/handoff/handoff.ts'
import {
  firstMeaningful,
  firstTouch,
  isLoggedLate,
  lastMeaningful,
  lastTouch,
} from '../../../src/domain/owning/touches.ts'
import { hours } from '../../../src/domain/time/calendar.ts'
import { at, EVA, handoffIn, later, local } from '../../support/builders.ts'

const touch = (kind: TouchKind, happened: string, logged = happened): Touch => ({
  version: 2,
  kind,
  happenedAt: at(happened),
  loggedAt: at(logged),
  by: EVA,
})

const said = (one: Touch | undefined) => one && `${one.kind} ${local(one.happenedAt)}`

describe('the touches of a lead', () => {
  it('are told apart by when they happened, not by when they were logged', () => {
    const handoff = handoffIn('accepted', {
      touches: [
        touch('reply_received', 'Tue 24 Nov 10:00'),
        touch('personal_email', 'Tue 24 Nov 15:00'),
        touch('call_attempted', 'Mon 23 Nov 12:00', 'Wed 25 Nov 09:00'),
        touch('templated_email', 'Fri 20 Nov 17:30', 'Wed 25 Nov 09:00'),
      ],
    })
    expect(said(firstTouch(handoff))).toBe('templated_email Fri 20 Nov 17:30')
    expect(said(firstMeaningful(handoff))).toBe('call_attempted Mon 23 Nov 12:00')
    expect(said(lastMeaningful(handoff))).toBe('reply_received Tue 24 Nov 10:00')
    expect(said(lastTouch(handoff))).toBe('personal_email Tue 24 Nov 15:00')
  })

  it('are none at first', () => {
    const handoff = handoffIn('accepted')
    expect([firstTouch, firstMeaningful, lastMeaningful, lastTouch].map((find) => find(handoff))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it.each<[TouchKind, boolean]>([
    ['call_attempted', true],
    ['reply_received', true],
    ['meeting_booked', true],
    ['personal_email', false],
    ['templated_email', false],
  ])('%s counts unless the workspace says otherwise: %s', (kind, counts) => {
    const handoff = handoffIn('accepted', { touches: [touch(kind, 'Mon 23 Nov 12:00')] })
    expect(firstMeaningful(handoff) !== undefined).toBe(counts)
  })

  it('count by the rules that the handoff started with', () => {
    const handoff = handoffIn('accepted', {
      rules: { meaningfulKinds: ['personal_email'] },
      touches: [touch('call_attempted', 'Mon 23 Nov 12:00'), touch('personal_email', 'Mon 23 Nov 13:00')],
    })
    expect(said(firstMeaningful(handoff))).toBe('personal_email Mon 23 Nov 13:00')
  })

  it('of the same minute keep the order in which they were logged', () => {
    const touches = [touch('call_attempted', 'Mon 23 Nov 12:00'), touch('reply_received', 'Mon 23 Nov 12:00')]
    const handoff = handoffIn('accepted', { touches })
    expect(firstTouch(handoff)?.kind).toBe('call_attempted')
    expect(lastTouch(handoff)?.kind).toBe('reply_received')
  })
})

describe('a touch', () => {
  it('is late when it was logged more than twelve hours after it happened', () => {
    expect(isLoggedLate(touch('call_attempted', 'Mon 23 Nov 09:00', 'Mon 23 Nov 21:00'))).toBe(false)
    expect(isLoggedLate(touch('call_attempted', 'Mon 23 Nov 09:00', 'Mon 23 Nov 21:01'))).toBe(true)
  })

  it('is late by elapsed time: the night in which clocks go back has an hour more', () => {
    expect(isLoggedLate(touch('call_attempted', 'Sat 24 Oct 20:00', 'Sun 25 Oct 07:00'))).toBe(false)
    expect(isLoggedLate(touch('call_attempted', 'Sat 24 Oct 20:00', 'Sun 25 Oct 08:00'))).toBe(true)
  })
})

describe('whatever was logged, in whatever order', () => {
  const some: fc.Arbitrary<Touch[]> = fc.array(
    fc
      .record({ kind: fc.constantFrom(...TOUCH_KINDS), after: fc.integer({ min: 0, max: hours(300) }) })
      .map(({ kind, after }) => {
        const happenedAt = later(at('Fri 20 Nov 17:02'), after)
        return { version: 2, kind, happenedAt, loggedAt: happenedAt, by: EVA }
      }),
    { maxLength: 12 },
  )

  it('the first that counts is one of those that count, and none of them is earlier', () => {
    fc.assert(
      fc.property(some, (touches) => {
        const handoff = handoffIn('accepted', { touches })
        const counting = touches.filter(
          ({ kind }) => kind === 'meeting_held' || handoff.rules.meaningfulKinds.includes(kind),
        )
        const times = counting.map(({ happenedAt }) => happenedAt.getTime())
        expect(firstMeaningful(handoff)?.happenedAt.getTime()).toBe(
          times.length > 0 ? Math.min(...times) : undefined,
        )
        expect(lastMeaningful(handoff)?.happenedAt.getTime()).toBe(
          times.length > 0 ? Math.max(...times) : undefined,
        )
      }),
    )
  })

  it('looking at them leaves them as they were logged', () => {
    fc.assert(
      fc.property(some, (touches) => {
        const before = [...touches]
        const handoff = handoffIn('accepted', { touches })
        for (const find of [firstTouch, firstMeaningful, lastMeaningful, lastTouch]) find(handoff)
        expect(touches).toEqual(before)
      }),
    )
  })
})

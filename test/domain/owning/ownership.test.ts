import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accept } from '../../../src/domain/answering/accept.ts'
import { answer, ask } from '../../../src/domain/answering/need_info.ts'
import { isRefusal } from '../../../src/domain/handoff/decision.ts'
import { type Handoff, TOUCH_KINDS } from '../../../src/domain/handoff/handoff.ts'
import { logTouch } from '../../../src/domain/owning/log_touch.ts'
import { updateNextStep } from '../../../src/domain/owning/next_step.ts'
import { reassign } from '../../../src/domain/owning/reassign.ts'
import { touchTarget } from '../../../src/domain/reminders/deadlines.ts'
import { nudge } from '../../../src/domain/stuck/nudge.ts'
import { snooze } from '../../../src/domain/stuck/snooze.ts'
import { hours, officeHours } from '../../../src/domain/time/calendar.ts'
import {
  at,
  changeOf,
  EVA,
  handoffAfter,
  handoffIn,
  later,
  local,
  MIA,
  NADIA,
  OFFERED_AT,
  OMAR,
  SAM,
  someRules,
  TOM,
} from '../../support/builders.ts'

const NOON = at('Mon 23 Nov 12:00')

const call = (happened: string) => ({ kind: 'call_attempted' as const, happenedAt: at(happened) })

const toOmar = { ae: OMAR, calendar: officeHours('America/Los_Angeles'), unchecked: false }

const BUSY = { code: 'no_capacity' }

const refused = (decision: ReturnType<typeof accept>) => isRefusal(decision) && decision.refused

/** What nobody but the people named may change: everything but the version and what the rule is about. */
const standing = ({ offer, stage, brief, declines }: Handoff) => ({ offer, stage, brief, declines })

describe('logging a touch', () => {
  it('keeps when it happened and when somebody said so, and moves nothing else', () => {
    const before = handoffIn('accepted')
    const { handoff, happened, tell } = changeOf(
      logTouch(before, EVA, { ...call('Mon 23 Nov 10:00'), note: 'voicemail' }, NOON),
    )
    expect(handoff.touches).toEqual([
      { ...call('Mon 23 Nov 10:00'), note: 'voicemail', version: 2, by: EVA, loggedAt: NOON },
    ])
    expect(standing(handoff)).toEqual(standing(before))
    expect(handoff.version).toBe(before.version + 1)
    expect(happened).toMatchObject({ action: 'touched', code: 'call_attempted', words: 'voicemail' })
    // Both cards are edited; nobody is pinged.
    expect(tell.map(({ kind }) => kind)).toEqual(['state', 'state'])
  })

  it('belongs to the time since the handoff: not before it, and not after now', () => {
    const handoff = handoffIn('accepted')
    expect(refused(logTouch(handoff, EVA, call('Fri 20 Nov 17:01'), NOON))).toBe('touch_too_early')
    expect(refused(logTouch(handoff, EVA, call('Mon 23 Nov 12:01'), NOON))).toBe('touch_in_future')
    expect(handoffAfter(logTouch(handoff, EVA, call('Fri 20 Nov 17:02'), NOON)).touches).toHaveLength(1)
    expect(handoffAfter(logTouch(handoff, EVA, call('Mon 23 Nov 12:00'), NOON)).touches).toHaveLength(1)
  })

  it('may tell of a time before this AE had it: the prospect was reached all the same', () => {
    const handoff = handoffIn('accepted', { offer: { seq: 2, offeredAt: at('Mon 23 Nov 11:00') } })
    expect(refused(logTouch(handoff, EVA, call('Fri 20 Nov 18:00'), NOON))).toBe(false)
  })

  it('is the owner’s or a manager’s, and only of a lead that somebody owns', () => {
    const touch = call('Mon 23 Nov 10:00')
    expect(refused(logTouch(handoffIn('accepted'), MIA, touch, NOON))).toBe(false)
    for (const other of [SAM, NADIA, OMAR])
      expect(refused(logTouch(handoffIn('accepted'), other, touch, NOON))).toBe('not_allowed')
    expect(refused(logTouch(handoffIn('offered'), EVA, touch, NOON))).toBe('too_late')
  })
})

describe('the next step', () => {
  it('is set anew in the brief, and no clock moves', () => {
    const before = handoffIn('accepted')
    const step = { nextStep: 'send the contract', nextStepDate: '2026-12-01' }
    const { handoff, tell } = changeOf(updateNextStep(before, EVA, step, NOON))
    expect(handoff.brief).toEqual({ ...before.brief, ...step })
    expect(handoff.offer).toEqual(before.offer)
    expect(tell.map(({ what }) => what)).toEqual(['card', 'ae_card', 'brief'])
  })
})

describe('reassigning', () => {
  it('gives the new AE a day to accept by their calendar, and leaves the prospect’s deadline', () => {
    const after = handoffAfter(reassign(handoffIn('accepted'), MIA, toOmar, BUSY, NOON))
    expect(after.stage).toEqual({ status: 'offered' })
    expect(after.offer).toMatchObject({ seq: 2, ae: OMAR, offeredAt: NOON, questions: [] })
    expect(after.offer.answer).toBeUndefined()
    expect(local(after.offer.acceptDue)).toBe('Tue 24 Nov 12:00')
    expect(local(after.offer.touchDue)).toBe('Tue 24 Nov 17:02')
  })

  it('keeps what was done: touches, the brief, the age and who owned it first', () => {
    const owned = handoffAfter(accept(handoffIn('offered'), EVA, at('Fri 20 Nov 17:20')))
    const before = handoffAfter(logTouch(owned, EVA, call('Mon 23 Nov 10:00'), NOON))
    const after = handoffAfter(reassign(before, MIA, toOmar, BUSY, NOON))
    const kept = ({ touches, brief, createdAt, firstAcceptedAt }: Handoff) => [
      touches,
      brief,
      createdAt,
      firstAcceptedAt,
    ]
    expect(kept(after)).toEqual(kept(before))
  })

  it('ends the wait for an answer: the deadline goes on from the question’s first hour to now', () => {
    // Asked on Friday at 17:30, after 28 minutes of 48 hours; the other 47:32 run from Monday noon.
    const after = handoffAfter(reassign(handoffIn('info_needed'), SAM, toOmar, BUSY, NOON))
    expect(local(after.offer.touchDue)).toBe('Wed 25 Nov 11:32')
  })

  it('tells the new AE, the thread, and the AE who had it; the SDR if nobody could say who the new one is', () => {
    const { tell } = changeOf(reassign(handoffIn('offered'), SAM, { ...toOmar, unchecked: true }, BUSY, NOON))
    expect(tell).toEqual([
      { kind: 'state', what: 'card' },
      { kind: 'state', what: 'ae_card', offer: 2, to: OMAR, urgent: false },
      { kind: 'state', what: 'ae_card', offer: 1, to: EVA, urgent: false },
      { kind: 'event', what: 'thread', version: 2 },
      { kind: 'reminder', what: 'check_ae', offer: 2, to: SAM },
    ])
  })

  it('is the SDR’s or a manager’s until somebody owns it, and then the managers’ alone', () => {
    expect(refused(reassign(handoffIn('offered'), SAM, toOmar, BUSY, NOON))).toBe(false)
    expect(refused(reassign(handoffIn('accepted'), SAM, toOmar, BUSY, NOON))).toBe('not_allowed')
    expect(refused(reassign(handoffIn('accepted'), EVA, toOmar, BUSY, NOON))).toBe('not_allowed')
    expect(refused(reassign(handoffIn('accepted'), MIA, toOmar, BUSY, NOON))).toBe(false)
    expect(refused(reassign(handoffIn('declined'), MIA, toOmar, BUSY, NOON))).toBe('too_late')
  })

  it('to the same AE is no reassignment', () => {
    const toEva = { ...toOmar, ae: EVA }
    expect(refused(reassign(handoffIn('offered'), SAM, toEva, BUSY, NOON))).toBe('same_ae')
  })

  it('gives whoever accepts too late for the prospect’s deadline a day of their own', () => {
    const late = handoffAfter(reassign(handoffIn('offered'), SAM, toOmar, BUSY, at('Wed 25 Nov 12:00')))
    const owned = handoffAfter(accept(late, OMAR, at('Wed 25 Nov 18:00')))
    expect(local(owned.offer.touchDue)).toBe('Tue 24 Nov 17:02')
    expect(local(touchTarget(owned))).toBe('Thu 26 Nov 18:00')
  })
})

describe('what a manager asks for', () => {
  it('a nudge goes to one person and changes nothing', () => {
    const before = handoffIn('offered')
    const { handoff, happened, tell } = changeOf(nudge(before, MIA, EVA, NOON))
    expect(standing(handoff)).toEqual(standing(before))
    expect(happened).toMatchObject({ action: 'nudged', by: MIA, version: 2 })
    expect(tell).toEqual([{ kind: 'event', what: 'nudge', version: 2, to: EVA }])
  })

  it('a snooze is of whole days, tells nobody, and stops no clock', () => {
    const before = handoffIn('offered')
    const { handoff, tell } = changeOf(snooze(before, MIA, 3, NOON))
    expect(local(handoff.snoozedUntil)).toBe('Thu 26 Nov 12:00')
    expect(standing(handoff)).toEqual(standing(before))
    expect(tell).toEqual([])
  })

  it('is a manager’s alone, and only of a lead that is open', () => {
    for (const other of [SAM, EVA, OMAR]) {
      expect(refused(nudge(handoffIn('offered'), other, EVA, NOON))).toBe('not_allowed')
      expect(refused(snooze(handoffIn('offered'), other, 1, NOON))).toBe('not_allowed')
    }
    expect(refused(nudge(handoffIn('withdrawn'), MIA, SAM, NOON))).toBe('too_late')
    expect(refused(snooze(handoffIn('recycled'), MIA, 1, NOON))).toBe('too_late')
  })
})

describe('however often a lead changes hands', () => {
  type Step = { do: 'reassign' | 'accept' | 'ask' | 'answer' | 'touch'; after: number; kind: number }
  const step: fc.Arbitrary<Step> = fc.record({
    do: fc.constantFrom('reassign', 'accept', 'ask', 'answer', 'touch'),
    after: fc.integer({ min: 0, max: hours(40) }),
    kind: fc.nat({ max: TOUCH_KINDS.length - 1 }),
  })

  function taken(handoff: Handoff, { do: what, kind }: Step, now: Date): Handoff {
    const { ae } = handoff.offer
    const other = { ...toOmar, ae: ae === OMAR ? TOM : OMAR }
    const decision = {
      reassign: () => reassign(handoff, MIA, other, BUSY, now),
      accept: () => accept(handoff, ae, now),
      ask: () => ask(handoff, ae, 'Who signs?', now),
      answer: () => answer(handoff, SAM, 'Dana', now),
      touch: () =>
        logTouch(handoff, ae, { kind: TOUCH_KINDS[kind] ?? 'call_attempted', happenedAt: now }, now),
    }[what]()
    return isRefusal(decision) ? handoff : decision.handoff
  }

  it('a reassignment never moves the prospect’s deadline, and nothing does after the first one', () => {
    const clock = fc.constantFrom('working_days' as const, 'wall_clock' as const, 'working_hours' as const)
    fc.assert(
      fc.property(clock, fc.array(step, { maxLength: 12 }), (kind, steps) => {
        let handoff = handoffIn('offered', { rules: someRules({ clock: kind }) })
        let now = OFFERED_AT
        for (const one of steps) {
          now = later(now, one.after)
          const before = handoff
          handoff = taken(before, one, now)
          const moved = before.offer.seq !== handoff.offer.seq
          if (moved && before.offer.touchDue) expect(handoff.offer.touchDue).toEqual(before.offer.touchDue)
          if (before.offer.inheritedTouchDue)
            expect(handoff.offer.touchDue).toEqual(before.offer.inheritedTouchDue)
          if (one.do === 'touch') expect(standing(handoff)).toEqual(standing(before))
          if (handoff !== before) expect(handoff.version).toBe(before.version + 1)
          expect(handoff.createdAt).toEqual(OFFERED_AT)
        }
      }),
      { numRuns: 300 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { accept } from '../../src/domain/answering/accept.ts'
import { undo } from '../../src/domain/answering/undo.ts'
import { type Call, logCall } from '../../src/domain/calls/log_call.ts'
import { firstMeeting, introDue, isWarmTransfer, secondMeeting } from '../../src/domain/calls/meetings.ts'
import type { Handoff } from '../../src/domain/handoff/handoff.ts'
import { correct } from '../../src/domain/outcomes/correct.ts'
import { giveFeedback } from '../../src/domain/outcomes/feedback.ts'
import { end, qualify } from '../../src/domain/outcomes/outcome.ts'
import { pullIn, pullInDone } from '../../src/domain/owning/pull_in.ts'
import { reassign } from '../../src/domain/owning/reassign.ts'
import { firstMeaningful } from '../../src/domain/owning/touches.ts'
import { stuckBy } from '../../src/domain/stuck/stuck.ts'
import { aCalendar, at, changeOf, EVA, handoffIn, MIA, OMAR, refusalIn, SAM } from '../support/builders.ts'

const NOW = at('Mon 23 Nov 15:00')

const LATER = at('Mon 23 Nov 15:05')

const FEEDBACK = { words: 'The budget was there.', rating: 4 }

const aCall = (own: Partial<Call> = {}): Call => ({
  ...{
    result: 'held',
    at: at('Mon 23 Nov 14:00'),
    sdr: true,
    ae: true,
    prospect: true,
    words: 'They like it.',
  },
  ...{ nextStep: 'Send the offer', nextStepDate: '2026-11-27' },
  ...own,
})

const called = (handoff: Handoff, own: Partial<Call> = {}, now = NOW): Handoff =>
  changeOf(logCall(handoff, EVA, aCall(own), now)).handoff

const scheduled = (when: string) =>
  handoffIn('accepted', { brief: { intro: { mode: 'scheduled', at: at(when) } } })

describe('an outcome', () => {
  it('of a good lead keeps its owner, tells the SDR in the thread and in a message, and rates the handoff', () => {
    const { handoff, happened, tell } = changeOf(qualify(handoffIn('accepted'), EVA, FEEDBACK, NOW))
    expect(handoff.stage).toEqual({ status: 'qualified', owner: EVA, by: EVA, at: NOW })
    expect(handoff.qualified).toEqual({ by: EVA, at: NOW })
    expect(handoff.rating).toEqual({ stars: 4, at: NOW })
    expect(happened).toMatchObject({ action: 'qualified', words: 'The budget was there.', rating: 4 })
    expect(tell).toContainEqual({ kind: 'event', what: 'told', version: handoff.version, to: SAM })
    expect(tell).toContainEqual({ kind: 'event', what: 'thread', version: handoff.version })
  })

  it('ends a lead that was qualified or not, with its reason', () => {
    for (const status of ['accepted', 'qualified'] as const) {
      const ended = changeOf(
        end(handoffIn(status), EVA, { ...FEEDBACK, outcome: 'lost', code: 'price' }, NOW),
      )
      expect(ended.handoff.stage).toEqual({ status: 'lost', by: EVA, at: NOW, code: 'price' })
    }
  })

  it('can be taken back for ten minutes by whoever said it, to where the lead was', () => {
    for (const status of ['accepted', 'qualified'] as const) {
      const before = handoffIn(status)
      const won = changeOf(end(before, EVA, { ...FEEDBACK, outcome: 'won', code: undefined }, NOW)).handoff
      expect(changeOf(undo(won, EVA, LATER)).handoff.stage).toEqual(before.stage)
    }
    const qualified = changeOf(qualify(handoffIn('accepted'), EVA, FEEDBACK, NOW)).handoff
    const undone = changeOf(undo(qualified, EVA, LATER)).handoff
    expect(undone.stage).toEqual(handoffIn('accepted').stage)
    expect(undone.qualified).toBeUndefined()
  })

  it('is set right by a manager at any time, and by nobody else', () => {
    const qualified = handoffIn('qualified')
    const won = changeOf(end(qualified, EVA, { ...FEEDBACK, outcome: 'won', code: undefined }, NOW)).handoff
    const back = changeOf(correct(won, MIA, 'The contract was not signed.', at('Mon 30 Nov 10:00'))).handoff
    expect(back.stage).toEqual(qualified.stage)
    expect(
      changeOf(correct(back, MIA, 'Nor was it real.', at('Mon 30 Nov 11:00'))).handoff.stage.status,
    ).toBe('accepted')
    expect(refusalIn(correct(won, EVA, 'no', NOW))).toMatchObject({ refused: 'not_allowed', who: [MIA] })
  })

  it('that is set right goes back to an owner who had not qualified the lead themselves', () => {
    const to = { ae: OMAR, calendar: aCalendar(), unchecked: false }
    let lead = changeOf(qualify(handoffIn('accepted'), EVA, FEEDBACK, NOW)).handoff
    lead = changeOf(reassign(lead, MIA, to, { code: 'other', comment: undefined }, LATER)).handoff
    lead = changeOf(accept(lead, OMAR, at('Mon 30 Nov 10:00'))).handoff
    const lost = { ...FEEDBACK, outcome: 'lost' as const, code: 'price' }
    lead = changeOf(end(lead, OMAR, lost, at('Mon 30 Nov 11:00'))).handoff
    const back = changeOf(correct(lead, MIA, 'It was not lost.', at('Mon 30 Nov 12:00'))).handoff
    expect([back.stage.status, back.qualified?.by]).toEqual(['accepted', EVA])
  })

  it('can be followed by feedback, whose latest rating counts', () => {
    const first = changeOf(giveFeedback(handoffIn('accepted'), EVA, FEEDBACK, NOW)).handoff
    const second = changeOf(giveFeedback(first, EVA, { words: 'On reflection.', rating: 2 }, LATER)).handoff
    expect(second.rating).toEqual({ stars: 2, at: LATER })
    expect(second.stage).toEqual(first.stage)
  })
})

describe('a call', () => {
  it('that the AE held with the prospect is their meaningful touch', () => {
    const after = called(handoffIn('accepted'))
    expect(firstMeaningful(after)).toMatchObject({ kind: 'meeting_held', happenedAt: at('Mon 23 Nov 14:00') })
    expect(after.brief).toMatchObject({ nextStep: 'Send the offer', nextStepDate: '2026-11-27' })
  })

  it('without the AE, or to which nobody came, is no touch', () => {
    expect(called(handoffIn('accepted'), { ae: false }).touches).toEqual([])
    expect(called(handoffIn('accepted'), { result: 'no_show', prospect: false }).touches).toEqual([])
  })

  it('that was planned and had all three on it is a warm transfer', () => {
    const after = called(scheduled('Mon 23 Nov 14:00'))
    expect(after.meetings).toMatchObject([{ isIntro: true, result: 'held' }])
    expect(isWarmTransfer(after)).toBe(true)
    expect(isWarmTransfer(called(scheduled('Mon 23 Nov 14:00'), { sdr: false }))).toBe(false)
    expect(isWarmTransfer(called(handoffIn('accepted')))).toBe(false)
  })

  it('that moved is a plan for later, and no meeting', () => {
    const moved = called(scheduled('Mon 23 Nov 14:00'), { result: 'moved', at: at('Wed 25 Nov 10:00') })
    expect(moved.brief.intro).toEqual({ mode: 'scheduled', at: at('Wed 25 Nov 10:00') })
    expect(moved.meetings).toEqual([])
    expect(refusalIn(logCall(moved, EVA, aCall({ result: 'moved' }), NOW)).refused).toBe('move_to_past')
  })

  it('that the prospect missed and that gets another time is the intro call at that time', () => {
    const moved = called(
      called(scheduled('Mon 23 Nov 14:00'), { result: 'no_show', sdr: false, prospect: false }),
      { result: 'moved', at: at('Wed 25 Nov 10:00') },
    )
    expect(moved.meetings).toMatchObject([{ result: 'no_show', isIntro: false }])
    const then = at('Wed 25 Nov 11:00')
    const held = changeOf(logCall(moved, EVA, aCall({ at: at('Wed 25 Nov 10:00') }), then)).handoff
    expect(held.meetings).toMatchObject([{ isIntro: false }, { result: 'held', isIntro: true }])
    expect(isWarmTransfer(held)).toBe(true)
  })

  it('long before the planned one is another call, unless all three were on it', () => {
    const alone = called(scheduled('Tue 24 Nov 10:00'), { sdr: false })
    expect(alone.meetings).toMatchObject([{ isIntro: false }])
    const then = at('Tue 24 Nov 11:00')
    const met = changeOf(logCall(alone, EVA, aCall({ at: at('Tue 24 Nov 10:00') }), then)).handoff
    expect(met.meetings).toMatchObject([{ isIntro: false }, { isIntro: true }])
    expect([isWarmTransfer(met), secondMeeting(met)]).toEqual([true, undefined])
    expect(called(scheduled('Tue 24 Nov 10:00')).meetings).toMatchObject([{ isIntro: true }])
  })

  it('does not move once one was held', () => {
    const held = called(scheduled('Mon 23 Nov 14:00'))
    const later = aCall({ result: 'moved', at: at('Wed 25 Nov 10:00') })
    expect(refusalIn(logCall(held, EVA, later, NOW)).refused).toBe('nothing_to_move')
  })

  it('is refused in the future and before the handoff', () => {
    const lead = handoffIn('accepted')
    expect(refusalIn(logCall(lead, EVA, aCall({ at: LATER }), NOW)).refused).toBe('touch_in_future')
    expect(refusalIn(logCall(lead, EVA, aCall({ at: at('Thu 19 Nov 10:00') }), NOW)).refused).toBe(
      'touch_too_early',
    )
  })

  it('may be logged by the SDR too, who was there', () => {
    expect(changeOf(logCall(handoffIn('accepted'), SAM, aCall(), NOW)).handoff.meetings[0]?.by).toBe(SAM)
  })
})

describe('meetings', () => {
  it('the second is the next one held on a later day where the owner works', () => {
    const first = called(handoffIn('accepted'))
    const again = called(first, { at: at('Mon 23 Nov 14:50') })
    expect(secondMeeting(again)).toBeUndefined()
    const wednesday = called(again, { at: at('Wed 25 Nov 10:00') }, at('Wed 25 Nov 12:00'))
    const friday = called(wednesday, { at: at('Fri 27 Nov 10:00') }, at('Fri 27 Nov 12:00'))
    expect(firstMeeting(friday)?.at).toEqual(at('Mon 23 Nov 14:00'))
    expect(secondMeeting(friday)?.at).toEqual(at('Wed 25 Nov 10:00'))
  })

  it('nobody came to is not one of them', () => {
    const missed = called(handoffIn('accepted'), { result: 'no_show', prospect: false })
    const held = called(missed, { at: at('Wed 25 Nov 10:00') }, at('Wed 25 Nov 12:00'))
    expect(firstMeeting(held)?.at).toEqual(at('Wed 25 Nov 10:00'))
    expect(secondMeeting(held)).toBeUndefined()
  })
})

describe('an intro call that nobody logged', () => {
  it('is stuck from two working hours after it on, until somebody logs it', () => {
    // Monday 17:00 and two working hours: one on Monday, one on Tuesday morning.
    const lead = { ...scheduled('Mon 23 Nov 17:00'), touches: called(handoffIn('accepted')).touches }
    expect(introDue(lead)).toEqual(at('Tue 24 Nov 10:00'))
    expect(stuckBy(lead, new Set(), at('Tue 24 Nov 09:59'))).toBeUndefined()
    expect(stuckBy(lead, new Set(), at('Tue 24 Nov 10:00'))).toMatchObject({
      cause: 'intro_not_logged',
      move: EVA,
    })
    const logged = called(lead, { at: at('Mon 23 Nov 17:00') }, at('Tue 24 Nov 10:00'))
    expect(stuckBy(logged, new Set(), at('Tue 24 Nov 10:01'))).toBeUndefined()
  })
})

describe('a qualified lead', () => {
  it('is stuck only for its next step', () => {
    const lead = handoffIn('qualified')
    expect(stuckBy(lead, new Set(), at('Wed 25 Nov 00:00'))).toMatchObject({ cause: 'next_step_overdue' })
    expect(stuckBy(lead, new Set(), at('Tue 24 Nov 23:59'))).toBeUndefined()
  })
})

describe('pulling the SDR back in', () => {
  it('tells them in the thread and in a message, until they say that it is done', () => {
    const request = { reason: 'gone_quiet' as const, words: 'Call Dana, she knows you.' }
    const asked = changeOf(pullIn(handoffIn('accepted'), EVA, request, NOW))
    expect(asked.handoff.pullIn).toEqual({ by: EVA, at: NOW, ...request })
    expect(asked.tell).toContainEqual({
      kind: 'event',
      what: 'told',
      version: asked.handoff.version,
      to: SAM,
    })
    const done = changeOf(pullInDone(asked.handoff, SAM, LATER))
    expect(done.handoff.pullIn).toBeUndefined()
    expect(done.tell).toContainEqual({ kind: 'event', what: 'told', version: done.handoff.version, to: EVA })
    expect(refusalIn(pullInDone(done.handoff, SAM, LATER)).refused).toBe('nothing_asked')
    expect(refusalIn(pullInDone(asked.handoff, EVA, LATER)).refused).toBe('not_allowed')
  })
})

it('a call is logged once, by whoever comes first', () => {
  const once = called(handoffIn('accepted'))
  expect(refusalIn(logCall(once, SAM, aCall(), LATER))).toMatchObject({ refused: 'call_logged', by: EVA })
  expect(called(once, { at: at('Mon 23 Nov 14:30') }).meetings).toHaveLength(2)
})

it('a call in the minute of the handoff counts, because people pick minutes; one in the minute before does not', () => {
  const sentAt = new Date(at('Mon 23 Nov 14:00').getTime() + 42_000)
  const lead = handoffIn('accepted', { createdAt: sentAt })
  expect(called(lead, { at: at('Mon 23 Nov 14:00') }).meetings).toHaveLength(1)
  expect(refusalIn(logCall(lead, EVA, aCall({ at: at('Mon 23 Nov 13:59') }), NOW)).refused).toBe(
    'touch_too_early',
  )
})

import { describe, expect, it } from 'vitest'
import { callMessagesNow, callMessagesOf } from '../../src/domain/calls/call_reminders.ts'
import { cannotMakeCall } from '../../src/domain/calls/cannot_make_it.ts'
import { firstToTellAt } from '../../src/domain/reminders/wake.ts'
import { at, changeOf, EVA, handoffIn, local, OFFERED_AT, refusalIn, SAM } from '../support/builders.ts'

const CALL = at('Mon 23 Nov 10:00')

const planned = handoffIn('accepted', { brief: { intro: { mode: 'scheduled', at: CALL }, sdrJoins: true } })

const kinds = (when: string, told: { id: string; at: Date }[] = []) =>
  callMessagesNow(planned, told, at(when)).tell.map(({ kind }) => kind)

describe('a planned intro call', () => {
  it('is told a quarter of an hour before it, and asked about half an hour after it began', () => {
    expect(callMessagesOf(planned).map(({ kind, at: when }) => [kind, local(when)])).toEqual([
      ['before_call', 'Mon 23 Nov 09:45'],
      ['after_call', 'Mon 23 Nov 10:30'],
    ])
  })

  it('is not announced once it has begun, and asked about for a day, in working hours', () => {
    expect(kinds('Mon 23 Nov 09:44')).toEqual([])
    expect(kinds('Mon 23 Nov 09:45')).toEqual(['before_call'])
    expect(kinds('Mon 23 Nov 10:00')).toEqual([])
    expect(kinds('Mon 23 Nov 10:30')).toEqual(['after_call'])
    expect(kinds('Mon 23 Nov 19:00')).toEqual([])
    expect(kinds('Tue 24 Nov 10:29')).toEqual(['after_call'])
    expect(kinds('Tue 24 Nov 10:31')).toEqual([])
  })

  it('is asked about when work begins, when nobody was there to ask at its moment', () => {
    const late = handoffIn('accepted', {
      brief: { intro: { mode: 'scheduled', at: at('Tue 24 Nov 17:20') } },
    })
    const found = callMessagesNow(late, [], at('Tue 24 Nov 18:05'))
    expect([found.tell, local(found.wakeAt)]).toEqual([[], 'Wed 25 Nov 09:00'])
  })

  it('is told once', () => {
    const [before] = callMessagesOf(planned)
    expect(kinds('Mon 23 Nov 09:50', [{ id: before?.id ?? '', at: OFFERED_AT }])).toEqual([])
  })

  it('is no longer talked about once it is logged, and anew when it moves', () => {
    const meeting = { version: 3, result: 'held' as const, at: CALL, loggedAt: CALL, by: EVA }
    const logged = {
      ...planned,
      meetings: [{ ...meeting, isIntro: true, sdr: true, ae: true, prospect: true }],
    }
    expect(callMessagesOf(logged)).toEqual([])
    const moved = handoffIn('accepted', {
      brief: { intro: { mode: 'scheduled', at: at('Tue 24 Nov 10:00') } },
    })
    const ids = [planned, moved].flatMap((one) => callMessagesOf(one).map(({ id }) => id))
    expect(new Set(ids).size).toBe(4)
  })

  it('wakes its handoff in time, before or after its deadlines', () => {
    expect(local(firstToTellAt(planned))).toBe('Mon 23 Nov 09:45')
    expect(local(firstToTellAt(handoffIn('accepted')))).toBe('Mon 23 Nov 17:02')
    expect(firstToTellAt(handoffIn('won'))).toBeUndefined()
  })
})

describe('a rep who cannot come', () => {
  it('is told to the other in the thread, and kept with who it was', () => {
    const change = changeOf(cannotMakeCall(planned, EVA, OFFERED_AT))
    expect(change.happened).toMatchObject({ action: 'call_declined', code: 'ae', by: EVA })
    expect(changeOf(cannotMakeCall(planned, SAM, OFFERED_AT)).happened.code).toBe('sdr')
    expect(change.tell).toEqual([{ kind: 'event', what: 'thread', version: change.handoff.version }])
  })

  it('is told once for each call, however often they click', () => {
    const said = changeOf(cannotMakeCall(planned, EVA, OFFERED_AT)).handoff
    expect(refusalIn(cannotMakeCall(said, EVA, OFFERED_AT)).refused).toBe('nothing_asked')
    expect(changeOf(cannotMakeCall(said, SAM, OFFERED_AT)).happened.code).toBe('sdr')
  })

  it('comes too late once the call has begun, or when none is planned', () => {
    expect(refusalIn(cannotMakeCall(planned, EVA, CALL)).refused).toBe('nothing_asked')
    expect(refusalIn(cannotMakeCall(handoffIn('accepted'), EVA, OFFERED_AT)).refused).toBe('nothing_asked')
  })
})

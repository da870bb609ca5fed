import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Share } from '../../src/domain/digest/shares.ts'
import { adviceOf, type SignalFacts, signalsOf, spreadThin } from '../../src/domain/digest/signals.ts'
import { someRules } from '../support/builders.ts'

const rules = someRules()

const of = (x: number, y: number): Share => ({ x, y })

const days = (n: number, count: number) => ({ ms: n * 86_400_000, n: count })

/** A team in which nothing is wrong. */
const WELL: SignalFacts = {
  bothReps: of(19, 20),
  bothRepsBefore: of(15, 20),
  callsDeclined: of(1, 20),
  toSecond: days(4, 20),
  toSecondBefore: days(8, 20),
  templated: of(2, 20),
  accepted: of(16, 20),
  qualified: of(8, 16),
  topReasons: of(5, 12),
  gatePassed: of(19, 20),
  withoutIntro: 1,
  withoutIntroBefore: 1,
  unreviewed: of(1, 4),
  severalOwners: 1,
  severalOwnersBefore: 1,
  toSecondRerouted: days(4, 5),
  toSecondKept: days(4, 20),
}

const found = (own: Partial<SignalFacts>) =>
  signalsOf({ ...WELL, ...own }, rules).map(
    ({ name, lagging, leading }) => `${name} ${lagging ? 'lagging' : ''}${leading ? 'leading' : ''}`,
  )

describe('the six signals', () => {
  it('are silent when all is well', () => {
    expect(found({})).toEqual([])
  })

  it.each<[string, Partial<SignalFacts>]>([
    ['calendar_fiction lagging', { bothReps: of(13, 20) }],
    ['calendar_fiction leading', { callsDeclined: of(4, 20) }],
    ['honoured_on_paper lagging', { toSecond: days(7.5, 20) }],
    ['honoured_on_paper leading', { templated: of(7, 20) }],
    ['not_enforced lagging', { accepted: of(19, 20), qualified: of(5, 19) }],
    ['not_enforced leading', { topReasons: of(9, 12) }],
    ['bypassed lagging', { gatePassed: of(11, 20) }],
    ['bypassed leading', { withoutIntro: 7, withoutIntroBefore: 4 }],
    ['no_review lagging', { bothReps: of(16, 20), bothRepsBefore: of(16, 20) }],
    ['no_review leading', { unreviewed: of(2, 4) }],
    ['routing lagging', { severalOwners: 5, severalOwnersBefore: 2 }],
    ['routing leading', { toSecondRerouted: days(5, 3) }],
  ])('%s', (expected, own) => {
    expect(found(own)).toEqual([expected])
  })

  it('say nothing on numbers too small to tell: three handoffs are no statistic', () => {
    expect(found({ bothReps: of(0, 9), templated: of(9, 9), gatePassed: of(0, 9) })).toEqual([])
    expect(found({ severalOwners: 2, severalOwnersBefore: 0 })).toEqual([])
    expect(found({ accepted: of(9, 9), qualified: of(0, 9) })).toEqual([])
  })

  it('put what already happened before what announces itself, and the worst first', () => {
    expect(found({ templated: of(20, 20), bothReps: of(13, 20), gatePassed: of(2, 20) })).toEqual([
      'bypassed lagging',
      'calendar_fiction lagging',
      'honoured_on_paper leading',
    ])
  })

  it('use the thresholds of the workspace', () => {
    const strict = someRules({ signals: { ...rules.signals, bothReps: 96 } })
    expect(signalsOf(WELL, strict).map(({ name }) => name)).toEqual(['calendar_fiction'])
  })

  it('never speak of a share of fewer than ten', () => {
    const small = fc
      .integer({ min: 0, max: 9 })
      .chain((y) => fc.integer({ min: 0, max: y }).map((x) => of(x, y)))
    fc.assert(
      fc.property(small, small, small, small, (bothReps, templated, gatePassed, accepted) => {
        expect(found({ bothReps, templated, gatePassed, accepted, callsDeclined: of(0, 0) })).toEqual([])
      }),
    )
  })
})

describe('advice', () => {
  const none = { lateEnds: of(2, 12), sent: 20, reps: { aes: 3, sdrs: 2 } }

  it('is to simplify before scaling, when the seam is not where leads are lost', () => {
    expect(adviceOf(none, rules)).toEqual([])
    expect(adviceOf(none, someRules({ baseline: { acceptance: 81 } }))).toEqual(['simplify_baseline'])
    expect(adviceOf({ ...none, lateEnds: of(7, 12) }, rules)).toEqual(['simplify_late'])
    expect(adviceOf({ ...none, reps: { aes: 1, sdrs: 2 } }, rules)).toEqual(['simplify_small'])
    expect(adviceOf({ ...none, sent: 9, reps: { aes: 1, sdrs: 2 } }, rules)).toEqual([])
  })

  it('warns of too many AEs for each SDR', () => {
    expect(adviceOf({ ...none, reps: { aes: 6, sdrs: 2 } }, rules)).toEqual([])
    expect(adviceOf({ ...none, reps: { aes: 7, sdrs: 2 } }, rules)).toEqual(['spread_thin'])
  })

  it('warns of one stretched team among several, when it sent enough to tell', () => {
    const west = { team: 'West', sent: 10, aes: 4, sdrs: 1 }
    const east = { team: 'East', sent: 40, aes: 4, sdrs: 4 }
    const reps = { aes: 8, sdrs: 5, teams: [east, west] }
    expect(adviceOf({ ...none, reps }, rules)).toEqual(['spread_thin'])
    expect(spreadThin(50, reps, rules.signals)).toEqual([west])
    const few = { aes: 8, sdrs: 5, teams: [east, { ...west, sent: 9 }] }
    expect(adviceOf({ ...none, reps: few }, rules)).toEqual([])
  })
})

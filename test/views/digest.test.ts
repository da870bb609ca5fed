import { describe, expect, it } from 'vitest'
import type { MeetingNumbers, Numbers, RelationshipNumbers } from '../../src/domain/digest/numbers.ts'
import type { SignalFacts } from '../../src/domain/digest/signals.ts'
import { bothRepsChart, digestDetail } from '../../src/views/digest/detail.ts'
import { digest } from '../../src/views/digest/digest.ts'
import { at, EVA, MIA, SAM, someRules } from '../support/builders.ts'
import { linesOf, spokenLines } from './reading.ts'

const DAY = 86_400_000

const MEETINGS: MeetingNumbers = {
  introsPlanned: 26,
  bothReps: { x: 16, y: 25 },
  bothRepsBefore: { x: 73, y: 100 },
  bothRepsTrend: [],
  toSecond: { ms: 6 * DAY, n: 12 },
  toSecondWarm: { ms: 4.5 * DAY, n: 7 },
  toSecondOther: { ms: 9 * DAY, n: 5 },
  toSecondBefore: { ms: 7.5 * DAY, n: 40 },
  secondHeld: { x: 6, y: 10 },
  noShows: { x: 2, y: 12 },
  wonAfterMeeting: { x: 3, y: 7 },
}

const RELATIONSHIP: RelationshipNumbers = {
  qualified: { x: 9, y: 20 },
  satisfaction: { mean: 11 / 3, n: 3 },
  pullIns: { requests: 3, accepted: 40 },
  reps: { aes: 3, sdrs: 2 },
}

const numbers = (own: Partial<Numbers> = {}): Numbers => ({
  week: { monday: '2026-11-16', from: 0, to: 0 },
  acceptance: { x: 31, y: 40 },
  acceptanceBefore: { x: 72, y: 100 },
  openPastDue: 0,
  medianToAccept: 3_600_000,
  declines: [],
  touchInTime: { x: 8, y: 10 },
  touchInTimeBefore: { x: 0, y: 0 },
  templated: { x: 0, y: 0 },
  gatePassed: { x: 40, y: 40 },
  blockedDrafts: 0,
  dropped: 0,
  severalOwners: 0,
  acceptanceTrend: [],
  meetings: MEETINGS,
  relationship: RELATIONSHIP,
  ...own,
})

const firstScreen = (own: Partial<Numbers> = {}) =>
  linesOf(digest({ numbers: numbers(own), late: false }, someRules()).said).slice(1)

const withMeetings = (own: Partial<MeetingNumbers>) => firstScreen({ meetings: { ...MEETINGS, ...own } })

const detail = (own: Partial<Numbers> = {}) => linesOf(digestDetail(numbers(own), someRules()))

describe('the first screen of the digest', () => {
  it('says three numbers, each with what it is of and against what went before', () => {
    expect(linesOf(digest({ numbers: numbers(), late: false }, someRules()).said)).toEqual([
      'Handoffs, 16 Nov to 22 Nov',
      '78 % accepted (31 of 40) · up 6 points on the four weeks before',
      '64 % of intro calls had both reps (16 of 25) · down 9 points on the four weeks before',
      '6.0 days to the second meeting (n = 12) · 1.5 days sooner than in the four weeks before · 4.5 after a warm transfer, 9.0 without',
    ])
  })

  it('is the same to whoever hears it', () => {
    const { said } = digest({ numbers: numbers(), late: false }, someRules())
    expect(spokenLines(said)).toEqual(linesOf(said))
  })

  it('says kindly when no call was planned, or none has been logged yet', () => {
    const none = { x: 0, y: 0 }
    expect(withMeetings({ introsPlanned: 0, bothReps: none })[1]).toBe(
      'Calls with both reps: none were planned that week',
    )
    expect(withMeetings({ introsPlanned: 1, bothReps: none })[1]).toBe(
      'Calls with both reps: 1 call planned, none logged yet',
    )
  })

  it('compares nothing with too little', () => {
    const [, calls, second] = withMeetings({
      bothRepsBefore: { x: 3, y: 4 },
      toSecondBefore: { ms: 5 * DAY, n: 4 },
    })
    expect(calls).toBe('64 % of intro calls had both reps (16 of 25)')
    expect(second).toBe('6.0 days to the second meeting (n = 12) · 4.5 after a warm transfer, 9.0 without')
  })

  it.each<[string, Partial<MeetingNumbers>, string]>([
    ['later', { toSecondBefore: { ms: 5 * DAY, n: 5 } }, '1.0 days later than in the four weeks before'],
    ['the same', { toSecondBefore: { ms: 6 * DAY, n: 5 } }, 'as in the four weeks before'],
    ['never warm', { toSecondWarm: { ms: null, n: 0 } }, 'none after a warm transfer'],
    ['always warm', { toSecondOther: { ms: null, n: 0 } }, 'all after a warm transfer'],
  ])('says of second meetings that were %s: %o', (_what, own, words) => {
    expect(withMeetings(own)[2]?.split(' · ')).toContain(words)
  })

  it('says that there was no second meeting', () => {
    expect(withMeetings({ toSecond: { ms: null, n: 0 } })[2]).toBe(
      'Time to second meeting: no second meeting that week',
    )
  })

  it('is of a week with calls, though nobody handed off a lead in it', () => {
    const none = { x: 0, y: 0 }
    const quiet = { acceptance: none, touchInTime: none, templated: none, gatePassed: none }
    expect(firstScreen(quiet)).toHaveLength(3)
    const nothing = { ...MEETINGS, introsPlanned: 0, noShows: none }
    const nobody = { ...RELATIONSHIP, satisfaction: { mean: null, n: 0 } }
    expect(firstScreen({ ...quiet, meetings: nothing, relationship: nobody })).toEqual([
      'Nobody handed off a lead that week. /handoff begins one.',
    ])
  })
})

describe('the detail of the digest', () => {
  it('says what came of meetings and what the reps make of each other', () => {
    expect(detail().slice(7)).toEqual([
      'To the second meeting after a warm transfer: 4.5 days (n = 7)',
      'To the second meeting without one: 9.0 days (n = 5)',
      'Second meeting within 28 days: 60 % of leads accepted four to eight weeks ago (6 of 10)',
      'No-shows: 17 % of meetings (2 of 12)',
      'Won after a first meeting: 43 % of those that ended in 90 days (3 of 7)',
      'Qualified or won: 45 % of leads accepted two to six weeks ago (9 of 20)',
      'Rating of handoffs: 3.7 of 5 (n = 3)',
      'SDR asked back in: 0.8 per 10 accepted leads (3 requests, 40 accepted in 28 days)',
      'AEs per SDR: 1.5 (3 AEs, 2 SDRs in 28 days)',
      'What each number counts is in docs/metrics.md.',
    ])
  })

  it('names the team in which each SDR serves the most AEs, where there are several', () => {
    const teams = [
      { team: 'East', sent: 40, aes: 4, sdrs: 4 },
      { team: 'West', sent: 10, aes: 4, sdrs: 1 },
    ]
    const relationship = { ...RELATIONSHIP, reps: { aes: 8, sdrs: 5, teams } }
    expect(detail({ relationship })).toContain(
      'AEs per SDR: 1.6 (8 AEs, 5 SDRs in 28 days), most in West 4.0 (4 to 1)',
    )
    const stretched = { relationship, signals: [], signalFacts: FACTS, advice: ['spread_thin' as const] }
    expect(detail(stretched)).toContain(
      'Support is spread too thin: more AEs depend on each SDR than the threshold allows. West 4.0 (4 to 1).',
    )
  })

  it('says of each what there was none of', () => {
    const none = { x: 0, y: 0 }
    const never = { ms: null, n: 0 }
    const meetings = {
      ...MEETINGS,
      toSecondWarm: never,
      toSecondOther: never,
      secondHeld: none,
      noShows: none,
      wonAfterMeeting: none,
    }
    const relationship = {
      qualified: none,
      satisfaction: { mean: null, n: 0 },
      pullIns: { requests: 1, accepted: 0 },
      reps: { aes: 0, sdrs: 0 },
    }
    expect(detail({ meetings, relationship }).slice(7, -1)).toEqual([
      'To the second meeting after a warm transfer: none that week',
      'To the second meeting without one: none that week',
      'Second meeting within 28 days: no lead was accepted four to eight weeks ago',
      'No-shows: no meetings that week',
      'Won after a first meeting: none ended in 90 days',
      'Qualified or won: no lead was accepted two to six weeks ago',
      'Rating of handoffs: none that week',
      'SDR asked back in: 1 request, no lead accepted in 28 days',
      'AEs per SDR: no lead was sent in 28 days',
    ])
  })
})

it('a digest that was kept before meetings were counted says what it has', () => {
  const { meetings: _none, relationship: _neither, ...old } = numbers()
  expect(linesOf(digest({ numbers: old, late: false }, someRules()).said)).toEqual([
    'Handoffs, 16 Nov to 22 Nov',
    '78 % accepted (31 of 40) · up 6 points on the four weeks before',
  ])
  expect(linesOf(digestDetail(old, someRules())).at(-2)).toBe('With several owners: 0')
  const none = { x: 0, y: 0 }
  const quiet = { ...old, acceptance: none, touchInTime: none, templated: none, gatePassed: none }
  expect(linesOf(digest({ numbers: quiet, late: true }, someRules()).said)).toHaveLength(2)
})

const FACTS: SignalFacts = {
  bothReps: { x: 16, y: 25 },
  bothRepsBefore: { x: 20, y: 25 },
  callsDeclined: { x: 1, y: 25 },
  toSecond: { ms: null, n: 0 },
  toSecondBefore: { ms: null, n: 0 },
  templated: { x: 2, y: 20 },
  accepted: { x: 10, y: 20 },
  qualified: { x: 5, y: 10 },
  topReasons: { x: 2, y: 8 },
  gatePassed: { x: 20, y: 20 },
  withoutIntro: 0,
  withoutIntroBefore: 0,
  unreviewed: { x: 0, y: 4 },
  severalOwners: 0,
  severalOwnersBefore: 0,
  toSecondRerouted: { ms: null, n: 0 },
  toSecondKept: { ms: null, n: 0 },
}

describe('the one thing to do', () => {
  const worst = { name: 'calendar_fiction' as const, lagging: true, leading: false, weight: 1.1 }

  it('is the worst signal with its numbers and its fix, and nothing when all is well', () => {
    expect(firstScreen({ signals: [worst], signalFacts: FACTS }).at(-1)).toBe(
      'This week: intro calls happen in the calendar, not with both reps on them. Both reps were on 64 % (16 of 25). The threshold is 70 %. Put attendance on the AE scorecard; the export has it by AE and quarter.',
    )
    expect(firstScreen({ signals: [], signalFacts: FACTS })).toEqual(firstScreen())
  })

  it('says whether last week’s was reviewed, and by whom', () => {
    const heading = (own: Partial<Numbers>) =>
      linesOf(digest({ numbers: numbers(own), late: false }, someRules()).said)[0]
    expect(heading({ lastReview: null })).toBe(
      'Handoffs, 16 Nov to 22 Nov · nobody marked last week’s as reviewed',
    )
    expect(heading({ lastReview: { by: MIA, at: at('Tue 17 Nov 10:00').getTime() } })).toBe(
      'Handoffs, 16 Nov to 22 Nov · last week’s was reviewed by @Mia Ortiz Tue 17 Nov at 10:00',
    )
  })

  it('can be marked as reviewed until somebody has', () => {
    const shown = (review?: { by: string; at: Date }) =>
      digest({ numbers: numbers(), late: false, monday: '2026-11-16', review }, someRules()).said
    expect(shown().blocks.at(-1)).toMatchObject({ type: 'actions', block_id: 'digest' })
    const reviewed = shown({ by: MIA, at: at('Tue 24 Nov 10:00') })
    expect(reviewed.blocks.some(({ type }) => type === 'actions')).toBe(false)
    expect(linesOf(reviewed).at(-1)).toBe('Reviewed by @Mia Ortiz Tue 24 Nov at 10:00')
  })
})

it('the detail names people with what their shares are of', () => {
  const people = {
    aes: [{ id: EVA, acceptance: { x: 8, y: 10 }, touchInTime: { x: 0, y: 0 }, bothReps: { x: 1, y: 2 } }],
    sdrs: [{ id: SAM, sent: 5, exceptions: 1, acceptance: { x: 2, y: 4 }, rating: { mean: 4.25, n: 4 } }],
  }
  const lines = detail({ people })
  expect(lines).toContain('@Eva Lind: 80 % accepted (8 of 10) · 50 % calls with both reps (1 of 2)')
  expect(lines).toContain('@Sam Reyes: 5 sent · 50 % accepted (2 of 4) · 1 past the gate · rated 4.3 (n = 4)')
})

it('calls with both reps have a chart of their own, without the weeks that had none', () => {
  const week = (monday: string, x: number, y: number) => ({ monday, share: { x, y } })
  const bothRepsTrend = [week('2026-11-02', 1, 2), week('2026-11-09', 0, 0), week('2026-11-16', 3, 4)]
  expect(bothRepsChart(numbers({ meetings: { ...MEETINGS, bothRepsTrend } }))).toMatchObject({
    title: 'Intro calls with both reps by week, %',
    chart: {
      series: [
        {
          data: [
            { label: '2 Nov', value: 50 },
            { label: '16 Nov', value: 75 },
          ],
        },
      ],
    },
  })
  expect(
    bothRepsChart(numbers({ meetings: { ...MEETINGS, bothRepsTrend: [week('2026-11-16', 1, 2)] } })),
  ).toBe(undefined)
})

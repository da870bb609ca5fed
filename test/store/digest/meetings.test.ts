import { describe, expect, it } from 'vitest'
import { accept } from '../../../src/domain/answering/accept.ts'
import { decline } from '../../../src/domain/answering/decline.ts'
import { reoffer } from '../../../src/domain/answering/reoffer.ts'
import { undo } from '../../../src/domain/answering/undo.ts'
import { withdraw } from '../../../src/domain/answering/withdraw.ts'
import { type Call, logCall } from '../../../src/domain/calls/log_call.ts'
import type { MeetingNumbers, Numbers, RelationshipNumbers } from '../../../src/domain/digest/numbers.ts'
import type { Decision } from '../../../src/domain/handoff/decision.ts'
import type { Handoff } from '../../../src/domain/handoff/handoff.ts'
import type { Outcome } from '../../../src/domain/handoff/status.ts'
import { correct } from '../../../src/domain/outcomes/correct.ts'
import { giveFeedback } from '../../../src/domain/outcomes/feedback.ts'
import { end, qualify } from '../../../src/domain/outcomes/outcome.ts'
import { pullIn } from '../../../src/domain/owning/pull_in.ts'
import { officeHours } from '../../../src/domain/time/calendar.ts'
import { type Week, weekOf } from '../../../src/domain/time/schedule.ts'
import type { Db } from '../../../src/store/database.ts'
import { numbersOfWeek } from '../../../src/store/digest/numbers.ts'
import { at, NADIA } from '../../support/builders.ts'
import { onBothDatabases } from '../../support/databases.ts'
import {
  aLead,
  allowed,
  aPlace,
  commitChange,
  EVA,
  MIA,
  OMAR,
  type Place,
  SAM,
  sent,
  TOM,
} from '../../support/leads.ts'

/**
 * The week is Monday 19 to Sunday 25 October 2026 in Stockholm, where clocks go back in its last night. All times below
 * are what a clock there shows. Looking back from its end: 28 days begin on 28 September and 90 on 28 July; whoever
 * accepted from 31 August to 27 September did so 28 to 55 days before, and from 13 September to 10 October 15 to 42.
 */
const ZONE = 'Europe/Stockholm'

const WEEK = weekOf('2026-10-19', ZONE)

const DAY = 86_400_000

const IDA = 'U0IDA'

const FORMER_SDR = 'U0FORMER'

type Step = (handoff: Handoff, now: Date) => Decision

type Story = {
  sent: string
  by?: string
  ae?: string
  intro?: 'live_now' | 'not_possible' | `scheduled ${string}`
  steps?: [when: string, step: Step][]
}

const accepts: Step = (handoff, now) => accept(handoff, handoff.offer.ae, now)

const undoes: Step = (handoff, now) => undo(handoff, handoff.offer.ae, now)

const declines: Step = (handoff, now) => decline(handoff, handoff.offer.ae, { code: 'bad_timing' }, now)

const withdraws: Step = (handoff, now) => withdraw(handoff, handoff.sdr, now)

const offersTo =
  (ae: string): Step =>
  (handoff, now) =>
    reoffer(handoff, handoff.sdr, { ae, calendar: handoff.offer.calendar, unchecked: false }, now)

type Who = 'sdr' | 'ae' | 'prospect'

const call =
  (result: Call['result'], when: string | undefined, there: Who[]): Step =>
  (handoff, now) =>
    logCall(
      handoff,
      handoff.sdr,
      {
        result,
        at: when ? at(when) : now,
        sdr: there.includes('sdr'),
        ae: there.includes('ae'),
        prospect: there.includes('prospect'),
        words: undefined,
        nextStep: 'Send an offer',
        nextStepDate: '2026-12-01',
      },
      now,
    )

/** Held or missed at the moment of the step, unless another time is given. */
const held = (there: Who[], when?: string): Step => call('held', when, there)

const missed = (there: Who[]): Step => call('no_show', undefined, there)

const movesTo = (when: string): Step => call('moved', when, [])

const ALL: Who[] = ['sdr', 'ae', 'prospect']

const WITHOUT_SDR: Who[] = ['ae', 'prospect']

const qualifies =
  (rating?: number): Step =>
  (handoff, now) =>
    qualify(handoff, handoff.offer.ae, { words: '', rating }, now)

const ends =
  (outcome: Outcome, rating?: number): Step =>
  (handoff, now) =>
    end(handoff, handoff.offer.ae, { outcome, code: undefined, words: '', rating }, now)

const rates =
  (rating: number): Step =>
  (handoff, now) =>
    giveFeedback(handoff, handoff.offer.ae, { words: '', rating }, now)

const corrects: Step = (handoff, now) => correct(handoff, MIA, 'It was another lead', now)

const pullsIn: Step = (handoff, now) =>
  pullIn(handoff, handoff.offer.ae, { reason: 'gone_quiet', words: 'Ring Dana' }, now)

/** Sam sends each lead to Eva, with a first meeting that is not planned, unless it says otherwise. */
const STORIES: Record<string, Story> = {
  'a live call with both, and a second meeting after 4 days; Sam was asked back twice': {
    sent: 'Mon 19 Oct 09:00',
    intro: 'live_now',
    steps: [
      ['Mon 19 Oct 09:10', accepts],
      ['Mon 19 Oct 09:20', held(ALL, 'Mon 19 Oct 09:05')],
      ['Thu 22 Oct 09:00', pullsIn],
      ['Thu 22 Oct 16:00', pullsIn],
      ['Fri 23 Oct 09:00', held(WITHOUT_SDR)],
    ],
  },
  'both came and the prospect did not; met on Wednesday and, 3 days after the offer, again; lost': {
    sent: 'Mon 19 Oct 10:00',
    intro: 'scheduled Tue 20 Oct 10:00',
    steps: [
      ['Mon 19 Oct 11:00', accepts],
      ['Tue 20 Oct 10:15', missed(['sdr', 'ae'])],
      ['Wed 21 Oct 10:00', held(WITHOUT_SDR)],
      ['Thu 22 Oct 10:00', held(WITHOUT_SDR)],
      ['Thu 22 Oct 12:00', ends('lost')],
    ],
  },
  'the AE came alone; a second meeting 5 days after the offer, one of them of 25 hours': {
    sent: 'Tue 20 Oct 10:00',
    intro: 'scheduled Wed 21 Oct 10:00',
    steps: [
      ['Tue 20 Oct 11:00', accepts],
      ['Wed 21 Oct 11:00', held(WITHOUT_SDR)],
      ['Sun 25 Oct 09:00', held(WITHOUT_SDR)],
    ],
  },
  'a call that nobody logged, exactly a working day before the end of the week': {
    sent: 'Wed 21 Oct 10:00',
    intro: 'scheduled Fri 23 Oct 00:00',
    steps: [['Wed 21 Oct 11:00', accepts]],
  },
  'a call a minute later that may still be logged; taken back, declined and offered to Omar after the week': {
    sent: 'Wed 21 Oct 12:00',
    intro: 'scheduled Fri 23 Oct 00:01',
    steps: [
      ['Fri 23 Oct 11:00', accepts],
      ['Fri 23 Oct 11:05', undoes],
      ['Fri 23 Oct 12:00', declines],
      ['Mon 26 Oct 09:00', offersTo(OMAR)],
    ],
  },
  'a call that moved out of the week': {
    sent: 'Tue 20 Oct 09:00',
    intro: 'scheduled Wed 21 Oct 10:00',
    steps: [
      ['Tue 20 Oct 10:00', accepts],
      ['Wed 21 Oct 09:00', movesTo('Tue 27 Oct 10:00')],
    ],
  },
  'a call to which the AE came alone, moved to the first instant of the week; a second meeting after 8 days':
    {
      sent: 'Mon 12 Oct 09:00',
      intro: 'scheduled Wed 14 Oct 10:00',
      steps: [
        ['Mon 12 Oct 10:00', accepts],
        ['Wed 14 Oct 10:30', missed(['ae'])],
        ['Wed 14 Oct 11:00', movesTo('Mon 19 Oct 00:00')],
        ['Mon 19 Oct 01:00', held(ALL, 'Mon 19 Oct 00:00')],
        ['Tue 20 Oct 09:00', held(WITHOUT_SDR)],
      ],
    },
  'a call on Friday that was logged after the week, and won then': {
    sent: 'Thu 22 Oct 09:00',
    intro: 'scheduled Fri 23 Oct 16:00',
    steps: [
      ['Thu 22 Oct 10:00', accepts],
      ['Mon 26 Oct 08:00', held(ALL, 'Fri 23 Oct 16:00')],
      ['Mon 26 Oct 08:30', ends('won', 1)],
    ],
  },
  'a meeting that was no intro call, and missed': {
    sent: 'Thu 22 Oct 11:00',
    steps: [
      ['Thu 22 Oct 12:00', accepts],
      ['Sat 24 Oct 10:00', missed(['sdr', 'ae'])],
    ],
  },
  'no call possible; declined, and offered to Ida': {
    sent: 'Wed 21 Oct 09:00',
    intro: 'not_possible',
    steps: [
      ['Wed 21 Oct 10:00', declines],
      ['Thu 22 Oct 10:00', offersTo(IDA)],
    ],
  },
  'all of it on the first instant after the week': {
    sent: 'Sun 25 Oct 20:00',
    intro: 'scheduled Mon 26 Oct 00:00',
    steps: [
      ['Mon 26 Oct 00:00', accepts],
      ['Mon 26 Oct 00:00', held(ALL)],
      ['Mon 26 Oct 00:00', rates(1)],
      ['Mon 26 Oct 00:00', pullsIn],
      ['Mon 26 Oct 00:00', ends('won')],
    ],
  },
  'a warm transfer, a second meeting after 10 days, and won in the week': {
    sent: 'Mon 21 Sep 09:00',
    intro: 'scheduled Tue 22 Sep 10:00',
    steps: [
      ['Mon 21 Sep 10:00', accepts],
      ['Tue 22 Sep 11:00', held(ALL)],
      ['Sun 27 Sep 23:59', pullsIn],
      ['Mon 28 Sep 00:00', pullsIn],
      ['Thu 1 Oct 09:00', held(WITHOUT_SDR)],
      ['Fri 2 Oct 09:00', qualifies(3)],
      ['Tue 20 Oct 09:00', ends('won', 5)],
    ],
  },
  'a second meeting 28 days after the acceptance, to the minute; lost': {
    sent: 'Mon 31 Aug 00:00',
    steps: [
      ['Mon 31 Aug 00:00', accepts],
      ['Tue 1 Sep 10:00', held(WITHOUT_SDR)],
      ['Mon 28 Sep 00:00', held(WITHOUT_SDR)],
      ['Wed 30 Sep 09:00', ends('lost', 2)],
    ],
  },
  'a second meeting in the last minute of the week, 28 days and an hour after the acceptance': {
    sent: 'Sun 27 Sep 23:58',
    steps: [
      ['Sun 27 Sep 23:59', accepts],
      ['Tue 29 Sep 10:00', held(WITHOUT_SDR)],
      ['Mon 26 Oct 09:00', held(WITHOUT_SDR, 'Sun 25 Oct 23:59')],
    ],
  },
  'a call that nobody logged; disqualified without any meeting': {
    sent: 'Mon 28 Sep 00:00',
    intro: 'scheduled Tue 29 Sep 10:00',
    steps: [
      ['Mon 28 Sep 00:00', accepts],
      ['Fri 2 Oct 09:00', ends('disqualified')],
    ],
  },
  'accepted 56 days before the end of the week; won after a meeting': {
    sent: 'Sun 30 Aug 10:00',
    steps: [
      ['Sun 30 Aug 23:59', accepts],
      ['Mon 31 Aug 10:00', held(WITHOUT_SDR)],
      ['Tue 1 Sep 09:00', held(WITHOUT_SDR)],
      ['Tue 1 Sep 10:00', ends('won')],
    ],
  },
  'won in the last minute before the 90 days, by an SDR and an AE of then': {
    sent: 'Mon 20 Jul 09:00',
    by: FORMER_SDR,
    ae: OMAR,
    steps: [
      ['Mon 20 Jul 10:00', accepts],
      ['Tue 21 Jul 10:00', held(ALL)],
      ['Mon 27 Jul 23:59', ends('won')],
    ],
  },
  'won on the first instant of the 90 days': {
    sent: 'Mon 20 Jul 11:00',
    steps: [
      ['Mon 20 Jul 12:00', accepts],
      ['Tue 21 Jul 10:00', held(ALL)],
      ['Tue 28 Jul 00:00', ends('won')],
    ],
  },
  'Nadia’s, accepted by Tom 15 days before the end, won without a meeting, and rated anew as the week began':
    {
      sent: 'Sat 10 Oct 10:00',
      by: NADIA,
      ae: TOM,
      steps: [
        ['Sat 10 Oct 23:59', accepts],
        ['Mon 12 Oct 09:00', ends('won', 1)],
        ['Mon 19 Oct 00:00', rates(4)],
      ],
    },
  'accepted 14 days before the end, qualified; rated, and Sam asked back, in the last minute of the week': {
    sent: 'Sat 10 Oct 12:00',
    steps: [
      ['Sun 11 Oct 00:00', accepts],
      ['Mon 12 Oct 09:00', qualifies()],
      ['Sun 25 Oct 23:59', pullsIn],
      ['Sun 25 Oct 23:59', rates(3)],
    ],
  },
  'accepted 43 days before the end, with both on the call, and qualified': {
    sent: 'Sat 12 Sep 10:00',
    intro: 'scheduled Mon 14 Sep 10:00',
    steps: [
      ['Sat 12 Sep 23:59', accepts],
      ['Mon 14 Sep 11:00', held(ALL)],
      ['Tue 15 Sep 09:00', qualifies()],
    ],
  },
  'accepted 42 days before the end; its qualification was corrected, and it was disqualified in the last minute':
    {
      sent: 'Sat 12 Sep 11:00',
      steps: [
        ['Sun 13 Sep 00:00', accepts],
        ['Mon 14 Sep 10:00', held(WITHOUT_SDR)],
        ['Mon 14 Sep 11:00', qualifies(1)],
        ['Tue 15 Sep 10:00', corrects],
        ['Sun 25 Oct 23:59', ends('disqualified')],
      ],
    },
  'qualified, and lost after a meeting': {
    sent: 'Mon 5 Oct 09:00',
    steps: [
      ['Mon 5 Oct 10:00', accepts],
      ['Tue 6 Oct 09:00', held(WITHOUT_SDR)],
      ['Tue 6 Oct 10:00', qualifies()],
      ['Thu 8 Oct 09:00', ends('lost')],
    ],
  },
  'a call that the SDR had alone; withdrawn': {
    sent: 'Tue 13 Oct 09:00',
    intro: 'scheduled Wed 14 Oct 09:00',
    steps: [
      ['Wed 14 Oct 10:00', held(['sdr', 'prospect'])],
      ['Thu 15 Oct 09:00', withdraws],
    ],
  },
}

const MEETINGS: MeetingNumbers = {
  // Live on Monday; Tuesday; Wednesday; both of Friday’s midnight; moved to Monday; Friday afternoon.
  introsPlanned: 7,
  // Six of them: the one that may still be logged is left out. Not both: the AE alone, and the one nobody logged.
  bothReps: { x: 4, y: 6 },
  // Both on 22 September; nobody logged 29 September; the SDR alone on 14 October.
  bothRepsBefore: { x: 1, y: 3 },
  bothRepsTrend: [
    { monday: '2026-08-31', share: { x: 0, y: 0 } },
    { monday: '2026-09-07', share: { x: 0, y: 0 } },
    { monday: '2026-09-14', share: { x: 1, y: 1 } },
    { monday: '2026-09-21', share: { x: 1, y: 1 } },
    { monday: '2026-09-28', share: { x: 0, y: 1 } },
    { monday: '2026-10-05', share: { x: 0, y: 0 } },
    { monday: '2026-10-12', share: { x: 0, y: 1 } },
    { monday: '2026-10-19', share: { x: 4, y: 6 } },
  ],
  // 3, 4, 5, 8 and 28 days.
  toSecond: { ms: 5 * DAY, n: 5 },
  // 4 | 8.
  toSecondWarm: { ms: 6 * DAY, n: 2 },
  // 3, 5 and 28: the prospect missed the one call, the SDR the other, and the third was no call.
  toSecondOther: { ms: 5 * DAY, n: 3 },
  // 10 | 28.
  toSecondBefore: { ms: 19 * DAY, n: 2 },
  // Accepted 31 Aug, 12 Sep, 13 Sep, 21 Sep and 27 Sep; of 21 Sep after 10 days, of 31 Aug after 28.
  secondHeld: { x: 2, y: 5 },
  // Missed on Tuesday and Saturday; held: 2 of the live call’s, 2 after the no-show, 2 of Wednesday’s, 2 of the moved
  // one’s, Friday’s, and the one of Sunday’s last minute.
  noShows: { x: 2, y: 12 },
  // Won 28 Jul, 1 Sep and 20 Oct; lost 30 Sep, 8 Oct and 22 Oct; disqualified 25 Oct.
  wonAfterMeeting: { x: 3, y: 7 },
}

const RELATIONSHIP: RelationshipNumbers = {
  verbal: { x: 0, y: 10 },
  settingsChanges: 0,
  // Accepted 13 Sep, 21 Sep, 27 Sep, 28 Sep, 5 Oct and 10 Oct; of 21 Sep, 5 Oct and 10 Oct (won at once).
  qualified: { x: 3, y: 6 },
  // 5 on Tuesday, 4 as the week began (the 1 before it is not the latest), 3 in the last minute.
  satisfaction: { mean: 4, n: 3 },
  // 28 Sep, 22 Oct twice, 25 Oct. Accepted 28 Sep, 5, 10, 11 and 12 Oct, and seven in the week.
  pullIns: { requests: 4, accepted: 12 },
  // Eva, Tom and Ida; Sam and Nadia. Omar’s offers were before and after.
  reps: { aes: 3, sdrs: 2 },
}

const SILENCE: [MeetingNumbers, RelationshipNumbers] = [
  {
    introsPlanned: 0,
    bothReps: { x: 0, y: 0 },
    bothRepsBefore: { x: 0, y: 0 },
    bothRepsTrend: MEETINGS.bothRepsTrend.map(({ monday }) => ({ monday, share: { x: 0, y: 0 } })),
    toSecond: { ms: null, n: 0 },
    toSecondWarm: { ms: null, n: 0 },
    toSecondOther: { ms: null, n: 0 },
    toSecondBefore: { ms: null, n: 0 },
    secondHeld: { x: 0, y: 0 },
    noShows: { x: 0, y: 0 },
    wonAfterMeeting: { x: 0, y: 0 },
  },
  {
    verbal: { x: 0, y: 0 },
    settingsChanges: 0,
    qualified: { x: 0, y: 0 },
    satisfaction: { mean: null, n: 0 },
    pullIns: { requests: 0, accepted: 0 },
    reps: { aes: 0, sdrs: 0 },
  },
]

type Intro = Handoff['brief']['intro']

function introOf({ intro }: Story): Intro {
  if (intro === undefined) return { mode: 'sequential' }
  if (intro === 'live_now') return { mode: 'live_now' }
  if (intro === 'not_possible') return { mode: 'not_possible', reason: 'They only write' }
  return { mode: 'scheduled', at: at(intro.slice('scheduled '.length)) }
}

async function live(place: Place, story: Story): Promise<void> {
  const { sent: when, by = SAM, ae = EVA, steps = [] } = story
  const brief = { ...aLead(place).brief, intro: introOf(story) }
  let handoff = await sent(place, { sdr: by, ae, brief }, at(when))
  for (const [moment, step] of steps) {
    const change = allowed(step(handoff, at(moment)))
    await commitChange(place.db, change)
    handoff = change.handoff
  }
}

async function aTeamThatLived(db: Db, stories = Object.values(STORIES)): Promise<Place> {
  const place = await aPlace(db)
  for (const story of stories) await live(place, story)
  return place
}

const numbersIn = ({ db, workspace }: Place, week: Week = WEEK, holidays: string[] = []): Promise<Numbers> =>
  numbersOfWeek(db, workspace, week, { ...officeHours(ZONE), holidays })

onBothDatabases((database) => {
  describe('the numbers of meetings and of what came of them', () => {
    let lived: Promise<Place> | undefined
    const aTeam = () => {
      lived ??= aTeamThatLived(database.db)
      return lived
    }

    it('are what a person counts on their fingers', async () => {
      const { meetings, relationship } = await numbersIn(await aTeam())
      expect(meetings).toEqual(MEETINGS)
      expect(relationship).toEqual(RELATIONSHIP)
    })

    it('do not depend on the order in which leads were sent and written', async () => {
      const place = await aTeamThatLived(database.db, Object.values(STORIES).reverse())
      const { meetings, relationship } = await numbersIn(place)
      expect([meetings, relationship]).toEqual([MEETINGS, RELATIONSHIP])
    })

    it('leave out what happened in other workspaces', async () => {
      await aTeam()
      const { meetings, relationship } = await numbersIn(await aPlace(database.db))
      expect([meetings, relationship]).toEqual(SILENCE)
    })
  })

  describe('a call that nobody logged', () => {
    const unlogged = (intro: Story['intro']): Story => ({ sent: 'Mon 19 Oct 08:00', ...(intro && { intro }) })

    it('waits over a holiday before it counts as one without both reps', async () => {
      const stories = [unlogged('scheduled Thu 22 Oct 00:00'), unlogged('scheduled Thu 22 Oct 00:01')]
      const place = await aTeamThatLived(database.db, stories)
      const { meetings } = await numbersIn(place, WEEK, ['2026-10-23'])
      expect(meetings).toMatchObject({ introsPlanned: 2, bothReps: { x: 0, y: 1 } })
    })

    it('waits a working day in a week that is still going on as well', async () => {
      const stories = [unlogged('scheduled Tue 20 Oct 00:00'), unlogged('scheduled Tue 20 Oct 00:01')]
      const place = await aTeamThatLived(database.db, stories)
      const { meetings } = await numbersIn(place, { ...WEEK, to: at('Wed 21 Oct 15:00') })
      expect(meetings).toMatchObject({ introsPlanned: 2, bothReps: { x: 0, y: 1 } })
    })

    it('counts for the week in which it took place at last, with whoever was there', async () => {
      const place = await aTeamThatLived(database.db, [
        {
          sent: 'Mon 12 Oct 09:00',
          intro: 'scheduled Tue 13 Oct 10:00',
          steps: [
            ['Mon 12 Oct 10:00', accepts],
            ['Thu 15 Oct 10:00', movesTo('Tue 20 Oct 10:00')],
            ['Wed 21 Oct 10:00', held(ALL, 'Tue 20 Oct 10:00')],
          ],
        },
      ])
      const { meetings } = await numbersIn(place)
      expect(meetings).toMatchObject({ bothReps: { x: 1, y: 1 }, bothRepsBefore: { x: 0, y: 0 } })
    })
  })

  it('a correction takes a win back from every number that it was in', async () => {
    const place = await aTeamThatLived(database.db, [
      {
        sent: 'Mon 5 Oct 09:00',
        steps: [
          ['Mon 5 Oct 10:00', accepts],
          ['Tue 6 Oct 09:00', held(WITHOUT_SDR)],
          ['Wed 7 Oct 09:00', ends('won')],
          ['Thu 8 Oct 09:00', corrects],
        ],
      },
    ])
    const { meetings, relationship } = await numbersIn(place)
    expect(meetings?.wonAfterMeeting).toEqual({ x: 0, y: 0 })
    expect(relationship?.qualified).toEqual({ x: 0, y: 1 })
  })
})

import type { AnyBlock } from '@slack/types'
import type { MeetingNumbers, Numbers, RelationshipNumbers } from '../../domain/digest/numbers.ts'
import { percent } from '../../domain/digest/shares.ts'
import type { TeamReps } from '../../domain/digest/signals.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import type { NameOf } from '../people/names.ts'
import { bold, faint, type Line, type Message, message } from '../slack/blocks.ts'
import { peopleLines } from './by_person.ts'
import { counted, days, duration, lineChart, median, share } from './numbers.ts'
import { repsOfTeam, signalLines } from './signals.ts'

/** The rest, for the thread. */
export function digestDetail(numbers: Numbers, rules: Rules, nameOf: NameOf = () => undefined): Message {
  const { touchInTime, touchInTimeBefore, templated, gatePassed, declines, meetings, relationship } = numbers
  return message([
    share('First meaningful touch in time', touchInTime, { before: touchInTimeBefore }),
    share('First touches that were a template', templated),
    numbers.medianToAccept === null
      ? ['Time to accept: nobody accepted that week']
      : ['Time to accept: ', bold(duration(numbers.medianToAccept)), ' (median)'],
    [
      'Declined: ',
      declines.length === 0 ? 'none' : declines.map((one) => reasonCount(one, rules)).join(', '),
    ],
    [...share('Met the gate', gatePassed), ` · ${counted(numbers.blockedDrafts, 'draft')} stopped by it`],
    ['Accepted and dropped: ', bold(String(numbers.dropped)), ' now'],
    ['With several owners: ', bold(String(numbers.severalOwners))],
    ...(numbers.openPastDue > 0
      ? [['Not answered and past due at the end of the week: ', bold(String(numbers.openPastDue))]]
      : []),
    ...(meetings ? meetingLines(meetings) : []),
    ...(relationship ? relationshipLines(relationship) : []),
    ...baselineLines(numbers, rules),
    ...signalLines(numbers, rules),
    ...(numbers.people ? peopleLines(numbers.people, nameOf) : []),
    [faint('What each number counts is in docs/metrics.md.')],
  ])
}

function meetingLines({ toSecondWarm, toSecondOther, ...numbers }: MeetingNumbers): Line[] {
  return [
    median('To the second meeting after a warm transfer', toSecondWarm),
    median('To the second meeting without one', toSecondOther),
    share('Second meeting within 28 days', numbers.secondHeld, {
      of: 'of leads accepted four to eight weeks ago',
      none: 'no lead was accepted four to eight weeks ago',
    }),
    share('No-shows', numbers.noShows, { of: 'of meetings', none: 'no meetings that week' }),
    share('Won after a first meeting', numbers.wonAfterMeeting, {
      of: 'of those that ended in 90 days',
      none: 'none ended in 90 days',
    }),
  ]
}

function relationshipLines({
  qualified,
  satisfaction,
  pullIns,
  reps,
  verbal,
  settingsChanges,
}: RelationshipNumbers): Line[] {
  const asked = counted(pullIns.requests, 'request')
  return [
    ...(verbal ? [share('Handed over in person too', verbal, { of: 'of the leads sent' })] : []),
    ...(settingsChanges ? [[`Changes of settings: ${settingsChanges}`]] : []),
    share('Qualified or won', qualified, {
      of: 'of leads accepted two to six weeks ago',
      none: 'no lead was accepted two to six weeks ago',
    }),
    satisfaction.mean === null
      ? ['Rating of handoffs: none that week']
      : ['Rating of handoffs: ', bold(satisfaction.mean.toFixed(1)), ` of 5 (n = ${satisfaction.n})`],
    pullIns.accepted === 0
      ? [`SDR asked back in: ${asked}, no lead accepted in 28 days`]
      : [
          'SDR asked back in: ',
          bold(((10 * pullIns.requests) / pullIns.accepted).toFixed(1)),
          ` per 10 accepted leads (${asked}, ${pullIns.accepted} accepted in 28 days)`,
        ],
    reps.sdrs === 0
      ? ['AEs per SDR: no lead was sent in 28 days']
      : [
          'AEs per SDR: ',
          bold((reps.aes / reps.sdrs).toFixed(1)),
          ` (${counted(reps.aes, 'AE')}, ${counted(reps.sdrs, 'SDR')} in 28 days)`,
          ...mostStretched(reps.teams),
        ],
  ]
}

/** Of several teams the one in which each SDR serves the most AEs. */
function mostStretched(teams: readonly TeamReps[] = []): Line {
  const [most] = teams.toSorted((a, b) => b.aes / b.sdrs - a.aes / a.sdrs)
  return most ? [`, most in ${repsOfTeam(most)}`] : []
}

/** The two numbers from before Handoff, beside those of now; without a baseline there is nothing to compare. */
function baselineLines({ acceptance, meetings }: Numbers, { baseline }: Rules): Line[] {
  const { acceptance: before, secondMeetingDays } = baseline
  const now = meetings?.toSecond
  return [
    ...(before !== undefined && acceptance.y > 0
      ? [[`Before Handoff: ${before} % accepted, ${percent(acceptance)} % now`]]
      : []),
    ...(secondMeetingDays !== undefined && now && now.ms !== null
      ? [[`Before Handoff: ${secondMeetingDays} days to the second meeting, ${days(now.ms)} now`]]
      : []),
  ]
}

/** In the thread, because one chart is enough for a first screen. */
export const bothRepsChart = ({ meetings }: Numbers): AnyBlock | undefined =>
  lineChart('Intro calls with both reps by week, %', 'Both reps', meetings?.bothRepsTrend ?? [])

function reasonCount({ code, count }: { code: string; count: number }, rules: Rules): string {
  const label = rules.declineCodes.find((known) => known.code === code)?.label ?? code
  return `${label.toLowerCase()} ${count}`
}

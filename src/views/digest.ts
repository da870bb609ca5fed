import type { AnyBlock, Block } from '@slack/types'
import { addDays } from '../domain/calendar.ts'
import {
  changeInDays,
  changeOf,
  daysIn,
  type Median,
  type MeetingNumbers,
  type Numbers,
  nothingHappened,
  percent,
  type RelationshipNumbers,
  type Share,
  type TeamReps,
} from '../domain/metrics.ts'
import type { Rules } from '../domain/rules.ts'
import {
  actions,
  bold,
  button,
  dayOf,
  faint,
  type Line,
  type Message,
  message,
  moment,
  person,
} from './blocks.ts'
import { peopleLines } from './breakdown.ts'
import { oneThing, repsOfTeam, signalLines } from './signals.ts'
import type { NameOf } from './thread.ts'

/** Slack's native chart; its types do not know the block yet. */
interface ChartBlock extends Block {
  type: 'data_visualization'
  title: string
  chart: {
    type: 'line'
    series: { name: string; data: { label: string; value: number }[] }[]
    axis_config: { categories: string[]; y_label: string }
  }
}

/**
 * The first screen: three numbers and the one thing to do, readable on a phone in half a minute. The text is complete
 * without the chart. A preview, which is nobody's to review, comes without the button.
 */
export function digest(
  { numbers, late, review, monday }: Shown,
  rules: Rules,
): { said: Message; chart: AnyBlock | undefined } {
  const heading: Line = [
    bold(`Handoffs, ${weekWords(numbers)}`),
    ...(late ? [faint(' · posted late')] : []),
    ...lastReviewWords(numbers),
  ]
  const button = monday && !review ? [reviewButton(monday)] : []
  const reviewed: Line[] = review ? [[faint('Reviewed by '), person(review.by), ' ', moment(review.at)]] : []
  if (nothingHappened(numbers)) {
    const quiet: Line = ['Nobody handed off a lead that week. /handoff begins one.']
    return { said: message([heading, quiet, ...reviewed], ...button), chart: undefined }
  }
  const lines = [heading, ...threeNumbers(numbers), ...oneThing(numbers, rules), ...reviewed]
  return { said: message(lines, ...button), chart: acceptanceChart(numbers) }
}

type Shown = {
  numbers: Numbers
  late: boolean
  review?: { by: string; at: Date } | undefined
  monday?: string | undefined
}

const reviewButton = (monday: string) => actions('digest', [button('Mark reviewed', 'mark_reviewed', monday)])

/** Whether somebody went through the one before; nothing when there was none. */
function lastReviewWords({ lastReview }: Numbers): Line {
  if (lastReview === undefined) return []
  if (lastReview === null) return [faint(' · nobody marked last week’s as reviewed')]
  return [
    faint(' · last week’s was reviewed by '),
    person(lastReview.by),
    ' ',
    moment(new Date(lastReview.at)),
  ]
}

/** The rest, for the thread. */
export function digestDetail(numbers: Numbers, rules: Rules, nameOf: NameOf = () => undefined): Message {
  const { touchInTime, touchInTimeBefore, templated, gatePassed, declines, meetings, relationship } = numbers
  return message([
    share('First meaningful touch in time', touchInTime, { before: touchInTimeBefore }),
    share('First touches that were a template', templated),
    numbers.medianToAccept === null
      ? ['Time to accept: nobody accepted that week']
      : ['Time to accept: ', bold(duration(numbers.medianToAccept)), ' (median)'],
    ['Declined: ', declines.length === 0 ? 'none' : declines.map((one) => reason(one, rules)).join(', ')],
    [
      ...share('Sent past the gate', gatePassed),
      ` · ${counted(numbers.blockedDrafts, 'draft')} stopped by it`,
    ],
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

function threeNumbers({ acceptance, acceptanceBefore, meetings }: Numbers): Line[] {
  return [
    acceptance.y === 0
      ? ['Nobody answered an offer']
      : shareFirst('accepted', acceptance, changeOf(acceptance, acceptanceBefore)),
    ...(meetings ? [bothReps(meetings), toSecond(meetings)] : []),
  ]
}

function bothReps({ introsPlanned, bothReps: now, bothRepsBefore }: MeetingNumbers): Line {
  if (introsPlanned === 0) return ['Calls with both reps: none were planned that week']
  if (now.y === 0) return [`Calls with both reps: ${counted(introsPlanned, 'call')} planned, none logged yet`]
  return shareFirst('of intro calls had both reps', now, changeOf(now, bothRepsBefore))
}

function toSecond({ toSecond: now, toSecondBefore, toSecondWarm, toSecondOther }: MeetingNumbers): Line {
  if (now.ms === null) return ['Time to second meeting: no second meeting that week']
  const change = changeInDays(now, toSecondBefore)
  const parts = [
    ` to the second meeting (n = ${now.n})`,
    ...(change === undefined ? [] : [daysChangeWords(change)]),
    transferWords(toSecondWarm, toSecondOther),
  ]
  return [bold(`${days(now.ms)} days`), parts.join(' · ')]
}

function transferWords(warm: Median, other: Median): string {
  if (warm.ms === null) return 'none after a warm transfer'
  if (other.ms === null) return 'all after a warm transfer'
  return `${days(warm.ms)} after a warm transfer, ${days(other.ms)} without`
}

type ShareWords = { before?: Share; of?: string; none?: string }

/** A share never stands without what it is a share of; a change only where there is enough to compare. */
function share(label: string, now: Share, { before, of, none = 'none that week' }: ShareWords = {}): Line {
  if (now.y === 0) return [`${label}: ${none}`]
  const change = before && changeOf(now, before)
  const rest = `${of ? ` ${of}` : ''} (${now.x} of ${now.y})${change === undefined ? '' : ` · ${changeWords(change)}`}`
  return [`${label}: `, bold(`${percent(now)} %`), rest]
}

/** The same with its number in front, as on the first screen. */
function shareFirst(what: string, now: Share, change: number | undefined): Line {
  const rest = ` ${what} (${now.x} of ${now.y})${change === undefined ? '' : ` · ${changeWords(change)}`}`
  return [bold(`${percent(now)} %`), rest]
}

const median = (label: string, { ms, n }: Median): Line =>
  ms === null ? [`${label}: none that week`] : [`${label}: `, bold(`${days(ms)} days`), ` (n = ${n})`]

function changeWords(points: number): string {
  if (points === 0) return 'as in the four weeks before'
  return `${points > 0 ? 'up' : 'down'} ${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'} on the four weeks before`
}

function daysChangeWords(change: number): string {
  if (change === 0) return 'as in the four weeks before'
  return `${Math.abs(change).toFixed(1)} days ${change < 0 ? 'sooner' : 'later'} than in the four weeks before`
}

const days = (ms: number): string => daysIn(ms).toFixed(1)

const acceptanceChart = ({ acceptanceTrend }: Numbers): ChartBlock | undefined =>
  lineChart('AE acceptance by week, %', 'Accepted', acceptanceTrend)

/** In the thread, because one chart is enough for a first screen. */
export const bothRepsChart = ({ meetings }: Numbers): AnyBlock | undefined =>
  lineChart('Intro calls with both reps by week, %', 'Both reps', meetings?.bothRepsTrend ?? [])

/** One metric a chart; weeks without data are left out, and one point is no line. */
function lineChart(title: string, name: string, trend: Numbers['acceptanceTrend']): ChartBlock | undefined {
  const weeks = trend.filter(({ share: one }) => one.y > 0)
  if (weeks.length < 2) return undefined
  const points = weeks.map(({ monday, share: one }) => ({
    label: dayOf(monday).slice(4),
    value: percent(one),
  }))
  return {
    type: 'data_visualization',
    title,
    chart: {
      type: 'line',
      series: [{ name, data: points }],
      axis_config: { categories: points.map(({ label }) => label), y_label: '%' },
    },
  }
}

function weekWords({ week }: Numbers): string {
  return `${dayOf(week.monday).slice(4)} to ${dayOf(addDays(week.monday, 6)).slice(4)}`
}

function reason({ code, count }: { code: string; count: number }, rules: Rules): string {
  const label = rules.declineCodes.find((known) => known.code === code)?.label ?? code
  return `${label.toLowerCase()} ${count}`
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** A time span in the one unit that says enough. */
function duration(ms: number): string {
  const minutes = ms / 60_000
  if (minutes < 60) return `${Math.round(minutes)} min`
  const hours = minutes / 60
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`
}

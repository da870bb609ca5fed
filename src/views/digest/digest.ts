import type { AnyBlock } from '@slack/types'
import { type MeetingNumbers, type Numbers, nothingHappened } from '../../domain/digest/numbers.ts'
import { changeInDays, changeOf, type Median } from '../../domain/digest/shares.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import { addDays } from '../../domain/time/calendar.ts'
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
} from '../slack/blocks.ts'
import { type ChartBlock, counted, days, daysChangeWords, lineChart, shareFirst } from './numbers.ts'
import { oneThing } from './signals.ts'

/**
 * The first screen: three numbers and the one thing to do, readable on a phone in half a minute. The text is complete
 * without the chart. A preview, which is nobody's to review, comes without the button.
 */
export function digest(
  { numbers, late, review, monday }: DigestShown,
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

type DigestShown = {
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

const acceptanceChart = ({ acceptanceTrend }: Numbers): ChartBlock | undefined =>
  lineChart('AE acceptance by week, %', 'Accepted', acceptanceTrend)

function weekWords({ week }: Numbers): string {
  return `${dayOf(week.monday).slice(4)} to ${dayOf(addDays(week.monday, 6)).slice(4)}`
}

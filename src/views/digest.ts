import type { AnyBlock, Block } from '@slack/types'
import { addDays } from '../domain/calendar.ts'
import { changeOf, type Numbers, nothingHappened, percent, type Share } from '../domain/metrics.ts'
import type { Rules } from '../domain/rules.ts'
import { bold, dayOf, faint, type Line, type Message, message } from './blocks.ts'

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

/** The first screen: three numbers, readable on a phone in half a minute. The text is complete without the chart. */
export function digest(numbers: Numbers, late: boolean): { said: Message; chart: AnyBlock | undefined } {
  const heading: Line = [bold(`Handoffs, ${weekWords(numbers)}`), ...(late ? [faint(' · posted late')] : [])]
  if (nothingHappened(numbers)) {
    const quiet: Line = ['Nobody handed off a lead that week. /handoff begins one.']
    return { said: message([heading, quiet]), chart: undefined }
  }
  return { said: message([heading, ...threeNumbers(numbers)]), chart: acceptanceChart(numbers) }
}

/** The rest, for the thread. */
export function digestDetail(numbers: Numbers, rules: Rules): Message {
  const { touchInTime, touchInTimeBefore, templated, gatePassed, declines } = numbers
  return message([
    share('First meaningful touch in time', touchInTime, touchInTimeBefore),
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
    [faint('What each number counts is in docs/metrics.md.')],
  ])
}

function threeNumbers(numbers: Numbers): Line[] {
  return [
    share('accepted', numbers.acceptance, numbers.acceptanceBefore, 'first'),
    ['Calls with both reps: ', faint('no calls are logged yet')],
    ['Time to second meeting: ', faint('no meetings are logged yet')],
  ]
}

/** A share never stands without what it is a share of; a change only where there is enough to compare. */
function share(label: string, now: Share, before?: Share, order: 'first' | 'last' = 'last'): Line {
  if (now.y === 0) return order === 'first' ? ['Nobody answered an offer'] : [`${label}: none that week`]
  const change = before && changeOf(now, before)
  const value: Line = [bold(`${percent(now)} %`)]
  const of = ` (${now.x} of ${now.y})${change === undefined ? '' : ` · ${changeWords(change)}`}`
  return order === 'first' ? [...value, ` ${label}${of}`] : [`${label}: `, ...value, of]
}

function changeWords(points: number): string {
  if (points === 0) return 'as in the four weeks before'
  return `${points > 0 ? 'up' : 'down'} ${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'} on the four weeks before`
}

function acceptanceChart({ acceptanceTrend }: Numbers): ChartBlock | undefined {
  const weeks = acceptanceTrend.filter(({ share: one }) => one.y > 0)
  if (weeks.length < 2) return undefined
  const points = weeks.map(({ monday, share: one }) => ({
    label: dayOf(monday).slice(4),
    value: percent(one),
  }))
  return {
    type: 'data_visualization',
    title: 'AE acceptance by week, %',
    chart: {
      type: 'line',
      series: [{ name: 'Accepted', data: points }],
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

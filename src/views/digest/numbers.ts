import type { Block } from '@slack/types'
import type { Numbers } from '../../domain/digest/numbers.ts'
import { changeOf, daysIn, type Median, percent, type Share } from '../../domain/digest/shares.ts'
import { bold, dayOf, type Line } from '../slack/blocks.ts'

/** How a number is said: never a share without what it is a share of, never a change without enough to compare. */

/** Slack's native chart; its types do not know the block yet. */
export interface ChartBlock extends Block {
  type: 'data_visualization'
  title: string
  chart: {
    type: 'line'
    series: { name: string; data: { label: string; value: number }[] }[]
    axis_config: { categories: string[]; y_label: string }
  }
}

type ShareWords = { before?: Share; of?: string; none?: string }

/** A share never stands without what it is a share of; a change only where there is enough to compare. */
export function share(
  label: string,
  now: Share,
  { before, of, none = 'none that week' }: ShareWords = {},
): Line {
  if (now.y === 0) return [`${label}: ${none}`]
  const change = before && changeOf(now, before)
  const rest = `${of ? ` ${of}` : ''} (${now.x} of ${now.y})${change === undefined ? '' : ` · ${changeWords(change)}`}`
  return [`${label}: `, bold(`${percent(now)} %`), rest]
}

/** The same with its number in front, as on the first screen. */
export function shareFirst(what: string, now: Share, change: number | undefined): Line {
  const rest = ` ${what} (${now.x} of ${now.y})${change === undefined ? '' : ` · ${changeWords(change)}`}`
  return [bold(`${percent(now)} %`), rest]
}

export const median = (label: string, { ms, n }: Median): Line =>
  ms === null ? [`${label}: none that week`] : [`${label}: `, bold(`${days(ms)} days`), ` (n = ${n})`]

function changeWords(points: number): string {
  if (points === 0) return 'as in the four weeks before'
  return `${points > 0 ? 'up' : 'down'} ${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'} on the four weeks before`
}

export function daysChangeWords(change: number): string {
  if (change === 0) return 'as in the four weeks before'
  return `${Math.abs(change).toFixed(1)} days ${change < 0 ? 'sooner' : 'later'} than in the four weeks before`
}

export const days = (ms: number): string => daysIn(ms).toFixed(1)

/** One metric a chart; weeks without data are left out, and one point is no line. */
export function lineChart(
  title: string,
  name: string,
  trend: Numbers['acceptanceTrend'],
): ChartBlock | undefined {
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

export const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** A time span in the one unit that says enough. */
export function duration(ms: number): string {
  const minutes = ms / 60_000
  if (minutes < 60) return `${Math.round(minutes)} min`
  const hours = minutes / 60
  return hours < 48 ? `${hours.toFixed(1)} h` : `${(hours / 24).toFixed(1)} days`
}

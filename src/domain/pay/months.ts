import type { Rules } from '../settings/rules.ts'
import { addDays, hours, type LocalDate, localDate, startOfDay } from '../time/calendar.ts'
import { firstAcceptance } from './first_acceptance.ts'
import type { Accepted, Month } from './lines.ts'

export const monthOf = (at: Date, zone: string): Month => localDate(at, zone).slice(0, 7)

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** When the last window of a month's acceptances has closed under these rules; from then on it never changes. */
export function closesAt(month: Month, { zone, clawbackDays }: Pick<Rules, 'zone' | 'clawbackDays'>): Date {
  return new Date(monthEnd(month, zone).getTime() + hours(24 * clawbackDays))
}

function monthEnd(month: Month, zone: string): Date {
  return startOfDay(`${addDays(`${month}-01`, 31).slice(0, 7)}-01` as LocalDate, zone)
}

/** When the last window of a month's lines has closed, each by the rules that it was sent under. */
export function monthCloses(month: Month, handoffs: readonly Accepted[], today: Accepted['rules']): Date {
  const own = handoffs.flatMap(({ history, rules }) => {
    const first = firstAcceptance(history)
    return first && monthOf(first.at, rules.zone) === month ? [rules] : []
  })
  const versions = [...new Set([today, ...own])]
  return new Date(Math.max(...versions.map((rules) => closesAt(month, rules).getTime())))
}

import type { Rules } from '../settings/rules.ts'
import { hours } from '../time/calendar.ts'

/** What ended before this moment has its words erased; nothing where no retention time is set. */
export function erasedBefore({ retentionDays }: Rules, now: Date): Date | undefined {
  return retentionDays ? new Date(now.getTime() - hours(24 * retentionDays)) : undefined
}

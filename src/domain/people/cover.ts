import type { Handoff } from '../handoff/handoff.ts'
import { localDate } from '../time/calendar.ts'
import { leaveOn } from './leave.ts'
import type { Person, UserId } from './people.ts'

/** Who stands in for the AE at this moment: on the AE's own local day, and never the SDR, who would answer themselves. */
export function coverOf({ absences, offer, sdr }: Handoff, now: Date): UserId | undefined {
  const today = localDate(now, offer.calendar.zone)
  const cover = leaveOn(absences, today)?.cover
  return cover === sdr ? undefined : cover
}

/** Whether whoever is named as cover can act now: a full member, not away themselves, and never the SDR. */
export const canStandIn = (cover: Person | undefined, { sdr }: Handoff, isAway: boolean): cover is Person =>
  cover?.kind === 'member' && cover.id !== sdr && !isAway

import type { LocalDate } from '../time/calendar.ts'
import type { UserId } from './people.ts'

/** When somebody is away, on local dates that both count, and who stands in for them. */
export type Absence = { from: LocalDate; to: LocalDate; cover?: UserId | undefined }

/** The leave that covers this local day, if any. */
export const leaveOn = <A extends Absence>(absences: readonly A[], day: LocalDate): A | undefined =>
  absences.find(({ from, to }) => from <= day && day <= to)

/** What is wrong with a leave that somebody typed, at its field; `today` is their own local day. */
export type WrongLeave = {
  field: 'from' | 'to' | 'cover'
  why: 'cover_without_days' | 'no_first_day' | 'no_last_day' | 'ends_before' | 'over' | 'own_cover'
}

/** A leave has both its days, ends after it begins and not before today, and somebody else covers. */
export function wrongLeave(
  { from, to, cover }: { [part in keyof Absence]: Absence[part] | undefined },
  whose: UserId,
  today: LocalDate,
): WrongLeave | undefined {
  if (!from && !to) return cover ? { field: 'from', why: 'cover_without_days' } : undefined
  if (!from) return { field: 'from', why: 'no_first_day' }
  if (!to) return { field: 'to', why: 'no_last_day' }
  if (to < from) return { field: 'to', why: 'ends_before' }
  if (to < today) return { field: 'to', why: 'over' }
  return cover === whose ? { field: 'cover', why: 'own_cover' } : undefined
}

import type { LocalDate } from '../time/calendar.ts'
import type { UserId } from './people.ts'

/** When somebody is away, on local dates that both count, and who stands in for them. */
export type Absence = { from: LocalDate; to: LocalDate; cover?: UserId | undefined }

/** The leave that covers this local day, if any. */
export const leaveOn = <A extends Absence>(absences: readonly A[], day: LocalDate): A | undefined =>
  absences.find(({ from, to }) => from <= day && day <= to)

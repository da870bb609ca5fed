export const STATUSES = [
  'offered',
  'info_needed',
  'accepted',
  'declined',
  'withdrawn',
  'recycled',
  'qualified',
  'disqualified',
  'won',
  'lost',
] as const

export type Status = (typeof STATUSES)[number]

/** How an owned lead ends. */
export type Outcome = 'disqualified' | 'won' | 'lost'

/** Put before an AE who has not answered with yes or no. */
export const UNANSWERED = ['offered', 'info_needed'] as const

/** Somebody's to work on. */
export const OWNED = ['accepted', 'qualified'] as const

/** With an AE: they are asked, or it is theirs. */
export const WITH_AE = [...UNANSWERED, ...OWNED] as const

/** Nobody has ended it; a declined one waits for its SDR. */
export const OPEN = [...UNANSWERED, 'accepted', 'declined', 'qualified'] as const

/** Ended by its owner. */
export const ENDED = ['disqualified', 'won', 'lost'] as const satisfies readonly Outcome[]

/** Whether a status is in one of these sets; asked here, because a list of some statuses knows only its own. */
export const isIn = <S extends Status>(set: readonly S[], status: Status): status is S =>
  set.some((one) => one === status)

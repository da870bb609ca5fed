/** How an owned lead ends. */
export type Outcome = 'disqualified' | 'won' | 'lost'

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

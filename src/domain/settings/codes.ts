export const REASSIGN_CODES = [
  { code: 'owner_away', label: 'Owner is away' },
  { code: 'owner_left', label: 'Owner has left' },
  { code: 'no_capacity', label: 'No capacity' },
  { code: 'wrong_territory', label: 'Wrong territory' },
  { code: 'prospect_asked', label: 'The prospect asked for it' },
  { code: 'no_answer', label: 'No answer in time' },
  { code: 'other', label: 'Other' },
]

export const DISQUALIFY_CODES = [
  { code: 'no_need', label: 'No need', clawsBack: true },
  { code: 'no_budget', label: 'No budget', clawsBack: true },
  { code: 'no_authority', label: 'No authority', clawsBack: true },
  { code: 'not_our_icp', label: 'Not our ICP', clawsBack: true },
  { code: 'unreachable', label: 'Cannot be reached', clawsBack: true },
  { code: 'duplicate', label: 'Duplicate', clawsBack: false },
  { code: 'wrong_territory', label: 'Wrong territory', clawsBack: false },
  { code: 'no_capacity', label: 'No capacity', clawsBack: false },
  { code: 'other', label: 'Other', clawsBack: true },
]

export const LOST_CODES = [
  { code: 'price', label: 'Price' },
  { code: 'competitor', label: 'Competitor' },
  { code: 'no_decision', label: 'No decision' },
  { code: 'bad_timing', label: 'Bad timing' },
  { code: 'missing_feature', label: 'Missing feature' },
  { code: 'other', label: 'Other' },
]

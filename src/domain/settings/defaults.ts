import { THREE_GATES } from '../offering/frameworks.ts'
import { USUAL_TIMES } from '../time/schedule.ts'
import { DISQUALIFY_CODES, LOST_CODES, REASSIGN_CODES } from './codes.ts'
import { type Rules, USUAL_LIMITS } from './rules.ts'

/** The rules of a workspace that has set nothing but its zone. */
export const defaultRules = (zone: string): Rules => ({
  framework: THREE_GATES,
  exceptions: 'allowed',
  declineCodes: [
    { code: 'no_budget', label: 'No budget', givesTurnBack: false },
    { code: 'wrong_title', label: 'Wrong title', givesTurnBack: false },
    { code: 'no_authority', label: 'No authority', givesTurnBack: false },
    { code: 'bad_timing', label: 'Bad timing', givesTurnBack: false },
    { code: 'not_our_icp', label: 'Not our ICP', givesTurnBack: true },
    { code: 'duplicate', label: 'Duplicate', givesTurnBack: true },
    { code: 'wrong_territory', label: 'Wrong territory', givesTurnBack: true },
    { code: 'no_capacity', label: 'No capacity', givesTurnBack: false },
    { code: 'not_qualified_enough', label: 'Not qualified enough', givesTurnBack: false },
    { code: 'other', label: 'Other', givesTurnBack: false },
  ],
  clock: 'working_days',
  acceptHours: 24,
  touchHours: 48,
  sdrHours: 24,
  meaningfulKinds: ['call_attempted', 'reply_received', 'meeting_booked'],
  reassignCodes: REASSIGN_CODES,
  disqualifyCodes: DISQUALIFY_CODES,
  lostCodes: LOST_CODES,
  lockDays: 30,
  clawbackDays: 7,
  posts: USUAL_TIMES,
  review: {},
  named: { admins: [], pay: [], erasure: [] },
  signals: USUAL_LIMITS,
  baseline: {},
  zone,
})

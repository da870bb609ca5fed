import { z } from 'zod'

/**
 * The rules that a handoff starts with and keeps: changing settings makes a new version and never moves a running
 * handoff. Stored as JSON, so it is parsed when read.
 */
const criterion = z.object({
  key: z.string(),
  name: z.string(),
  hint: z.string(),
  required: z.boolean(),
})

const declineCode = z.object({
  code: z.string(),
  label: z.string(),
  /** Whether the AE gets their turn in the rotation back, because the lead was never theirs to work. */
  givesTurnBack: z.boolean(),
})

const reason = z.object({ code: z.string(), label: z.string() })

const disqualifyCode = z.object({
  code: z.string(),
  label: z.string(),
  /** Whether the SDR loses the credit when it happens inside the clawback window. */
  clawsBack: z.boolean(),
})

const REASSIGN_CODES = [
  { code: 'owner_away', label: 'Owner is away' },
  { code: 'owner_left', label: 'Owner has left' },
  { code: 'no_capacity', label: 'No capacity' },
  { code: 'wrong_territory', label: 'Wrong territory' },
  { code: 'prospect_asked', label: 'The prospect asked for it' },
  { code: 'no_answer', label: 'No answer in time' },
  { code: 'other', label: 'Other' },
]

const DISQUALIFY_CODES = [
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

const LOST_CODES = [
  { code: 'price', label: 'Price' },
  { code: 'competitor', label: 'Competitor' },
  { code: 'no_decision', label: 'No decision' },
  { code: 'bad_timing', label: 'Bad timing' },
  { code: 'missing_feature', label: 'Missing feature' },
  { code: 'other', label: 'Other' },
]

export const rules = z.object({
  framework: z.object({ name: z.string(), criteria: z.array(criterion) }),
  declineCodes: z.array(declineCode),
  clock: z.enum(['working_days', 'wall_clock', 'working_hours']),
  acceptHours: z.number().positive(),
  touchHours: z.number().positive(),
  /** How long the SDR has for a move of theirs, in hours of their own clock. */
  sdrHours: z.number().positive().default(24),
  /** The kinds of touch that meet the touch clock. */
  meaningfulKinds: z.array(z.string()).default(['call_attempted', 'reply_received', 'meeting_booked']),
  reassignCodes: z.array(reason).default(REASSIGN_CODES),
  disqualifyCodes: z.array(disqualifyCode).default(DISQUALIFY_CODES),
  lostCodes: z.array(reason).default(LOST_CODES),
  lockDays: z.number().int().positive(),
  clawbackDays: z.number().int().nonnegative(),
  /** The workspace's IANA zone when these rules were made; pay and weeks are counted in it. */
  zone: z.string(),
})

export type Rules = z.infer<typeof rules>
export type Criterion = z.infer<typeof criterion>

/** The rules of a workspace that has set nothing but its zone. */
export const defaultRules = (zone: string): Rules => ({
  framework: {
    name: 'Budget, Authority, Timeline',
    criteria: [
      {
        key: 'budget',
        name: 'Budget',
        hint: 'Is there money for this, how much, and who said so?',
        required: true,
      },
      {
        key: 'authority',
        name: 'Authority',
        hint: 'Who decides, who signs, and have we spoken to them?',
        required: true,
      },
      { key: 'timeline', name: 'Timeline', hint: 'By when, and what happens on that date?', required: true },
    ],
  },
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
  zone,
})

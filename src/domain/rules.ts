import { z } from 'zod'
import { THREE_GATES } from './frameworks.ts'
import { USUAL_TIMES } from './schedule.ts'

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

const posts = z.object({
  leadership: z.string().optional(),
  stuck: z.string().optional(),
  /** 0 is Sunday. */
  digestDay: z.number().int().min(0).max(6),
  digestAt: z.string(),
  stuckAt: z.string(),
})

const named = z.object({
  admins: z.array(z.string()),
  pay: z.array(z.string()),
  erasure: z.array(z.string()),
})

/** Thresholds of the signals, in percent but for the last. */
const signals = z.object({
  bothReps: z.number(),
  callsDeclined: z.number(),
  templated: z.number(),
  rubberStamp: z.number(),
  qualified: z.number(),
  gate: z.number(),
  aesPerSdr: z.number(),
})
const SIGNALS = {
  bothReps: 70,
  callsDeclined: 15,
  templated: 30,
  rubberStamp: 90,
  qualified: 30,
  gate: 60,
  aesPerSdr: 3,
}

export const rules = z.object({
  framework: z.object({
    name: z.string(),
    criteria: z.array(criterion),
    /** Set for a scored framework: the least total that passes the gate. */
    minimumScore: z.number().int().nonnegative().optional(),
  }),
  /** Whether a lead may go past the gate with a written reason. */
  exceptions: z.enum(['allowed', 'forbidden']).default('allowed'),
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
  /** Where and when the posts about many handoffs appear; channels left out are those of the installation. */
  posts: posts.default(USUAL_TIMES),
  /** Who marks the digest as reviewed. */
  review: z.object({ owner: z.string().optional(), deputy: z.string().optional() }).default({}),
  /** People with rights that no role brings. */
  named: named.default({ admins: [], pay: [], erasure: [] }),
  signals: signals.default(SIGNALS),
  /** Numbers from before the rollout, for comparing. */
  baseline: z
    .object({ acceptance: z.number().optional(), secondMeetingDays: z.number().optional() })
    .default({}),
  /** After so many days at its end a lead's words are erased; never without it. */
  retentionDays: z.number().int().positive().optional(),
  /** The workspace's IANA zone when these rules were made; pay and weeks are counted in it. */
  zone: z.string(),
})

export type Rules = z.infer<typeof rules>
export type Criterion = z.infer<typeof criterion>

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
  signals: SIGNALS,
  baseline: {},
  zone,
})

import { z } from 'zod'
import { USUAL_TIMES } from '../time/schedule.ts'
import { DISQUALIFY_CODES, LOST_CODES, REASSIGN_CODES } from './codes.ts'

/**
 * The rules that a handoff starts with and keeps: changing settings makes a new version and never moves a running
 * handoff. Stored as JSON, so it is parsed when read.
 */
const criterionSchema = z.object({
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

const reasonCode = z.object({ code: z.string(), label: z.string() })

const disqualifyCode = z.object({
  code: z.string(),
  label: z.string(),
  /** Whether the SDR loses the credit when it happens inside the clawback window. */
  clawsBack: z.boolean(),
})

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
const signalLimits = z.object({
  bothReps: z.number(),
  callsDeclined: z.number(),
  templated: z.number(),
  rubberStamp: z.number(),
  qualified: z.number(),
  gate: z.number(),
  aesPerSdr: z.number(),
})

export const USUAL_LIMITS = {
  bothReps: 70,
  callsDeclined: 15,
  templated: 30,
  rubberStamp: 90,
  qualified: 30,
  gate: 60,
  aesPerSdr: 3,
}

export const rulesSchema = z.object({
  framework: z.object({
    name: z.string(),
    criteria: z.array(criterionSchema),
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
  reassignCodes: z.array(reasonCode).default(REASSIGN_CODES),
  disqualifyCodes: z.array(disqualifyCode).default(DISQUALIFY_CODES),
  lostCodes: z.array(reasonCode).default(LOST_CODES),
  lockDays: z.number().int().positive(),
  clawbackDays: z.number().int().nonnegative(),
  /** Where and when the posts about many handoffs appear; channels left out are those of the installation. */
  posts: posts.default(USUAL_TIMES),
  /** Who marks the digest as reviewed. */
  review: z.object({ owner: z.string().optional(), deputy: z.string().optional() }).default({}),
  /** People with rights that no role brings. */
  named: named.default({ admins: [], pay: [], erasure: [] }),
  signals: signalLimits.default(USUAL_LIMITS),
  /** Numbers from before the rollout, for comparing. */
  baseline: z
    .object({ acceptance: z.number().optional(), secondMeetingDays: z.number().optional() })
    .default({}),
  /** After so many days at its end a lead's words are erased; never without it. */
  retentionDays: z.number().int().positive().optional(),
  /** The workspace's IANA zone when these rules were made; pay and weeks are counted in it. */
  zone: z.string(),
})

export type Rules = z.infer<typeof rulesSchema>

export type Criterion = z.infer<typeof criterionSchema>

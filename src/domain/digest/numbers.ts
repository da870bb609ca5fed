import { z } from 'zod'
import { meanSchema, medianSchema, shareSchema } from './shares.ts'
import { ADVICE, repsServedSchema, signalFactsSchema, signalSchema } from './signals.ts'

const trend = z.array(z.object({ monday: z.string(), share: shareSchema }))

/** What came of the calls and meetings with prospects. */
const meetingNumbers = z.object({
  introsPlanned: z.number(),
  bothReps: shareSchema,
  bothRepsBefore: shareSchema,
  bothRepsTrend: trend,
  toSecond: medianSchema,
  toSecondWarm: medianSchema,
  toSecondOther: medianSchema,
  toSecondBefore: medianSchema,
  secondHeld: shareSchema,
  noShows: shareSchema,
  wonAfterMeeting: shareSchema,
})
export type MeetingNumbers = z.infer<typeof meetingNumbers>

/** The week by AE and by SDR. */
const peopleNumbers = z.object({
  aes: z.array(
    z.object({ id: z.string(), acceptance: shareSchema, touchInTime: shareSchema, bothReps: shareSchema }),
  ),
  sdrs: z.array(
    z.object({
      id: z.string(),
      sent: z.number(),
      exceptions: z.number(),
      acceptance: shareSchema,
      rating: meanSchema,
    }),
  ),
})
export type PeopleNumbers = z.infer<typeof peopleNumbers>

/** What SDRs and AEs make of each other's work. */
const relationshipNumbers = z.object({
  /** Of the leads sent that week: handed over in person as well. */
  verbal: shareSchema.optional(),
  /** Changes of settings that week. */
  settingsChanges: z.number().optional(),
  qualified: shareSchema,
  satisfaction: meanSchema,
  pullIns: z.object({ requests: z.number(), accepted: z.number() }),
  reps: repsServedSchema,
})
export type RelationshipNumbers = z.infer<typeof relationshipNumbers>

/**
 * What one digest says, as it was posted; kept as JSON, so it is parsed when it is read. `docs/metrics.md` defines each
 * of them; times are milliseconds. A digest that was posted before a number was counted has none of it.
 */
export const numbersSchema = z.object({
  week: z.object({ monday: z.string(), from: z.number(), to: z.number() }),
  acceptance: shareSchema,
  acceptanceBefore: shareSchema,
  openPastDue: z.number(),
  medianToAccept: z.number().nullable(),
  declines: z.array(z.object({ code: z.string(), count: z.number() })),
  touchInTime: shareSchema,
  touchInTimeBefore: shareSchema,
  templated: shareSchema,
  gatePassed: shareSchema,
  blockedDrafts: z.number(),
  dropped: z.number(),
  severalOwners: z.number(),
  acceptanceTrend: trend,
  meetings: meetingNumbers.optional(),
  relationship: relationshipNumbers.optional(),
  people: peopleNumbers.optional(),
  /** What the last 28 days show, the worst first, and the numbers behind it. */
  signals: z.array(signalSchema).optional(),
  signalFacts: signalFactsSchema.optional(),
  advice: z.array(z.enum(ADVICE)).optional(),
  /** Who marked the digest of the week before as reviewed, and when; null when nobody did. */
  lastReview: z.object({ by: z.string(), at: z.number() }).nullish(),
})
export type Numbers = z.infer<typeof numbersSchema>

export function nothingHappened(numbers: Numbers): boolean {
  const { acceptance, touchInTime, gatePassed, templated, meetings, relationship } = numbers
  const happened = acceptance.y + touchInTime.y + gatePassed.y + templated.y
  const met = (meetings?.introsPlanned ?? 0) + (meetings?.noShows.y ?? 0)
  return happened + met + (relationship?.satisfaction.n ?? 0) === 0
}

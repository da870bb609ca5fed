import { z } from 'zod'
import type { Rules } from '../settings/rules.ts'
import { changeOf, medianSchema, percent, type Share, shareSchema } from './shares.ts'

/** AEs whom leads were offered to, and SDRs who sent them. */
const reps = { aes: z.number(), sdrs: z.number() }
const teamReps = z.object({ ...reps, team: z.string(), sent: z.number() })
export type TeamReps = z.infer<typeof teamReps>

/** With several teams each of them too, since a stretched team does not show in the whole. */
export const repsServedSchema = z.object({ ...reps, teams: z.array(teamReps).optional() })
export type RepsServed = z.infer<typeof repsServedSchema>

/** Below this many a share says nothing that somebody should act on. */
const ENOUGH_TO_ACT = 10

/** Two shares that differ by less than this many points are the same for a signal. */
const FLAT_POINTS = 3

const FLAT_SHARE = 0.1

/** A count rises when it grows by a quarter and by at least three. */
const RISES_BY = 1.25

const RISES_AT_LEAST = 3

/** Of the last four digests, so many not reviewed in time are a habit. */
const UNREVIEWED = 2

/** What the six signals are read from: 28 days up to the end of the week, and the 28 before where a change matters. */
export const signalFactsSchema = z.object({
  bothReps: shareSchema,
  bothRepsBefore: shareSchema,
  /** Intro calls that an AE said they could not make, of those planned. */
  callsDeclined: shareSchema,
  toSecond: medianSchema,
  toSecondBefore: medianSchema,
  templated: shareSchema,
  /** Of the same handoffs, sent 15 to 42 days before: accepted, and of those ever qualified. */
  accepted: shareSchema,
  qualified: shareSchema,
  /** The two most frequent codes of declining and disqualifying, of all. */
  topReasons: shareSchema,
  gatePassed: shareSchema,
  /** Handoffs qualified or won without a logged intro call. */
  withoutIntro: z.number(),
  withoutIntroBefore: z.number(),
  /** Digests of the last four weeks that nobody marked as reviewed within two working days. */
  unreviewed: shareSchema,
  severalOwners: z.number(),
  severalOwnersBefore: z.number(),
  /** Time to the second meeting of leads that changed hands, and of the others. */
  toSecondRerouted: medianSchema,
  toSecondKept: medianSchema,
})
export type SignalFacts = z.infer<typeof signalFactsSchema>

const SIGNAL_NAMES = [
  'calendar_fiction',
  'honoured_on_paper',
  'not_enforced',
  'bypassed',
  'no_review',
  'routing',
] as const
export type SignalName = (typeof SIGNAL_NAMES)[number]

export const signalSchema = z.object({
  name: z.enum(SIGNAL_NAMES),
  /** What already shows, and what shows before it does. */
  lagging: z.boolean(),
  leading: z.boolean(),
  /** How far beyond its threshold the worse of the two is, for putting the worst first; 1 is at the threshold. */
  weight: z.number(),
})
export type Signal = z.infer<typeof signalSchema>

/** The failures that the numbers show, the worst first: what already happened weighs more than what announces it. */
export function signalsOf(facts: SignalFacts, { signals: limits }: Pick<Rules, 'signals'>): Signal[] {
  const found: Signal[] = [
    signal(
      'calendar_fiction',
      below(facts.bothReps, limits.bothReps),
      above(facts.callsDeclined, limits.callsDeclined),
    ),
    signal('honoured_on_paper', isFlatTime(facts) ? 1 : 0, above(facts.templated, limits.templated)),
    signal('not_enforced', rubberStamped(facts, limits), reachesShare(facts.topReasons, TOP_REASONS)),
    signal(
      'bypassed',
      below(facts.gatePassed, limits.gate),
      rises(facts.withoutIntro, facts.withoutIntroBefore),
    ),
    signal('no_review', isFlatShare(facts) ? 1 : 0, facts.unreviewed.x >= UNREVIEWED ? 1 : 0),
    signal('routing', rises(facts.severalOwners, facts.severalOwnersBefore), slowerWhenRerouted(facts)),
  ]
  return found
    .filter(({ lagging, leading }) => lagging || leading)
    .sort((a, b) => Number(b.lagging) - Number(a.lagging) || b.weight - a.weight)
}

/** Percent of the two most frequent reasons at which a framework no longer tells leads apart. */
const TOP_REASONS = 60

function signal(name: SignalName, lagging: number, leading: number): Signal {
  return { name, lagging: lagging > 0, leading: leading > 0, weight: Math.max(lagging, leading) }
}

/** Zero while it is all right or too few to say; else how many times worse than the limit. */
function below(share: Share, limit: number): number {
  if (share.y < ENOUGH_TO_ACT || percent(share) >= limit) return 0
  return limit / Math.max(percent(share), 1)
}

function above(share: Share, limit: number): number {
  if (share.y < ENOUGH_TO_ACT || percent(share) <= limit) return 0
  return percent(share) / Math.max(limit, 1)
}

const reachesShare = (share: Share, limit: number): number =>
  share.y >= ENOUGH_TO_ACT && percent(share) >= limit ? percent(share) / limit : 0

function rises(now: number, before: number): number {
  const rose = now >= before * RISES_BY && now - before >= RISES_AT_LEAST
  return rose ? now / Math.max(before, 1) : 0
}

/** Nearly everything is accepted, and little of it was worth it. */
function rubberStamped({ accepted, qualified }: SignalFacts, limits: Rules['signals']): number {
  if (accepted.y < ENOUGH_TO_ACT || qualified.y < ENOUGH_TO_ACT) return 0
  const both = percent(accepted) > limits.rubberStamp && percent(qualified) < limits.qualified
  return both ? limits.qualified / Math.max(percent(qualified), 1) : 0
}

function isFlatTime({ toSecond, toSecondBefore }: SignalFacts): boolean {
  if (toSecond.n < ENOUGH_TO_ACT || toSecondBefore.n < ENOUGH_TO_ACT) return false
  const [now, before] = [toSecond.ms ?? 0, toSecondBefore.ms ?? 0]
  return Math.abs(now - before) < before * FLAT_SHARE
}

/** Flat is a failure only while there is something to improve. */
function isFlatShare({ bothReps, bothRepsBefore }: SignalFacts): boolean {
  const change = changeOf(bothReps, bothRepsBefore)
  const enough = bothReps.y >= ENOUGH_TO_ACT && bothRepsBefore.y >= ENOUGH_TO_ACT
  return enough && change !== undefined && Math.abs(change) < FLAT_POINTS && percent(bothReps) < 90
}

function slowerWhenRerouted({ toSecondRerouted: moved, toSecondKept: kept }: SignalFacts): number {
  if (moved.n < RISES_AT_LEAST || kept.n < ENOUGH_TO_ACT) return 0
  const slower = (moved.ms ?? 0) / Math.max(kept.ms ?? 0, 1)
  return slower >= RISES_BY ? slower : 0
}

export const ADVICE = ['simplify_baseline', 'simplify_late', 'simplify_small', 'spread_thin'] as const
export type Advice = (typeof ADVICE)[number]

/** Reasons to change less instead of more, and a team that is stretched. */
export function adviceOf(
  facts: { lateEnds: Share; sent: number; reps: RepsServed },
  { baseline, signals }: Pick<Rules, 'baseline' | 'signals'>,
): Advice[] {
  const { lateEnds, sent, reps } = facts
  const { aes, sdrs } = reps
  return [
    ...(baseline.acceptance !== undefined && baseline.acceptance > 80 ? ['simplify_baseline' as const] : []),
    ...(lateEnds.y >= ENOUGH_TO_ACT && 2 * lateEnds.x > lateEnds.y ? ['simplify_late' as const] : []),
    ...(sent >= ENOUGH_TO_ACT && aes === 1 && sdrs > 0 && sdrs <= 2 ? ['simplify_small' as const] : []),
    ...(spreadThin(sent, reps, signals).length > 0 ? ['spread_thin' as const] : []),
  ]
}

/** Where more AEs depend on each SDR than the threshold allows: by its name one of several teams, or the only one. */
export function spreadThin(
  sent: number,
  { teams, ...whole }: RepsServed,
  { aesPerSdr }: Rules['signals'],
): TeamReps[] {
  return (teams ?? [{ team: '', sent, ...whole }]).filter(
    (one) => one.sent >= ENOUGH_TO_ACT && one.sdrs > 0 && one.aes / one.sdrs > aesPerSdr,
  )
}

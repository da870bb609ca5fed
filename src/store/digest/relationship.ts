import { and, asc, count, eq, isNotNull, lt, or, sql } from 'drizzle-orm'
import type { RelationshipNumbers } from '../../domain/digest/numbers.ts'
import type { Mean } from '../../domain/digest/shares.ts'
import type { Windows } from '../../domain/digest/windows.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { prepared } from '../prepared.ts'
import { countDistinct, countIf, during, IN_PERIOD, together } from './counting.ts'

/** Of the leads first accepted in the period: those that were ever qualified or won. */
const qualified = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { handoffs } = db.tables
  return db.read
    .select({ y: count(), x: countIf(or(isNotNull(handoffs.qualifiedAt), eq(handoffs.status, 'won'))) })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.acceptedAt, period))
})

/** The ratings of each lead that was rated in the period, the latest of each. */
const ratings = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { handoffs } = db.tables
  const { rating, ratedAt } = handoffs
  return db.read
    .select({ n: count(rating), sum: sql`coalesce(sum(${rating}), 0)`.mapWith(Number) })
    .from(handoffs)
    .where(during(handoffs, workspace, ratedAt, period))
})

async function satisfactionIn(db: Db, workspace: string, period: Bounds): Promise<Mean> {
  const [row] = await ratings(db, { workspace, ...period })
  const { n = 0, sum = 0 } = row ?? {}
  return { mean: n === 0 ? null : sum / n, n }
}

const pullInRequests = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { pullIns } = db.tables
  return db.read
    .select({ n: count() })
    .from(pullIns)
    .where(during(pullIns, workspace, pullIns.at, period))
})

const firstAccepted = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { handoffs } = db.tables
  return db.read
    .select({ n: count() })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.acceptedAt, period))
})

/** Requests to have the SDR back in, and the leads first accepted in the same period. */
async function pullInsIn(db: Db, workspace: string, period: Bounds): Promise<RelationshipNumbers['pullIns']> {
  const [requests] = await pullInRequests(db, { workspace, ...period })
  const [accepted] = await firstAccepted(db, { workspace, ...period })
  return { requests: requests?.n ?? 0, accepted: accepted?.n ?? 0 }
}

/** Of the leads sent in the period: to how many AEs they were offered, and how many SDRs sent them. */
async function repsIn(db: Db, workspace: string, { from, to }: Bounds): Promise<RelationshipNumbers['reps']> {
  const { handoffs, offers, teams } = db.tables
  const counts = { aes: countDistinct(offers.ae), sdrs: countDistinct(handoffs.sdr) }
  const sent = during(handoffs, workspace, handoffs.createdAt, { from, to })
  const offered = and(eq(offers.handoffId, handoffs.id), lt(offers.offeredAt, to))
  const [whole] = await db.read.select(counts).from(handoffs).innerJoin(offers, offered).where(sent)
  const byTeam = await db.read
    .select({ team: teams.name, sent: countDistinct(handoffs.id), ...counts })
    .from(handoffs)
    .innerJoin(offers, offered)
    .innerJoin(teams, eq(teams.id, offers.teamId))
    .where(sent)
    .groupBy(teams.id, teams.name)
    .orderBy(asc(teams.name))
  return { aes: whole?.aes ?? 0, sdrs: whole?.sdrs ?? 0, ...(byTeam.length > 1 ? { teams: byTeam } : {}) }
}

/** Of the leads sent in the period: those that were handed over in person as well. */
const verbal = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { handoffs } = db.tables
  return db.read
    .select({ y: count(), x: countIf(isNotNull(handoffs.verbalAt)) })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.createdAt, period))
})

/** How often somebody changed the settings in the period; the first version is the installation's. */
const settingsChanges = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { rulesets } = db.tables
  return db.read
    .select({ n: count() })
    .from(rulesets)
    .where(and(during(rulesets, workspace, rulesets.at, period), isNotNull(rulesets.by)))
})

export async function relationshipNumbersOf(
  db: Db,
  workspace: string,
  { week, fourWeeks, hadTimeToQualify }: Windows,
): Promise<RelationshipNumbers> {
  return {
    verbal: together(await verbal(db, { workspace, ...week })),
    settingsChanges: (await settingsChanges(db, { workspace, ...week }))[0]?.n ?? 0,
    qualified: together(await qualified(db, { workspace, ...hadTimeToQualify })),
    satisfaction: await satisfactionIn(db, workspace, week),
    pullIns: await pullInsIn(db, workspace, fourWeeks),
    reps: await repsIn(db, workspace, fourWeeks),
  }
}

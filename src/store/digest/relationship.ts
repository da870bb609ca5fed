import { and, asc, count, eq, isNotNull, lt, or, sql } from 'drizzle-orm'
import type { RelationshipNumbers } from '../../domain/digest/numbers.ts'
import type { Mean, Share } from '../../domain/digest/shares.ts'
import type { Windows } from '../../domain/digest/windows.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { countDistinct, countIf, countOf, during } from './counting.ts'

/** Of the leads first accepted in the period: those that were ever qualified or won. */
async function qualifiedIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ y: count(), x: countIf(or(isNotNull(handoffs.qualifiedAt), eq(handoffs.status, 'won'))) })
    .from(handoffs)
    .where(firstAcceptedIn(db, workspace, period))
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

/** The mean of the latest rating of each lead that was rated in the period. */
async function satisfactionIn(db: Db, workspace: string, period: Bounds): Promise<Mean> {
  const { handoffs } = db.tables
  const { rating, ratedAt } = handoffs
  const [row] = await db.read
    .select({ n: count(rating), sum: sql`coalesce(sum(${rating}), 0)`.mapWith(Number) })
    .from(handoffs)
    .where(during(handoffs, workspace, ratedAt, period))
  const { n = 0, sum = 0 } = row ?? {}
  return { mean: n === 0 ? null : sum / n, n }
}

/** Requests to have the SDR back in, and the leads first accepted in the same period. */
async function pullInsIn(db: Db, workspace: string, period: Bounds): Promise<RelationshipNumbers['pullIns']> {
  const { handoffs, pullIns } = db.tables
  const asked = during(pullIns, workspace, pullIns.at, period)
  return {
    requests: await countOf(db, pullIns, asked),
    accepted: await countOf(db, handoffs, firstAcceptedIn(db, workspace, period)),
  }
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
async function verbalIn(db: Db, workspace: string, period: Bounds): Promise<Share> {
  const { handoffs } = db.tables
  const [row] = await db.read
    .select({ y: count(), x: countIf(isNotNull(handoffs.verbalAt)) })
    .from(handoffs)
    .where(during(handoffs, workspace, handoffs.createdAt, period))
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

/** How often somebody changed the settings in the period; the first version is the installation's. */
async function settingsChangesIn(db: Db, workspace: string, period: Bounds): Promise<number> {
  const { rulesets } = db.tables
  const [row] = await db.read
    .select({ n: count() })
    .from(rulesets)
    .where(and(during(rulesets, workspace, rulesets.at, period), isNotNull(rulesets.by)))
  return row?.n ?? 0
}

export async function relationshipNumbersOf(
  db: Db,
  workspace: string,
  { week, fourWeeks, hadTimeToQualify }: Windows,
): Promise<RelationshipNumbers> {
  return {
    verbal: await verbalIn(db, workspace, week),
    settingsChanges: await settingsChangesIn(db, workspace, week),
    qualified: await qualifiedIn(db, workspace, hadTimeToQualify),
    satisfaction: await satisfactionIn(db, workspace, week),
    pullIns: await pullInsIn(db, workspace, fourWeeks),
    reps: await repsIn(db, workspace, fourWeeks),
  }
}

function firstAcceptedIn(db: Db, workspace: string, period: Bounds) {
  const { handoffs } = db.tables
  return during(handoffs, workspace, handoffs.acceptedAt, period)
}

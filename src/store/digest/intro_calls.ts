import { and, count, eq, inArray, isNotNull, lte, not, or, sql } from 'drizzle-orm'
import type { Share } from '../../domain/digest/shares.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { prepared } from '../prepared.ts'
import { type CountOf, countIf, during, heldAt, IN_PERIOD, ofSomebody, together } from './counting.ts'

const introCalls = (who: 'everybody' | 'ae') =>
  prepared([...IN_PERIOD, 'loggedUntil'], (db, { workspace, loggedUntil, ...period }) => {
    const { handoffs, meetings, ownerships } = db.tables
    const person = { everybody: sql`null`, ae: sql`coalesce(${ownerships.ae}, ${handoffs.ae})` }[who]
    const logged = and(eq(meetings.handoffId, handoffs.id), eq(meetings.isIntro, true))
    // A lead that was declined or had ended by then had no call to be on.
    const ended = sql`${handoffs.closedAt} is not null and ${handoffs.closedAt} <= ${handoffs.introPlannedAt}`
    const stillMet = sql`${handoffs.status} <> 'declined' and not (${ended})`
    const counted = db.read
      .select({
        id: sql<UserId | null>`${person}`,
        planned: count(),
        x: countIf(and(eq(meetings.sdr, true), eq(meetings.ae, true))),
        y: countIf(or(isNotNull(meetings.version), and(lte(handoffs.introPlannedAt, loggedUntil), stillMet))),
      })
      .from(handoffs)
      .leftJoin(meetings, logged)
      .leftJoin(ownerships, and(eq(ownerships.handoffId, handoffs.id), heldAt(db, handoffs.introPlannedAt)))
      .where(during(handoffs, workspace, handoffs.introPlannedAt, period))
    return who === 'everybody' ? counted : counted.groupBy(person)
  })

const introCallsOf = { everybody: introCalls('everybody'), ae: introCalls('ae') }

/**
 * Of the intro calls whose final time lies in the period and that were logged, or should have been: those with SDR and
 * AE on them. Beside it, how many were planned, so that a week of calls nobody logged yet is not one without calls.
 */
export async function introCallsIn(
  db: Db,
  workspace: string,
  period: Bounds,
  loggedUntil: Date,
): Promise<{ planned: number; bothReps: Share }> {
  const calls = await introCallsOf.everybody(db, { workspace, ...period, loggedUntil })
  return { planned: calls[0]?.planned ?? 0, bothReps: together(calls) }
}

/** Both reps on the call, for each AE: booked like a deadline; before anybody owned the lead, on whom it is offered to. */
export const bothRepsByAe = async (
  db: Db,
  workspace: string,
  period: Bounds,
  loggedUntil: Date,
): Promise<(CountOf & { id: UserId })[]> =>
  ofSomebody(await introCallsOf.ae(db, { workspace, ...period, loggedUntil }))

/** Calls that an AE said they could not make. */
export async function callsDeclinedIn(db: Db, workspace: string, period: Bounds): Promise<number> {
  const { history } = db.tables
  const [row] = await db.read
    .select({ n: count() })
    .from(history)
    .where(
      and(
        during(history, workspace, history.at, period),
        eq(history.action, 'call_declined'),
        eq(history.code, 'ae'),
      ),
    )
  return row?.n ?? 0
}

/** Handoffs that were qualified or won in the period although no intro call of theirs was ever logged. */
export async function withoutIntroIn(db: Db, workspace: string, period: Bounds): Promise<number> {
  const [row] = await withoutIntro(db, { workspace, ...period })
  return row?.n ?? 0
}

const withoutIntro = prepared(IN_PERIOD, (db, { workspace, ...period }) => {
  const { history, meetings } = db.tables
  const met = sql`exists (select 1 from ${meetings}
    where ${meetings.handoffId} = ${history.handoffId} and ${eq(meetings.isIntro, true)})`
  return db.read
    .select({ n: sql`count(distinct ${history.handoffId})`.mapWith(Number) })
    .from(history)
    .where(
      and(
        during(history, workspace, history.at, period),
        inArray(history.action, ['qualified', 'won']),
        not(met),
      ),
    )
})

import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { UserId } from '../../domain/people/people.ts'
import type { Rotation, Turn } from '../../domain/teams/rotation.ts'
import type { Team } from '../../domain/teams/team.ts'
import { type Db, mustTouch, type Statement, type Write } from '../database.ts'

/** Writes a turn into the ledger of its rotation; stale when the rotation has moved since it was read. */
export function recordTurn(
  write: Write,
  { rotation, ae, kind }: Turn,
  of: { workspace: string; handoffId: string; offer: number; at: Date },
): Statement[] {
  const { turns, teams } = write.tables
  const { id: teamId, lastTurn, lines } = rotation
  const line = write
    .insert(turns)
    .values({ teamId, nth: lines + 1, kind, ae, ...of })
    .onConflictDoNothing()
  if (kind !== 'taken') return [mustTouch(line)]
  const unmoved = lastTurn === undefined ? isNull(teams.lastTurn) : eq(teams.lastTurn, lastTurn)
  return [
    mustTouch(line),
    mustTouch(
      write
        .update(teams)
        .set({ lastTurn: ae })
        .where(and(eq(teams.id, teamId), unmoved)),
    ),
  ]
}

/** Whether an offer came to its AE by their turn, and that turn was not given back yet. */
export async function cameByTurn(db: Db, handoffId: string, offer: number): Promise<boolean> {
  const { turns } = db.tables
  const rows = await db.read
    .select({ kind: turns.kind })
    .from(turns)
    .where(and(eq(turns.handoffId, handoffId), eq(turns.offer, offer)))
    .orderBy(asc(turns.nth))
  const last = rows.at(-1)?.kind
  return last === 'taken' || last === 'used_back'
}

/** A team with the ledger of its turns, whose latest lines matter: nobody is owed a turn for longer than it takes to use it. */
export async function rotationOf(db: Db, team: Team): Promise<Rotation> {
  const { teams, turns } = db.tables
  const rows = await db.read
    .select({ lastTurn: teams.lastTurn, nth: turns.nth, ae: turns.ae, kind: turns.kind })
    .from(teams)
    .leftJoin(turns, eq(turns.teamId, teams.id))
    .where(eq(teams.id, team.id))
    .orderBy(desc(turns.nth))
    .limit(LEDGER_READ)
  const owed: UserId[] = []
  for (const { ae, kind } of rows.toReversed())
    if (kind === 'given_back' && ae) owed.push(ae)
    else if (kind === 'used_back' && ae && owed.includes(ae)) owed.splice(owed.indexOf(ae), 1)
  return { ...team, lastTurn: rows[0]?.lastTurn ?? undefined, owed, lines: rows[0]?.nth ?? 0 }
}

const LEDGER_READ = 200

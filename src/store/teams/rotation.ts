import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { UserId } from '../../domain/people/people.ts'
import type { TurnKind } from '../../domain/teams/rotation.ts'
import type { Team } from '../../domain/teams/team.ts'
import { type Db, mustTouch, type Statement, type Write } from '../database.ts'

/** What a line of the ledger is about. */
export type TurnOf = { ae: UserId; handoffId: string; offer: number; at: Date }

/** Passes the turn to an AE, or lets them use one they were given back; stale when the rotation has moved since. */
export function takeTurn(write: Write, team: Team, turn: TurnOf): Statement[] {
  const { teams } = write.tables
  const isOwed = team.owed?.includes(turn.ae) === true
  const line = addTurn(write, team, turn, isOwed ? 'used_back' : 'taken')
  if (isOwed) return [line]
  const unmoved = team.lastTurn === undefined ? isNull(teams.lastTurn) : eq(teams.lastTurn, team.lastTurn)
  return [
    line,
    mustTouch(
      write
        .update(teams)
        .set({ lastTurn: turn.ae })
        .where(and(eq(teams.id, team.id), unmoved)),
    ),
  ]
}

/** Of two that write the same line of a ledger the second is stale, and looks again. */
export function addTurn(write: Write, team: Team, turn: TurnOf, kind: TurnKind): Statement {
  const { turns } = write.tables
  const [workspace = ''] = team.id.split(':')
  const nth = (team.turns ?? 0) + 1
  return mustTouch(
    write
      .insert(turns)
      .values({ workspace, teamId: team.id, nth, kind, ...turn })
      .onConflictDoNothing(),
  )
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

/** The latest lines matter: nobody is owed a turn for longer than it takes them to use it. */
export async function ledgerOf(db: Db, teamId: string): Promise<{ owed: UserId[]; turns: number }> {
  const { turns } = db.tables
  const rows = await db.read
    .select({ nth: turns.nth, ae: turns.ae, kind: turns.kind })
    .from(turns)
    .where(eq(turns.teamId, teamId))
    .orderBy(desc(turns.nth))
    .limit(LEDGER_READ)
  const owed: UserId[] = []
  for (const { ae, kind } of rows.toReversed())
    if (kind === 'given_back') owed.push(ae)
    else if (kind === 'used_back' && owed.includes(ae)) owed.splice(owed.indexOf(ae), 1)
  return { owed, turns: rows[0]?.nth ?? 0 }
}

const LEDGER_READ = 200

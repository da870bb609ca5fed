import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Team, UserId } from '../domain/people.ts'
import { type Rules, rules as rulesSchema } from '../domain/rules.ts'
import { type Db, type Queries, quietly, type Statement, touching } from './database.ts'

/** The one team of this version; later ones get ids of their own. */
const ONLY_TEAM = 'team'
const ONLY_TEAM_NAME = 'Sales'

export type TeamSetup = {
  channel: string
  sdrs: UserId[]
  aes: UserId[]
  managers: UserId[]
  admins: UserId[]
}

const ROLES = { sdr: 'sdrs', ae: 'aes', manager: 'managers', admin: 'admins' } as const

export async function findTeam(db: Db, id: string): Promise<Team> {
  const { teams, teamMembers } = db.tables
  const [row] = await db.read.select().from(teams).where(eq(teams.id, id))
  if (!row) throw new Error(`there is no team ${id}`)
  const members = await db.read
    .select()
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, id), isNull(teamMembers.until)))
    .orderBy(asc(teamMembers.place))
  const having = (role: keyof typeof ROLES) =>
    members.filter((member) => member.role === role).map(({ person }) => person)
  return {
    id: row.id,
    name: row.name,
    channel: row.channel,
    sdrs: having('sdr'),
    aes: having('ae'),
    managers: having('manager'),
    admins: having('admin'),
    lastTurn: row.lastTurn ?? undefined,
  }
}

export const teamIdOf = (workspace: string): string => `${workspace}:${ONLY_TEAM}`

/** Makes the team what the environment says. Who left keeps their row with the day, because their history stays. */
export async function setUpTeam(db: Db, workspace: string, setup: TeamSetup, now: Date): Promise<void> {
  const { teams, teamMembers } = db.tables
  const id = teamIdOf(workspace)
  const members = await db.read
    .select()
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, id), isNull(teamMembers.until)))
  const presently = (role: keyof typeof ROLES, person: UserId) =>
    and(
      eq(teamMembers.teamId, id),
      eq(teamMembers.role, role),
      eq(teamMembers.person, person),
      isNull(teamMembers.until),
    )
  await db.commit((write) => [
    touching(
      write
        .insert(teams)
        .values({ id, workspace, name: ONLY_TEAM_NAME, channel: setup.channel })
        .onConflictDoUpdate({ target: teams.id, set: { channel: setup.channel } })
        .returning({ id: teams.id }),
    ),
    ...members
      .filter(({ role, person }) => !setup[ROLES[role]].includes(person))
      .map(({ role, person }) =>
        quietly(
          write
            .update(teamMembers)
            .set({ until: now })
            .where(presently(role, person))
            .returning({ person: teamMembers.person }),
        ),
      ),
    ...(['sdr', 'ae', 'manager', 'admin'] as const).flatMap((role) =>
      setup[ROLES[role]].flatMap((person, place) => [
        quietly(
          write
            .insert(teamMembers)
            .values({ workspace, teamId: id, person, role, place, since: now })
            .onConflictDoNothing()
            .returning({ person: teamMembers.person }),
        ),
        touching(
          write
            .update(teamMembers)
            .set({ place })
            .where(presently(role, person))
            .returning({ person: teamMembers.person }),
        ),
      ]),
    ),
  ])
}

/** Passes the turn to an AE; stale when the rotation has moved since the team was read. */
export function takeTurn(db: Db, write: Queries, team: Team, ae: UserId): Statement {
  const { teams } = db.tables
  const unmoved = team.lastTurn === undefined ? isNull(teams.lastTurn) : eq(teams.lastTurn, team.lastTurn)
  return touching(
    write
      .update(teams)
      .set({ lastTurn: ae })
      .where(and(eq(teams.id, team.id), unmoved))
      .returning({ id: teams.id }),
  )
}

/** Rulesets never change, so each is read and parsed once for each database. */
const parsed = new WeakMap<Db, Map<string, Rules>>()

export async function findRules(db: Db, id: string): Promise<Rules> {
  const known = parsed.get(db) ?? new Map<string, Rules>()
  parsed.set(db, known)
  const { rulesets } = db.tables
  const cached = known.get(id)
  if (cached) return cached
  const [row] = await db.read.select().from(rulesets).where(eq(rulesets.id, id))
  if (!row) throw new Error(`there are no rules ${id}`)
  const found = rulesSchema.parse(row.body)
  known.set(id, found)
  return found
}

export async function currentRules(
  db: Db,
  workspace: string,
): Promise<{ id: string; rules: Rules } | undefined> {
  const { rulesets } = db.tables
  const [row] = await db.read
    .select({ id: rulesets.id })
    .from(rulesets)
    .where(eq(rulesets.workspace, workspace))
    .orderBy(desc(rulesets.at))
    .limit(1)
  return row && { id: row.id, rules: await findRules(db, row.id) }
}

/** Adds a version of the rules when they differ from the latest; running handoffs keep theirs. */
export async function setUpRules(db: Db, workspace: string, wanted: Rules, now: Date): Promise<void> {
  const { rulesets } = db.tables
  const current = await currentRules(db, workspace)
  if (current && JSON.stringify(current.rules) === JSON.stringify(rulesSchema.parse(wanted))) return
  // The id counts the versions, so of two processes that start at once only one adds the next.
  const id = `${workspace}-${Number(current?.id.split('-').at(-1) ?? 0) + 1}`
  await db.commit((write) => [
    quietly(
      write
        .insert(rulesets)
        .values({ id, workspace, at: now, body: wanted })
        .onConflictDoNothing()
        .returning({ id: rulesets.id }),
    ),
  ])
}

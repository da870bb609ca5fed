import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Team, TurnKind, UserId } from '../domain/people.ts'
import { type Rules, rules as rulesSchema } from '../domain/rules.ts'
import { type Db, type Queries, quietly, type Statement, touching } from './database.ts'

/** The team that the environment makes; those made in Slack get ids of their own. */
const ONLY_TEAM = 'team'
const ONLY_TEAM_NAME = 'Sales'

export type TeamSetup = {
  channel: string
  /** Where its stuck leads are posted; the workspace's channel without it. */
  stuckChannel?: string | undefined
  sdrs: UserId[]
  aes: UserId[]
  managers: UserId[]
  admins: UserId[]
}

const ROLES = { sdr: 'sdrs', ae: 'aes', manager: 'managers', admin: 'admins' } as const

export async function findTeam(db: Db, id: string): Promise<Team> {
  const { teams, teamMembers, people } = db.tables
  const [row] = await db.read.select().from(teams).where(eq(teams.id, id))
  if (!row) throw new Error(`there is no team ${id}`)
  const members = await db.read
    .select({ role: teamMembers.role, person: teamMembers.person, kind: people.kind })
    .from(teamMembers)
    .leftJoin(people, and(eq(people.workspace, teamMembers.workspace), eq(people.id, teamMembers.person)))
    .where(and(eq(teamMembers.teamId, id), isNull(teamMembers.until)))
    .orderBy(asc(teamMembers.place))
  const having = (role: keyof typeof ROLES) =>
    members.filter((member) => member.role === role).map(({ person }) => person)
  return {
    id: row.id,
    name: row.name,
    channel: row.channel,
    stuckChannel: row.stuckChannel ?? undefined,
    sdrs: having('sdr'),
    aes: having('ae'),
    managers: having('manager'),
    admins: having('admin'),
    gone: members.filter(({ kind }) => kind === 'deactivated').map(({ person }) => person),
    lastTurn: row.lastTurn ?? undefined,
    ...(await ledgerOf(db, id)),
  }
}

/** Every team, by name; the one that the environment made is among them. */
export async function teamsOf(db: Db, workspace: string): Promise<Team[]> {
  const { teams } = db.tables
  const rows = await db.read
    .select({ id: teams.id })
    .from(teams)
    .where(eq(teams.workspace, workspace))
    .orderBy(asc(teams.name), asc(teams.id))
  return Promise.all(rows.map(({ id }) => findTeam(db, id)))
}

export const teamIdOf = (workspace: string): string => `${workspace}:${ONLY_TEAM}`

/** The first team as the environment says, until somebody changes a team in Slack; from then on Slack has the say. */
export async function setUpTeam(db: Db, workspace: string, setup: TeamSetup, now: Date): Promise<void> {
  const { teams } = db.tables
  const id = teamIdOf(workspace)
  const [known] = await db.read.select().from(teams).where(eq(teams.id, id))
  if (known?.setInSlack) return
  await saveTeam(db, workspace, { id, name: ONLY_TEAM_NAME, setInSlack: false, ...setup }, now)
}

/** Makes a team what this says. Who left keeps their row with the day, because their history stays. */
export async function saveTeam(
  db: Db,
  workspace: string,
  { id, name, setInSlack, ...setup }: TeamSetup & { id: string; name: string; setInSlack: boolean },
  now: Date,
  audit: (write: Queries) => Statement[] = () => [],
): Promise<void> {
  const { teams, teamMembers } = db.tables
  const { channel, stuckChannel } = setup
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
  const values = { name, channel, stuckChannel: stuckChannel ?? null, setInSlack }
  await db.commit((write) => [
    ...audit(write),
    touching(
      write
        .insert(teams)
        .values({ id, workspace, ...values })
        .onConflictDoUpdate({ target: teams.id, set: values })
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

/** What a line of the ledger is about. */
export type TurnOf = { ae: UserId; handoffId: string; offer: number; at: Date }

/** Passes the turn to an AE, or lets them use one they were given back; stale when the rotation has moved since. */
export function takeTurn(db: Db, write: Queries, team: Team, turn: TurnOf): Statement[] {
  const { teams } = db.tables
  const isOwed = team.owed?.includes(turn.ae) === true
  const line = addTurn(db, write, team, turn, isOwed ? 'used_back' : 'taken')
  if (isOwed) return [line]
  const unmoved = team.lastTurn === undefined ? isNull(teams.lastTurn) : eq(teams.lastTurn, team.lastTurn)
  return [
    line,
    touching(
      write
        .update(teams)
        .set({ lastTurn: turn.ae })
        .where(and(eq(teams.id, team.id), unmoved))
        .returning({ id: teams.id }),
    ),
  ]
}

/** Of two that write the same line of a ledger the second is stale, and looks again. */
export function addTurn(db: Db, write: Queries, team: Team, turn: TurnOf, kind: TurnKind): Statement {
  const { turns } = db.tables
  const [workspace = ''] = team.id.split(':')
  const nth = (team.turns ?? 0) + 1
  return touching(
    write
      .insert(turns)
      .values({ workspace, teamId: team.id, nth, kind, ...turn })
      .onConflictDoNothing()
      .returning({ nth: turns.nth }),
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
async function ledgerOf(db: Db, teamId: string): Promise<{ owed: UserId[]; turns: number }> {
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

/** The settings that hold now. */
export async function settingsNow(db: Db, workspace: string): Promise<Rules> {
  const current = await currentRules(db, workspace)
  if (!current) throw new Error('the workspace has no rules')
  return current.rules
}

/** The first version of the rules, which the environment makes; every later one is made in Slack. */
export async function setUpRules(db: Db, workspace: string, wanted: Rules, now: Date): Promise<void> {
  const { rulesets } = db.tables
  if (await currentRules(db, workspace)) return
  const id = `${workspace}-1`
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

/**
 * A new version of the rules, made from the one that somebody saw; stale when another was made meanwhile. A change of
 * teams or holidays makes one with the same rules: the versions are the audit of who changed what and when.
 */
export function addRules(
  db: Db,
  write: Queries,
  workspace: string,
  { from, rules, by, section }: { from: string; rules: Rules; by: UserId; section: string },
  now: Date,
): Statement {
  const { rulesets } = db.tables
  const id = `${workspace}-${Number(from.split('-').at(-1)) + 1}`
  return touching(
    write
      .insert(rulesets)
      .values({ id, workspace, at: now, body: rules, by, section })
      .onConflictDoNothing()
      .returning({ id: rulesets.id }),
  )
}

import { and, asc, eq, isNull } from 'drizzle-orm'
import type { UserId } from '../../domain/people/people.ts'
import type { Team } from '../../domain/teams/team.ts'
import { type Db, mayTouch, mustTouch, type Statement, type Write } from '../database.ts'
import { isOneOf, prepared } from '../prepared.ts'

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
  const team = (await findTeams(db, [id])).get(id)
  if (!team) throw new Error(`there is no team ${id}`)
  return team
}

/** These teams, in two statements however many they are. */
export async function findTeams(db: Db, ids: readonly string[]): Promise<Map<string, Team>> {
  const found = await withMembers(db, await teamsNamed(db, { ids: [...new Set(ids)] }))
  return new Map(found.map((team) => [team.id, team]))
}

/** Every team, by name; the one that the environment made is among them. */
export async function teamsOf(db: Db, workspace: string): Promise<Team[]> {
  return withMembers(db, await everyTeam(db, { workspace }))
}

const teamsNamed = prepared(['ids'], (db, { ids }) => {
  const { teams } = db.tables
  return db.read
    .select()
    .from(teams)
    .where(isOneOf(db, teams.id, ids))
})

const everyTeam = prepared(['workspace'], (db, { workspace }) => {
  const { teams } = db.tables
  return db.read
    .select()
    .from(teams)
    .where(eq(teams.workspace, workspace))
    .orderBy(asc(teams.name), asc(teams.id))
})

const membersOf = prepared(['ids'], (db, { ids }) => {
  const { teamMembers: member, people } = db.tables
  return db.read
    .select({ team: member.teamId, role: member.role, person: member.person, kind: people.kind })
    .from(member)
    .leftJoin(people, and(eq(people.workspace, member.workspace), eq(people.id, member.person)))
    .where(and(isOneOf(db, member.teamId, ids), isNull(member.until)))
    .orderBy(asc(member.place))
})

async function withMembers(db: Db, rows: readonly Db['tables']['teams']['$inferSelect'][]): Promise<Team[]> {
  const members = await membersOf(db, { ids: rows.map(({ id }) => id) })
  return rows.map((row): Team => {
    const theirs = members.filter(({ team }) => team === row.id)
    const having = (role: keyof typeof ROLES) =>
      theirs.filter((member) => member.role === role).map(({ person }) => person)
    return {
      id: row.id,
      name: row.name,
      channel: row.channel,
      stuckChannel: row.stuckChannel ?? undefined,
      sdrs: having('sdr'),
      aes: having('ae'),
      managers: having('manager'),
      admins: having('admin'),
      gone: theirs.filter(({ kind }) => kind === 'deactivated').map(({ person }) => person),
    }
  })
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
  audit: (write: Write) => Statement[] = () => [],
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
    mustTouch(
      write
        .insert(teams)
        .values({ id, workspace, ...values })
        .onConflictDoUpdate({ target: teams.id, set: values }),
    ),
    ...members
      .filter(({ role, person }) => !setup[ROLES[role]].includes(person))
      .map(({ role, person }) =>
        mayTouch(write.update(teamMembers).set({ until: now }).where(presently(role, person))),
      ),
    ...(['sdr', 'ae', 'manager', 'admin'] as const).flatMap((role) =>
      setup[ROLES[role]].flatMap((person, place) => [
        mayTouch(
          write
            .insert(teamMembers)
            .values({ workspace, teamId: id, person, role, place, since: now })
            .onConflictDoNothing(),
        ),
        mustTouch(write.update(teamMembers).set({ place }).where(presently(role, person))),
      ]),
    ),
  ])
}

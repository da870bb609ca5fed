import { asc, eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { defaultRules } from '../../src/domain/settings/defaults.ts'
import { type Db, StaleWrite } from '../../src/store/database.ts'
import { findPeople, findPerson, saveProfile } from '../../src/store/people/people.ts'
import { savePreferences } from '../../src/store/people/preferences.ts'
import { addRules, rulesNow, rulesOf, setUpRules } from '../../src/store/settings.ts'
import { recordTurn, rotationOf } from '../../src/store/teams/rotation.ts'
import { findTeam, setUpTeam, teamIdOf } from '../../src/store/teams/teams.ts'
import { onBothDatabases } from '../support/databases.ts'
import { ADA, EVA, FRIDAY, later, MIA, MINUTE, OMAR, SAM, TEAM, TOM } from '../support/leads.ts'

let workspaces = 0

const aWorkspace = () => {
  workspaces += 1
  return `S${workspaces}`
}

onBothDatabases((database) => {
  describe('the team', () => {
    it('is what the environment says, its AEs in the order of the rotation', async () => {
      const { db } = database
      const workspace = aWorkspace()
      await setUpTeam(db, workspace, { ...TEAM, sdrs: [SAM], aes: [TOM, EVA, OMAR] }, FRIDAY)
      expect(await findTeam(db, teamIdOf(workspace))).toEqual({
        id: `${workspace}:team`,
        name: 'Sales',
        channel: 'C0HANDOFFS',
        sdrs: [SAM],
        aes: [TOM, EVA, OMAR],
        managers: [MIA],
        admins: [ADA],
        gone: [],
        stuckChannel: undefined,
      })
    })

    it('is the same after a second start with the same settings', async () => {
      const { db } = database
      const workspace = aWorkspace()
      await setUpTeam(db, workspace, TEAM, FRIDAY)
      const before = await members(db, workspace)
      await setUpTeam(db, workspace, TEAM, later(MINUTE))
      expect(await members(db, workspace)).toEqual(before)
    })

    it('keeps who left with the day, who came back with a new one, and whose turn it was', async () => {
      const { db } = database
      const workspace = aWorkspace()
      const with_ = (aes: string[]) => ({ ...TEAM, channel: `C${aes.length}`, managers: [], admins: [], aes })
      await setUpTeam(db, workspace, with_([EVA, OMAR]), later(0))
      const rotation = await rotationOf(db, await findTeam(db, teamIdOf(workspace)))
      await db.commit((write) =>
        recordTurn(
          write,
          { rotation, ae: EVA, kind: 'taken' },
          { workspace, handoffId: 'h', offer: 1, at: later(0) },
        ),
      )
      await setUpTeam(db, workspace, with_([TOM, OMAR, MIA]), later(MINUTE))
      await setUpTeam(db, workspace, with_([EVA, TOM]), later(2 * MINUTE))
      const team = await findTeam(db, teamIdOf(workspace))
      expect([team.aes, team.channel]).toEqual([[EVA, TOM], 'C2'])
      expect((await rotationOf(db, team)).lastTurn).toBe(EVA)
      expect(await members(db, workspace)).toEqual([
        `ae ${EVA} 0 0-1`,
        `ae ${EVA} 0 2-`,
        `ae ${MIA} 2 1-2`,
        `ae ${OMAR} 1 0-2`,
        `ae ${TOM} 1 1-`,
      ])
    })

    it('may have one person in several roles, and leave one of them', async () => {
      const { db } = database
      const workspace = aWorkspace()
      await setUpTeam(db, workspace, { ...TEAM, aes: [EVA], managers: [EVA] }, FRIDAY)
      await setUpTeam(db, workspace, { ...TEAM, aes: [EVA], managers: [] }, later(1))
      const team = await findTeam(db, teamIdOf(workspace))
      expect([team.aes, team.managers]).toEqual([[EVA], []])
    })

    it('is set up by two processes that start at once', async () => {
      const { db } = database
      const other = await database.another()
      const workspace = aWorkspace()
      await Promise.all([db, other].map((handle) => setUpTeam(handle, workspace, TEAM, FRIDAY)))
      expect(await members(db, workspace)).toHaveLength(5)
    })

    it('that does not exist is an error and not an empty team', async () => {
      await expect(findTeam(database.db, 'nobody')).rejects.toThrow('there is no team nobody')
    })
  })

  describe('the rules', () => {
    it('come from the environment once; after that every version is made in Slack, from the one that was seen', async () => {
      const { db } = database
      const workspace = aWorkspace()
      const stockholm = defaultRules('Europe/Stockholm')
      const oslo = defaultRules('Europe/Oslo')
      await expect(rulesNow(db, workspace)).rejects.toThrow('no rules')
      await setUpRules(db, workspace, stockholm, later(1))
      await setUpRules(db, workspace, oslo, later(2))
      expect((await rulesNow(db, workspace)).rules).toEqual(stockholm)
      const change = { from: `${workspace}-1`, rules: oslo, by: ADA, section: 'posts' }
      await db.commit((write) => [addRules(write, workspace, change, later(3))])
      expect(await rulesNow(db, workspace)).toEqual({ id: `${workspace}-2`, rules: oslo })
      expect((await rulesOf(db, [`${workspace}-1`])).get(`${workspace}-1`)).toEqual(stockholm)
      await expect(
        db.commit((write) => [addRules(write, workspace, change, later(4))]),
      ).rejects.toBeInstanceOf(StaleWrite)
      const { rulesets } = db.tables
      const changes = await db.read
        .select({ at: rulesets.at, by: rulesets.by, section: rulesets.section })
        .from(rulesets)
        .where(eq(rulesets.workspace, workspace))
        .orderBy(asc(rulesets.at))
      expect(changes).toEqual([
        { at: later(1), by: null, section: null },
        { at: later(3), by: ADA, section: 'posts' },
      ])
    })

    it('take a channel over that the environment names and no version has yet, once', async () => {
      const { db } = database
      const workspace = aWorkspace()
      const before = defaultRules('UTC')
      const named = { ...before, posts: { ...before.posts, leadership: 'C1', stuck: 'C2' } }
      await setUpRules(db, workspace, before, later(1))
      for (const start of [2, 3]) await setUpRules(db, workspace, named, later(start))
      expect(await rulesNow(db, workspace)).toEqual({ id: `${workspace}-2`, rules: named })
      const moved = { ...named, posts: { ...named.posts, leadership: 'C3' } }
      await setUpRules(db, workspace, moved, later(4))
      expect((await rulesNow(db, workspace)).rules).toEqual(named)
    })

    it('get one version from two processes that start at once', async () => {
      const { db } = database
      const other = await database.another()
      const workspace = aWorkspace()
      await Promise.all(
        [db, other].map((handle) => setUpRules(handle, workspace, defaultRules('UTC'), FRIDAY)),
      )
      expect(await versions(db, workspace)).toBe(1)
    })

    it('are read by a process that did not write them', async () => {
      const { db } = database
      const workspace = aWorkspace()
      await setUpRules(db, workspace, defaultRules('Asia/Tokyo'), FRIDAY)
      const read = await rulesOf(await database.another(), [`${workspace}-1`, 'none'])
      expect([...read]).toEqual([[`${workspace}-1`, defaultRules('Asia/Tokyo')]])
    })
  })

  describe('a person', () => {
    const eva = { id: EVA, name: 'Eva Lind 🌷', kind: 'member', zone: 'Europe/Stockholm' } as const

    it('begins with office hours in their zone and with messages', async () => {
      const { db } = database
      const workspace = aWorkspace()
      expect(await findPerson(db, workspace, EVA)).toBeUndefined()
      await saveProfile(db, workspace, eva, FRIDAY)
      expect(await findPerson(db, workspace, EVA)).toEqual({
        ...eva,
        seenAt: FRIDAY,
        wantsDms: true,
        isAdmin: false,
        calendar: {
          zone: 'Europe/Stockholm',
          days: [1, 2, 3, 4, 5],
          from: '09:00',
          to: '18:00',
          holidays: [],
        },
      })
    })

    it('keeps their preferences when Slack says something new about them', async () => {
      const { db } = database
      const workspace = aWorkspace()
      await saveProfile(db, workspace, eva, FRIDAY)
      await savePreferences(db, workspace, EVA, {
        wantsDms: false,
        days: [0, 6],
        from: '10:30',
        to: '23:59',
      })
      await saveProfile(db, workspace, { ...eva, name: 'Eva L', kind: 'deactivated', zone: 'UTC' }, later(1))
      expect(await findPerson(db, workspace, EVA)).toEqual({
        id: EVA,
        name: 'Eva L',
        kind: 'deactivated',
        zone: 'UTC',
        seenAt: later(1),
        wantsDms: false,
        isAdmin: false,
        calendar: { zone: 'UTC', days: [0, 6], from: '10:30', to: '23:59', holidays: [] },
      })
    })

    it('is known in their own workspace only, and found among others', async () => {
      const { db } = database
      const [here, there] = [aWorkspace(), aWorkspace()]
      for (const id of [EVA, OMAR]) await saveProfile(db, here, { ...eva, id }, FRIDAY)
      await saveProfile(db, there, { ...eva, id: TOM }, FRIDAY)
      const found = await findPeople(db, here, [EVA, OMAR, TOM, 'U0NOBODY'])
      expect(found.map(({ id }) => id).sort()).toEqual([EVA, OMAR])
      expect(await findPeople(db, here, [])).toEqual([])
      await savePreferences(db, there, EVA, {
        wantsDms: false,
        days: [1],
        from: '09:00',
        to: '10:00',
      })
      expect((await findPerson(db, here, EVA))?.wantsDms).toBe(true)
    })
  })
})

/** Every membership there ever was: role, person, place, and from which minute to which. */
async function members(db: Db, workspace: string): Promise<string[]> {
  const { teamMembers } = db.tables
  const rows = await db.read
    .select()
    .from(teamMembers)
    .where(eq(teamMembers.teamId, teamIdOf(workspace)))
  const minute = (at: Date) => (at.getTime() - FRIDAY.getTime()) / MINUTE
  return rows
    .map(
      ({ role, person, place, since, until }) =>
        `${role} ${person} ${place} ${minute(since)}-${until ? minute(until) : ''}`,
    )
    .sort()
}

async function versions(db: Db, workspace: string): Promise<number> {
  const { rulesets } = db.tables
  const rows = await db.read
    .select()
    .from(rulesets)
    .where(eq(rulesets.workspace, workspace))
    .orderBy(asc(rulesets.at))
  return rows.length
}

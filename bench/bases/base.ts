import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Workspace } from '../../sandbox/workspace.ts'
import { defaultRules } from '../../src/domain/settings/defaults.ts'
import type { Rules } from '../../src/domain/settings/rules.ts'
import type { Team } from '../../src/domain/teams/team.ts'
import type { Db } from '../../src/store/database.ts'
import { openDatabase } from '../../src/store/open.ts'
import { saveProfile } from '../../src/store/people/people.ts'
import { rulesNow, setUpRules } from '../../src/store/settings.ts'
import { findTeam, setUpTeam, teamIdOf } from '../../src/store/teams/teams.ts'
import { aFolder } from '../run/leftovers.ts'
import { ZONE } from '../run/slack.ts'

/** A database of the product that nothing has opened yet, to be filled for one row of the bench. */
export type Base = {
  slack: Workspace
  db: Db
  team: Team
  rulesId: string
  rules: Rules
  /** What `DATABASE_URL` says. */
  url: string
  /** Straight to the file, for what would take too long through the product. */
  inBulk(work: (file: Sqlite.Database) => void): void
}

/** A base with one team and its rules in it, and everybody of the workspace known. */
export async function aBase(slack: Workspace, at: Date, own: Partial<Rules> = {}): Promise<Base> {
  const path = join(aFolder(), 'handoff.db')
  const db = await openDatabase({ kind: 'sqlite', path }, { onLost: () => undefined })
  const id = (handle: string) => slack.person(handle).id
  const { teamId: workspace } = slack
  await setUpTeam(
    db,
    workspace,
    {
      channel: slack.channel('handoffs').id,
      sdrs: [],
      aes: ['eva', 'omar', 'tom'].map(id),
      managers: [id('mia')],
      admins: [id('ada')],
    },
    at,
  )
  await setUpRules(db, workspace, { ...defaultRules(ZONE), ...own }, at)
  for (const person of slack.state.people.values())
    if (!person.isBot && !person.deleted)
      await saveProfile(db, workspace, { ...person, kind: 'member', zone: person.tz }, at)
  const current = await rulesNow(db, workspace)
  if (!current) throw new Error('the rules were not kept')
  return {
    slack,
    db,
    team: await findTeam(db, teamIdOf(workspace)),
    rulesId: current.id,
    rules: current.rules,
    url: `file:${path}`,
    inBulk(work) {
      const file = new Sqlite(path)
      // A base that is lost with the machine is built again.
      for (const pragma of [
        'journal_mode = OFF',
        'synchronous = OFF',
        'cache_size = -400000',
        'foreign_keys = OFF',
      ])
        file.pragma(pragma)
      file.transaction(() => work(file))()
      file.exec('analyze')
      file.close()
    },
  }
}

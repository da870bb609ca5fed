import { type Change, type Decision, isRefusal } from '../../src/domain/handoff/decision.ts'
import type { Handoff } from '../../src/domain/handoff/handoff.ts'
import { type NewHandoff, send } from '../../src/domain/offering/send.ts'
import type { Notice } from '../../src/domain/outbox/notices.ts'
import { defaultRules } from '../../src/domain/settings/defaults.ts'
import type { Rules } from '../../src/domain/settings/rules.ts'
import type { Team } from '../../src/domain/teams/team.ts'
import { officeHours } from '../../src/domain/time/calendar.ts'
import type { Db } from '../../src/store/database.ts'
import { insertHandoff, saveHandoff } from '../../src/store/handoff/save.ts'
import { enqueue } from '../../src/store/outbox/outbox.ts'
import { rulesNow, setUpRules } from '../../src/store/settings.ts'
import { findTeam, setUpTeam, teamIdOf } from '../../src/store/teams/teams.ts'

/** Friday 20 November 2026, 17:00 in Stockholm. */
export const FRIDAY = new Date('2026-11-20T16:00:00Z')

export const later = (ms: number): Date => new Date(FRIDAY.getTime() + ms)

export const MINUTE = 60_000

export const SAM = 'U0SAM'

export const EVA = 'U0EVA'

export const OMAR = 'U0OMAR'

export const TOM = 'U0TOM'

export const MIA = 'U0MIA'

export const ADA = 'U0ADA'

export const TEAM = { channel: 'C0HANDOFFS', sdrs: [], aes: [EVA, OMAR, TOM], managers: [MIA], admins: [ADA] }

/** A workspace of its own for one test, so that tests share a database without meeting. */
export type Place = { db: Db; workspace: string; team: Team; rulesId: string; rules: Rules }

let places = 0

export async function aPlace(db: Db, zone = 'Europe/Stockholm'): Promise<Place> {
  places += 1
  const workspace = `T${places}`
  await setUpTeam(db, workspace, TEAM, FRIDAY)
  await setUpRules(db, workspace, postingRules(zone), FRIDAY)
  const current = await rulesNow(db, workspace)
  const { id: rulesId, rules } = current
  return { db, workspace, team: await findTeam(db, teamIdOf(workspace)), rulesId, rules }
}

/** The usual rules, with channels for the posts about many handoffs. */
export function postingRules(zone: string): Rules {
  const rules = defaultRules(zone)
  return { ...rules, posts: { ...rules.posts, leadership: 'C0LEADERS', stuck: 'C0STUCK' } }
}

let leads = 0

/** What an SDR sends, with nothing optional in it. */
export function aLead(place: Place, lead: Partial<NewHandoff> = {}): NewHandoff {
  leads += 1
  const { workspace, team, rulesId, rules } = place
  return {
    id: `lead-${leads}`,
    workspace,
    ref: leads,
    team,
    sdr: SAM,
    prospect: { company: 'Acme Corp', contact: 'Dana Whitfield' },
    brief: {
      answers: [
        { key: 'budget', state: 'confirmed', evidence: '60k approved for Q1, says Dana' },
        { key: 'authority', state: 'pending', evidence: 'Dana decides, CIO still to confirm' },
        { key: 'timeline', state: 'confirmed', evidence: 'Live by March, contract ends then' },
      ],
      nextStep: 'Send the security questionnaire',
      nextStepDate: '2026-11-24',
      intro: { mode: 'sequential' },
      sdrJoins: false,
      additions: [],
    },
    rulesId,
    rules,
    ae: EVA,
    sdrCalendar: officeHours('America/New_York'),
    calendar: {
      zone: 'Europe/Stockholm',
      days: [1, 2, 3, 4, 5],
      from: '09:00',
      to: '18:00',
      holidays: ['2026-12-24'],
    },
    aeUnchecked: false,
    sdrUnchecked: false,
    ...lead,
  }
}

export async function sent(place: Place, lead: Partial<NewHandoff> = {}, at = FRIDAY): Promise<Handoff> {
  const made = send(aLead(place, lead), at)
  await commitNew(place.db, made)
  return made.handoff
}

export function commitNew(db: Db, made: Change): Promise<void> {
  return db.commit((write) => [
    ...insertHandoff(write, made),
    ...enqueue(write, made.handoff, made.tell, made.happened.at),
  ])
}

export function commitChange(db: Db, made: Change): Promise<void> {
  return db.commit((write) => [
    ...saveHandoff(write, made),
    ...enqueue(write, made.handoff, made.tell, made.happened.at),
  ])
}

/** What was decided, where a refusal would mean that the test is wrong. */
export function allowed(decision: Decision): Change {
  if (isRefusal(decision)) throw new Error(`refused: ${decision.refused}`)
  return decision
}

export function tell(db: Db, handoff: Handoff, notices: Notice[], at = FRIDAY): Promise<void> {
  return db.commit((write) => enqueue(write, handoff, notices, at))
}

/** Every row of every table, for telling whether anything at all was written. */
export async function everything(db: Db): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const [name, table] of Object.entries(db.tables)) {
    const rows = await db.read.select().from(table)
    found[name] = rows.map((row) => JSON.stringify(row)).sort()
  }
  return found
}

import { asc, desc, eq } from 'drizzle-orm'
import type { UserId } from '../domain/people/people.ts'
import { type Rules, rulesSchema } from '../domain/settings/rules.ts'
import { type Db, mayTouch, mustTouch, type Statement, type Write } from './database.ts'

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
    mayTouch(write.insert(rulesets).values({ id, workspace, at: now, body: wanted }).onConflictDoNothing()),
  ])
}

/**
 * A new version of the rules, made from the one that somebody saw; stale when another was made meanwhile. A change of
 * teams or holidays makes one with the same rules: the versions are the audit of who changed what and when.
 */
export function addRules(
  write: Write,
  workspace: string,
  { from, rules, by, section }: { from: string; rules: Rules; by: UserId; section: string },
  now: Date,
): Statement {
  const { rulesets } = write.tables
  const id = `${workspace}-${Number(from.split('-').at(-1)) + 1}`
  return mustTouch(
    write.insert(rulesets).values({ id, workspace, at: now, body: rules, by, section }).onConflictDoNothing(),
  )
}

/** When this workspace was set up: no digest covers a week before that. */
export async function setUpAt(db: Db, workspace: string): Promise<Date | undefined> {
  const { rulesets } = db.tables
  const [row] = await db.read
    .select({ at: rulesets.at })
    .from(rulesets)
    .where(eq(rulesets.workspace, workspace))
    .orderBy(asc(rulesets.at))
    .limit(1)
  return row?.at
}

import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { UserId } from '../domain/people/people.ts'
import { type Rules, rulesSchema } from '../domain/settings/rules.ts'
import { type Db, mayTouch, mustTouch, type Statement, type Write } from './database.ts'
import { atMost, prepared } from './prepared.ts'

/** One version of the rules; what was begun under it keeps its id. */
export type RulesVersion = { id: string; rules: Rules }

/** A version never changes, so each is read and parsed once for each database. */
const parsed = new WeakMap<Db, Map<string, Rules>>()

/** These versions, without those that cannot be read. */
export async function rulesOf(db: Db, ids: readonly string[]): Promise<Map<string, Rules>> {
  const known = parsed.get(db) ?? new Map<string, Rules>()
  parsed.set(db, known)
  const unknown = [...new Set(ids)].filter((id) => !known.has(id))
  if (unknown.length > 0) {
    const { rulesets } = db.tables
    for (const { id, body } of await db.read.select().from(rulesets).where(inArray(rulesets.id, unknown))) {
      const read = rulesSchema.safeParse(body)
      if (read.success) known.set(id, read.data)
    }
  }
  return known
}

/** The rules that hold now. */
export async function rulesNow(db: Db, workspace: string): Promise<RulesVersion> {
  const id = await latestId(db, workspace)
  const rules = id && (await rulesOf(db, [id])).get(id)
  if (!id || !rules) throw new Error('the workspace has no rules that can be read')
  return { id, rules }
}

async function latestId(db: Db, workspace: string): Promise<string | undefined> {
  const [row] = await latest(db, { workspace })
  return row?.id
}

const latest = prepared(['workspace'], (db, { workspace }) => {
  const { rulesets } = db.tables
  return db.read
    .select({ id: rulesets.id })
    .from(rulesets)
    .where(eq(rulesets.workspace, workspace))
    .orderBy(desc(rulesets.at))
    .limit(atMost(1))
})

/**
 * The first version of the rules, which the environment makes; every later one is made in Slack. A channel that the
 * environment names and no version has yet comes into the next one, so that only the rules have to be asked for it.
 */
export async function setUpRules(db: Db, workspace: string, wanted: Rules, now: Date): Promise<void> {
  const id = await latestId(db, workspace)
  if (!id) return keepRules(db, { id: `${workspace}-1`, workspace, at: now, body: wanted })
  const { rules } = await rulesNow(db, workspace)
  const { leadership = wanted.posts.leadership, stuck = wanted.posts.stuck } = rules.posts
  if (leadership === rules.posts.leadership && stuck === rules.posts.stuck) return
  const body = { ...rules, posts: { ...rules.posts, leadership, stuck } }
  await keepRules(db, { id: versionAfter(workspace, id), workspace, at: now, body, section: 'environment' })
}

async function keepRules(db: Db, values: Db['tables']['rulesets']['$inferInsert']): Promise<void> {
  await db.commit((write) => [
    mayTouch(write.insert(write.tables.rulesets).values(values).onConflictDoNothing()),
  ])
}

const versionAfter = (workspace: string, id: string): string =>
  `${workspace}-${Number(id.split('-').at(-1)) + 1}`

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
  const id = versionAfter(workspace, from)
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

import {
  and,
  asc,
  type Column,
  desc,
  eq,
  inArray,
  isNull,
  or,
  type Placeholder,
  type SQL,
  type SQLWrapper,
  sql,
} from 'drizzle-orm'
import { lastAnswerSchema } from '../../domain/handoff/history.ts'
import type { Lead } from '../../domain/handoff/lead.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Db } from '../database.ts'
import { ERASED } from '../handoff/assemble.ts'
import { atMost, prepared } from '../prepared.ts'
import { openStatus } from '../tables.ts'

/** Handoffs as lists show them. Each list is one statement, however many lines it has and however much each lead holds. */

/** Open leads in which somebody is SDR or AE, what waits for them first: at most `most`, and how many there are. */
export async function openLeadsOf(
  db: Db,
  workspace: string,
  person: UserId,
  most: number,
): Promise<{ leads: Lead[]; count: number }> {
  const leads = (await openLeads(db, { workspace, person, most })).map(leadFrom)
  if (leads.length < most) return { leads, count: leads.length }
  const [all] = await countOfOpen(db, { workspace, person })
  return { leads, count: all?.count ?? leads.length }
}

const openLeads = prepared(['workspace', 'person', 'most'], (db, { workspace, person, most }) => {
  const { handoffs } = db.tables
  return readLeads(db)
    .where(inArray(handoffs.id, openIds(db, workspace, person)))
    .orderBy(
      sql`case when ${handoffs.waitsFor} = ${person} then 0 else 1 end`,
      // What is due first: from this moment on it is stuck.
      sql`case when ${handoffs.stuckFrom} is null then 1 else 0 end`,
      asc(handoffs.stuckFrom),
      asc(handoffs.ref),
    )
    .limit(atMost(most))
})

const countOfOpen = prepared(['workspace', 'person'], (db, { workspace, person }) => {
  const { handoffs } = db.tables
  return db.read
    .select({ count: sql`count(*)`.mapWith(Number) })
    .from(handoffs)
    .where(inArray(handoffs.id, openIds(db, workspace, person)))
})

/** Two lists, each read from its own index; asked for both at once, SQLite would read every handoff there is. */
function openIds(db: Db, workspace: Placeholder, person: Placeholder) {
  const { handoffs } = db.tables
  const openAs = (role: Column) =>
    db.read
      .select({ id: handoffs.id })
      .from(handoffs)
      .where(and(eq(handoffs.workspace, workspace), eq(role, person), openStatus(handoffs.status)))
  return openAs(handoffs.sdr).union(openAs(handoffs.ae))
}

/** Whose leads a search may show: those that they hand off, were ever offered, cover today, or look after. */
export type Viewer = { id: UserId; leads: readonly string[]; covers: readonly UserId[] }

/** Leads whose company, contact or address holds this text, the newest first. */
export async function findLeads(
  db: Db,
  workspace: string,
  text: string,
  viewer: Viewer,
  most: number,
): Promise<Lead[]> {
  const { handoffs, offers } = db.tables
  const seen = or(
    eq(handoffs.sdr, viewer.id),
    viewer.covers.length > 0 ? inArray(handoffs.ae, [...viewer.covers]) : undefined,
    viewer.leads.length > 0 ? inArray(handoffs.teamId, [...viewer.leads]) : undefined,
    sql`exists (select 1 from ${offers} where ${offers.handoffId} = ${handoffs.id} and ${offers.ae} = ${viewer.id})`,
  )
  const rows = await readLeads(db)
    .where(and(eq(handoffs.workspace, workspace), seen, holds(db, text)))
    .orderBy(desc(handoffs.createdAt))
    .limit(most)
  return rows.map(leadFrom)
}

/** Everything that holds this text, also what others wrote about somebody: what erasing has to find. */
export async function findAbout(db: Db, workspace: string, text: string, most: number): Promise<string[]> {
  const { handoffs, prospects, texts } = db.tables
  const written = db.read.select({ id: texts.handoffId }).from(texts).where(like(texts.body, text))
  const rows = await db.read
    .select({ id: handoffs.id })
    .from(handoffs)
    .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .where(and(eq(handoffs.workspace, workspace), or(holds(db, text), inArray(handoffs.id, written))))
    .orderBy(desc(handoffs.createdAt))
    .limit(most)
  return rows.map(({ id }) => id)
}

function holds(db: Db, text: string): SQL | undefined {
  const { company, contact, email, companyKey, contactKey } = db.tables.prospects
  // Databases lower only what they know as letters; the keys were lowered by us.
  return or(...[company, contact, email, companyKey, contactKey].map((column) => like(column, text)))
}

function like(column: SQLWrapper, text: string): SQL {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return sql`lower(${column}) like ${pattern} escape '\\'`
}

function readLeads(db: Db) {
  const { handoffs, prospects, pauses } = db.tables
  const openQuestion = and(
    eq(handoffs.status, 'info_needed'),
    eq(pauses.handoffId, handoffs.id),
    eq(pauses.offer, handoffs.currentOffer),
    isNull(pauses.until),
  )
  return (
    db.read
      // Only what a list shows: a whole handoff has four times as many columns, and reading them is most of the cost.
      .select({
        id: handoffs.id,
        ref: handoffs.ref,
        status: handoffs.status,
        sdr: handoffs.sdr,
        ae: handoffs.ae,
        offer: handoffs.currentOffer,
        waitsFor: handoffs.waitsFor,
        due: handoffs.moveDue,
        nextStepDate: handoffs.nextStepDate,
        lastAnswer: handoffs.lastAnswer,
        company: prospects.company,
        askedBy: pauses.askedBy,
      })
      .from(handoffs)
      .innerJoin(prospects, eq(prospects.id, handoffs.prospectId))
      .leftJoin(pauses, openQuestion)
  )
}

type LeadRow = Awaited<ReturnType<typeof readLeads>>[number]

function leadFrom({ company, waitsFor, due, askedBy, lastAnswer, ...row }: LeadRow): Lead {
  return {
    id: row.id,
    ref: row.ref,
    status: row.status,
    sdr: row.sdr,
    ae: row.ae,
    offer: row.offer,
    nextStepDate: row.nextStepDate,
    company: company ?? ERASED,
    waitsFor: waitsFor ?? undefined,
    due: due ?? undefined,
    askedBy: askedBy ?? undefined,
    lastAnswer: lastAnswer ? lastAnswerSchema.parse(lastAnswer) : undefined,
  }
}

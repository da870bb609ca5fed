import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { findRules } from '../settings.ts'
import { findTeam } from '../teams/teams.ts'

export type HandoffRow = Db['tables']['handoffs']['$inferSelect']

export type Parts = Awaited<ReturnType<typeof loadParts>>

export async function loadParts(db: Db, row: HandoffRow) {
  const {
    prospects,
    offers,
    pauses,
    criteriaAnswers,
    texts,
    touches,
    history,
    meetings,
    pullIns,
    people,
    absences,
  } = db.tables
  const [prospect] = await db.read.select().from(prospects).where(eq(prospects.id, row.prospectId))
  const [offer] = await db.read
    .select()
    .from(offers)
    .where(and(eq(offers.handoffId, row.id), eq(offers.seq, row.currentOffer)))
  if (!prospect || !offer) throw new Error(`handoff ${row.id} lacks its prospect or its offer`)
  const questions = await db.read
    .select()
    .from(pauses)
    .where(and(eq(pauses.handoffId, row.id), eq(pauses.offer, row.currentOffer)))
    .orderBy(asc(pauses.seq))
  const criteria = await db.read.select().from(criteriaAnswers).where(eq(criteriaAnswers.handoffId, row.id))
  const words = await db.read.select().from(texts).where(eq(texts.handoffId, row.id))
  const additions = await db.read
    .select({ version: history.version, by: history.by, at: history.at })
    .from(history)
    .where(and(eq(history.handoffId, row.id), eq(history.action, 'information_added')))
    .orderBy(asc(history.version))
  const contacts = await db.read
    .select()
    .from(touches)
    .where(eq(touches.handoffId, row.id))
    .orderBy(asc(touches.version))
  const met = await db.read
    .select()
    .from(meetings)
    .where(eq(meetings.handoffId, row.id))
    .orderBy(asc(meetings.version))
  const [asked] = await db.read
    .select()
    .from(pullIns)
    .where(and(eq(pullIns.handoffId, row.id), isNull(pullIns.doneAt)))
    .orderBy(desc(pullIns.version))
    .limit(1)
  const [ae] = await db.read
    .select({ handoverForm: people.handoverForm })
    .from(people)
    .where(and(eq(people.workspace, row.workspace), eq(people.id, row.ae)))
  const away = await db.read
    .select()
    .from(absences)
    .where(and(eq(absences.workspace, row.workspace), eq(absences.person, row.ae)))
    .orderBy(asc(absences.fromDate))
  const declined = await db.read
    .select({ ae: offers.ae, at: offers.answeredAt })
    .from(offers)
    .where(and(eq(offers.handoffId, row.id), eq(offers.answer, 'declined')))
    .orderBy(asc(offers.seq))
  const team = await findTeam(db, row.teamId)
  const rules = await findRules(db, row.rulesetId)
  return {
    prospect,
    offer,
    questions,
    criteria,
    words,
    additions,
    contacts,
    met,
    asked,
    declined,
    ae,
    away,
    team,
    rules,
  }
}

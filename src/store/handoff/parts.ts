import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import type { Team } from '../../domain/teams/team.ts'
import type { Db } from '../database.ts'
import { isOneOf, prepared } from '../prepared.ts'
import { rulesOf } from '../settings.ts'
import { findTeams } from '../teams/teams.ts'

type Row<T extends keyof Db['tables']> = Db['tables'][T]['$inferSelect']

/** Everything that a handoff is put together from. */
export type Parts = {
  row: Row<'handoffs'>
  prospect: Row<'prospects'> | undefined
  /** All of its offers, in order. */
  offers: Row<'offers'>[]
  /** Of its current offer. */
  questions: Row<'pauses'>[]
  criteria: Row<'criteriaAnswers'>[]
  texts: Row<'texts'>[]
  additions: Pick<Row<'history'>, 'version' | 'by' | 'at'>[]
  touches: Row<'touches'>[]
  meetings: Row<'meetings'>[]
  pullIn: Row<'pullIns'> | undefined
  aePrefers: Handoff['aePrefers'] | null
  absences: Row<'absences'>[]
  team: Team | undefined
  rules: Rules | undefined
}

/** The parts of many handoffs in as many statements as those of one: each table is asked once for all of them. */
export async function readParts(db: Db, ids: readonly string[]): Promise<Parts[]> {
  const rows = await rowsOf(db, { ids })
  if (rows.length === 0) return []
  const offers = byHandoff(await offersOf(db, { ids }))
  const questions = byHandoff(await questionsOf(db, { ids }))
  const criteria = byHandoff(await criteriaOf(db, { ids }))
  const words = byHandoff(await textsOf(db, { ids }))
  const additions = byHandoff(await additionsOf(db, { ids }))
  const touches = byHandoff(await touchesOf(db, { ids }))
  const meetings = byHandoff(await meetingsOf(db, { ids }))
  const pullIns = byHandoff(await openPullInsOf(db, { ids }))
  const absences = await absencesOf(db, { people: [...new Set(rows.map(({ row }) => row.ae))] })
  const teams = await findTeams(
    db,
    rows.map(({ row }) => row.teamId),
  )
  const rules = await rulesOf(
    db,
    rows.map(({ row }) => row.rulesetId),
  )
  return rows.map(({ row, prospect, aePrefers }) => ({
    row,
    prospect: prospect ?? undefined,
    aePrefers,
    offers: offers(row.id),
    questions: questions(row.id).filter(({ offer }) => offer === row.currentOffer),
    criteria: criteria(row.id),
    texts: words(row.id),
    additions: additions(row.id),
    touches: touches(row.id),
    meetings: meetings(row.id),
    pullIn: pullIns(row.id).at(-1),
    absences: absences.filter(({ workspace, person }) => workspace === row.workspace && person === row.ae),
    team: teams.get(row.teamId),
    rules: rules.get(row.rulesetId),
  }))
}

const rowsOf = prepared(['ids'], (db, { ids }) => {
  const { handoffs, prospects, people } = db.tables
  return db.read
    .select({ row: handoffs, prospect: prospects, aePrefers: people.handoverForm })
    .from(handoffs)
    .leftJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .leftJoin(people, and(eq(people.workspace, handoffs.workspace), eq(people.id, handoffs.ae)))
    .where(isOneOf(db, handoffs.id, ids))
})

const offersOf = prepared(['ids'], (db, { ids }) => {
  const { offers } = db.tables
  return db.read
    .select()
    .from(offers)
    .where(isOneOf(db, offers.handoffId, ids))
    .orderBy(asc(offers.seq))
})

const questionsOf = prepared(['ids'], (db, { ids }) => {
  const { pauses } = db.tables
  return db.read
    .select()
    .from(pauses)
    .where(isOneOf(db, pauses.handoffId, ids))
    .orderBy(asc(pauses.seq))
})

const criteriaOf = prepared(['ids'], (db, { ids }) => {
  const { criteriaAnswers } = db.tables
  return db.read
    .select()
    .from(criteriaAnswers)
    .where(isOneOf(db, criteriaAnswers.handoffId, ids))
})

const textsOf = prepared(['ids'], (db, { ids }) => {
  const { texts } = db.tables
  return db.read
    .select()
    .from(texts)
    .where(isOneOf(db, texts.handoffId, ids))
})

const additionsOf = prepared(['ids'], (db, { ids }) => {
  const { history } = db.tables
  return db.read
    .select({ handoffId: history.handoffId, version: history.version, by: history.by, at: history.at })
    .from(history)
    .where(and(isOneOf(db, history.handoffId, ids), eq(history.action, 'information_added')))
    .orderBy(asc(history.version))
})

const touchesOf = prepared(['ids'], (db, { ids }) => {
  const { touches } = db.tables
  return db.read
    .select()
    .from(touches)
    .where(isOneOf(db, touches.handoffId, ids))
    .orderBy(asc(touches.version))
})

const meetingsOf = prepared(['ids'], (db, { ids }) => {
  const { meetings } = db.tables
  return db.read
    .select()
    .from(meetings)
    .where(isOneOf(db, meetings.handoffId, ids))
    .orderBy(asc(meetings.version))
})

const openPullInsOf = prepared(['ids'], (db, { ids }) => {
  const { pullIns } = db.tables
  return db.read
    .select()
    .from(pullIns)
    .where(and(isOneOf(db, pullIns.handoffId, ids), isNull(pullIns.doneAt)))
    .orderBy(asc(pullIns.version))
})

const absencesOf = prepared(['people'], (db, { people }) => {
  const { absences } = db.tables
  return db.read
    .select()
    .from(absences)
    .where(isOneOf(db, absences.person, people))
    .orderBy(asc(absences.fromDate))
})

function byHandoff<T extends { handoffId: string }>(rows: readonly T[]): (id: string) => T[] {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const those = found.get(row.handoffId)
    if (those) those.push(row)
    else found.set(row.handoffId, [row])
  }
  return (id) => found.get(id) ?? []
}

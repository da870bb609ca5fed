import { and, asc, type Column, eq, inArray, isNull } from 'drizzle-orm'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import type { Team } from '../../domain/teams/team.ts'
import type { Db } from '../database.ts'
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
  const { handoffs, prospects, people, offers, pauses, criteriaAnswers, texts, history } = db.tables
  const { touches, meetings, pullIns, absences } = db.tables
  const theirs = (handoffId: Column) => inArray(handoffId, [...ids])
  const rows = await db.read
    .select({ row: handoffs, prospect: prospects, aePrefers: people.handoverForm })
    .from(handoffs)
    .leftJoin(prospects, eq(prospects.id, handoffs.prospectId))
    .leftJoin(people, and(eq(people.workspace, handoffs.workspace), eq(people.id, handoffs.ae)))
    .where(inArray(handoffs.id, [...ids]))
  if (rows.length === 0) return []
  const allOffers = byHandoff(
    await db.read.select().from(offers).where(theirs(offers.handoffId)).orderBy(asc(offers.seq)),
  )
  const questions = byHandoff(
    await db.read.select().from(pauses).where(theirs(pauses.handoffId)).orderBy(asc(pauses.seq)),
  )
  const criteria = byHandoff(
    await db.read.select().from(criteriaAnswers).where(theirs(criteriaAnswers.handoffId)),
  )
  const words = byHandoff(await db.read.select().from(texts).where(theirs(texts.handoffId)))
  const additions = byHandoff(
    await db.read
      .select({ handoffId: history.handoffId, version: history.version, by: history.by, at: history.at })
      .from(history)
      .where(and(theirs(history.handoffId), eq(history.action, 'information_added')))
      .orderBy(asc(history.version)),
  )
  const contacts = byHandoff(
    await db.read.select().from(touches).where(theirs(touches.handoffId)).orderBy(asc(touches.version)),
  )
  const met = byHandoff(
    await db.read.select().from(meetings).where(theirs(meetings.handoffId)).orderBy(asc(meetings.version)),
  )
  const asked = byHandoff(
    await db.read
      .select()
      .from(pullIns)
      .where(and(theirs(pullIns.handoffId), isNull(pullIns.doneAt)))
      .orderBy(asc(pullIns.version)),
  )
  const aes = [...new Set(rows.map(({ row }) => row.ae))]
  const away = await db.read
    .select()
    .from(absences)
    .where(inArray(absences.person, aes))
    .orderBy(asc(absences.fromDate))
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
    offers: allOffers(row.id),
    questions: questions(row.id).filter(({ offer }) => offer === row.currentOffer),
    criteria: criteria(row.id),
    texts: words(row.id),
    additions: additions(row.id),
    touches: contacts(row.id),
    meetings: met(row.id),
    pullIn: asked(row.id).at(-1),
    absences: away.filter(({ workspace, person }) => workspace === row.workspace && person === row.ae),
    team: teams.get(row.teamId),
    rules: rules.get(row.rulesetId),
  }))
}

function byHandoff<T extends { handoffId: string }>(rows: readonly T[]): (id: string) => T[] {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const those = found.get(row.handoffId)
    if (those) those.push(row)
    else found.set(row.handoffId, [row])
  }
  return (id) => found.get(id) ?? []
}

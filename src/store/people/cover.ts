import { and, eq } from 'drizzle-orm'
import type { UserId } from '../../domain/people/people.ts'
import { localDate } from '../../domain/time/calendar.ts'
import type { Db } from '../database.ts'

/** For whom somebody stands in now: people whose own local day lies in their absence. */
export async function coveredBy(db: Db, workspace: string, cover: UserId, now: Date): Promise<UserId[]> {
  const { absences, people } = db.tables
  const rows = await db.read
    .select({ id: absences.person, from: absences.fromDate, to: absences.toDate, zone: people.zone })
    .from(absences)
    .innerJoin(people, and(eq(people.workspace, absences.workspace), eq(people.id, absences.person)))
    .where(and(eq(absences.workspace, workspace), eq(absences.cover, cover)))
  return rows.flatMap(({ id, from, to, zone }) => {
    const today = localDate(now, zone)
    return from <= today && today <= to ? [id] : []
  })
}

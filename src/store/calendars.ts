import { and, eq, gte, lte } from 'drizzle-orm'
import { type Calendar, type LocalDate, officeHours } from '../domain/calendar.ts'
import type { UserId } from '../domain/people.ts'
import type { Db } from './database.ts'

/** The workspace's own holidays, on which nothing is posted. */
const WORKSPACE_HOLIDAYS = 'workspace'

export async function holidaysOf(db: Db, workspace: string, list: string): Promise<LocalDate[]> {
  const { holidays } = db.tables
  const rows = await db.read
    .select({ date: holidays.date })
    .from(holidays)
    .where(and(eq(holidays.workspace, workspace), eq(holidays.list, list)))
  return rows.map(({ date }) => date).sort()
}

/** When the workspace's posts may appear: Monday to Friday in its zone, but on its holidays. */
export async function workspaceCalendar(db: Db, workspace: string, zone: string): Promise<Calendar> {
  return { ...officeHours(zone), holidays: await holidaysOf(db, workspace, WORKSPACE_HOLIDAYS) }
}

/** Whether somebody is away on their local day, and who stands in for them. */
export async function absenceOf(
  db: Db,
  workspace: string,
  person: UserId,
  day: LocalDate,
): Promise<{ cover: UserId | undefined } | undefined> {
  const { absences } = db.tables
  const [row] = await db.read
    .select({ cover: absences.cover })
    .from(absences)
    .where(
      and(
        eq(absences.workspace, workspace),
        eq(absences.person, person),
        lte(absences.fromDate, day),
        gte(absences.toDate, day),
      ),
    )
  return row && { cover: row.cover ?? undefined }
}

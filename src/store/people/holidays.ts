import { and, eq } from 'drizzle-orm'
import { type Calendar, type LocalDate, officeHours } from '../../domain/time/calendar.ts'
import { type Db, mayTouch, mustTouch, type Statement, type Write } from '../database.ts'

/** The workspace's own holidays, on which nothing is posted. */
const WORKSPACE_HOLIDAYS = 'workspace'

async function holidaysOf(db: Db, workspace: string, list: string): Promise<LocalDate[]> {
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

export async function holidayLists(
  db: Db,
  workspace: string,
): Promise<{ list: string; dates: LocalDate[] }[]> {
  const { holidays } = db.tables
  const rows = await db.read.select().from(holidays).where(eq(holidays.workspace, workspace))
  const lists = [...new Set(rows.map(({ list }) => list))].sort()
  return lists.map((list) => ({
    list,
    dates: rows
      .filter((row) => row.list === list)
      .map(({ date }) => date)
      .sort(),
  }))
}

/** The list as it is now; without dates it is gone. */
export async function saveHolidays(
  db: Db,
  workspace: string,
  { list, dates }: { list: string; dates: readonly LocalDate[] },
  audit: (write: Write) => Statement[] = () => [],
): Promise<void> {
  const { holidays } = db.tables
  const its = and(eq(holidays.workspace, workspace), eq(holidays.list, list))
  await db.commit((write) => [
    ...audit(write),
    mayTouch(write.delete(holidays).where(its)),
    ...dates.map((date) => mustTouch(write.insert(holidays).values({ workspace, list, date }))),
  ])
}

import { and, asc, eq, gte, lte } from 'drizzle-orm'
import { type Calendar, type LocalDate, localDate, officeHours } from '../domain/calendar.ts'
import type { Absence } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import { type Db, type Queries, quietly, type Statement, touching } from './database.ts'

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
  audit: (write: Queries) => Statement[] = () => [],
): Promise<void> {
  const { holidays } = db.tables
  const its = and(eq(holidays.workspace, workspace), eq(holidays.list, list))
  await db.commit((write) => [
    ...audit(write),
    quietly(write.delete(holidays).where(its).returning({ date: holidays.date })),
    ...dates.map((date) =>
      touching(write.insert(holidays).values({ workspace, list, date }).returning({ date: holidays.date })),
    ),
  ])
}

/** Their leaves that are not over, the next first. */
export async function absencesOf(
  db: Db,
  workspace: string,
  person: UserId,
  today: LocalDate,
): Promise<Absence[]> {
  const { absences } = db.tables
  const rows = await db.read
    .select()
    .from(absences)
    .where(and(eq(absences.workspace, workspace), eq(absences.person, person), gte(absences.toDate, today)))
    .orderBy(asc(absences.fromDate))
  return rows.map(({ fromDate, toDate, cover }) => ({
    from: fromDate,
    to: toDate,
    cover: cover ?? undefined,
  }))
}

/** The one leave that lies ahead or runs; without one they are back. Leaves that are over stay. */
export async function saveLeave(
  db: Db,
  workspace: string,
  person: UserId,
  leave: Absence | undefined,
  today: LocalDate,
): Promise<void> {
  const { absences } = db.tables
  const ahead = and(
    eq(absences.workspace, workspace),
    eq(absences.person, person),
    gte(absences.toDate, today),
  )
  await db.commit((write) => [
    quietly(write.delete(absences).where(ahead).returning({ person: absences.person })),
    ...(leave
      ? [
          touching(
            write
              .insert(absences)
              .values({
                workspace,
                person,
                fromDate: leave.from,
                toDate: leave.to,
                cover: leave.cover ?? null,
              })
              .onConflictDoUpdate({
                target: [absences.workspace, absences.person, absences.fromDate],
                set: { toDate: leave.to, cover: leave.cover ?? null },
              })
              .returning({ person: absences.person }),
          ),
        ]
      : []),
  ])
}

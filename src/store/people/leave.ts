import { and, asc, eq, gte, lte } from 'drizzle-orm'
import type { Absence, UserId } from '../../domain/people/people.ts'
import type { LocalDate } from '../../domain/time/calendar.ts'
import { type Db, mayTouch, mustTouch } from '../database.ts'

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
    mayTouch(write.delete(absences).where(ahead)),
    ...(leave
      ? [
          mustTouch(
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
              }),
          ),
        ]
      : []),
  ])
}

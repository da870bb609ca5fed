import { and, asc, eq, gte, inArray } from 'drizzle-orm'
import { type Absence, leaveOn } from '../../domain/people/leave.ts'
import type { Person, UserId } from '../../domain/people/people.ts'
import { addDays, type LocalDate, localDate } from '../../domain/time/calendar.ts'
import { type Db, mayTouch, mustTouch } from '../database.ts'

/** The leaves of these people that are not over on any of their local days yet, by person, the next first. */
export async function leavesOf(
  db: Db,
  workspace: string,
  people: readonly UserId[],
  now: Date,
): Promise<(id: UserId) => Absence[]> {
  const { absences } = db.tables
  // Somewhere it is still yesterday; whose day it is decides who asks.
  const yesterday = addDays(localDate(now, 'UTC'), -1)
  const rows =
    people.length === 0
      ? []
      : await db.read
          .select()
          .from(absences)
          .where(
            and(
              eq(absences.workspace, workspace),
              inArray(absences.person, [...new Set(people)]),
              gte(absences.toDate, yesterday),
            ),
          )
          .orderBy(asc(absences.fromDate))
  return (id) =>
    rows
      .filter(({ person }) => person === id)
      .map(({ fromDate, toDate, cover }) => ({ from: fromDate, to: toDate, cover: cover ?? undefined }))
}

/** The leave that somebody is on at this moment, on their own local day. */
export async function leaveNow(
  db: Db,
  workspace: string,
  { id, calendar }: Pick<Person, 'id' | 'calendar'>,
  now: Date,
): Promise<Absence | undefined> {
  const leaves = await leavesOf(db, workspace, [id], now)
  return leaveOn(leaves(id), localDate(now, calendar.zone))
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

import { and, eq, inArray } from 'drizzle-orm'
import type { Person, UserId } from '../../domain/people/people.ts'
import { type Calendar, type LocalDate, officeHours } from '../../domain/time/calendar.ts'
import { type Db, mustTouch } from '../database.ts'
import { holidaysOf } from './holidays.ts'

/** What Slack says of a person. */
export type Profile = Pick<Person, 'id' | 'name' | 'kind' | 'zone'> & { isAdmin?: boolean }

export async function findPerson(db: Db, workspace: string, id: UserId): Promise<Person | undefined> {
  const { people } = db.tables
  const [row] = await db.read
    .select()
    .from(people)
    .where(and(eq(people.workspace, workspace), eq(people.id, id)))
  if (!row) return undefined
  const holidays = row.holidayList ? await holidaysOf(db, workspace, row.holidayList) : []
  return personFrom(row, holidays)
}

export async function findPeople(db: Db, workspace: string, ids: readonly UserId[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const { people } = db.tables
  const rows = await db.read
    .select()
    .from(people)
    .where(and(eq(people.workspace, workspace), inArray(people.id, [...ids])))
  const lists = [...new Set(rows.flatMap(({ holidayList }) => holidayList ?? []))]
  const holidays = new Map<string, LocalDate[]>()
  for (const list of lists) holidays.set(list, await holidaysOf(db, workspace, list))
  return rows.map((row) => personFrom(row, holidays.get(row.holidayList ?? '') ?? []))
}

/** Names as far as they are known; nothing here waits for Slack. */
export async function namesOf(
  db: Db,
  workspace: string,
  ids: readonly UserId[],
): Promise<(id: UserId) => string | undefined> {
  const known = await findPeople(db, workspace, ids)
  return (id) => known.find((person) => person.id === id)?.name
}

/** Keeps what Slack said; what the person prefers stays as they left it. */
export async function saveProfile(db: Db, workspace: string, profile: Profile, now: Date): Promise<void> {
  const { people } = db.tables
  const { id, name, kind, zone, isAdmin = false } = profile
  const hours = officeHours(zone)
  await db.commit((write) => [
    mustTouch(
      write
        .insert(people)
        .values({
          workspace,
          id,
          name,
          kind,
          zone,
          isAdmin,
          seenAt: now,
          wantsDms: true,
          days: hours.days,
          dayFrom: hours.from,
          dayTo: hours.to,
        })
        .onConflictDoUpdate({
          target: [people.workspace, people.id],
          set: { name, kind, zone, isAdmin, seenAt: now },
        }),
    ),
  ])
}

function personFrom(row: Db['tables']['people']['$inferSelect'], holidays: LocalDate[]): Person {
  const calendar: Calendar = {
    zone: row.zone,
    days: row.days,
    from: row.dayFrom,
    to: row.dayTo,
    holidays,
  }
  const { id, name, kind, zone, seenAt, wantsDms } = row
  return {
    id,
    name,
    kind,
    zone,
    seenAt,
    wantsDms,
    isAdmin: row.isAdmin === true,
    ...(row.handoverForm ? { handoverForm: row.handoverForm } : {}),
    ...(row.sitsOut ? { sitsOut: true } : {}),
    ...(row.holidayList ? { holidayList: row.holidayList } : {}),
    calendar,
  }
}

import { and, eq } from 'drizzle-orm'
import type { Person, UserId } from '../../domain/people/people.ts'
import { calendarSchema, type LocalDate, officeHours } from '../../domain/time/calendar.ts'
import { type Db, mustTouch } from '../database.ts'
import { isOneOf, prepared } from '../prepared.ts'

/** What Slack says of a person. */
export type Profile = Pick<Person, 'id' | 'name' | 'kind' | 'zone'> & { isAdmin?: boolean }

export async function findPerson(db: Db, workspace: string, id: UserId): Promise<Person | undefined> {
  const [person] = await findPeople(db, workspace, [id])
  return person
}

/** These people as far as they are known, each with the holidays that they keep, in one statement. */
export async function findPeople(db: Db, workspace: string, ids: readonly UserId[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await withHolidays(db, { workspace, ids })
  const found = new Map<UserId, { row: PersonRow; free: LocalDate[] }>()
  for (const { person: row, holiday } of rows) {
    const known = found.get(row.id) ?? { row, free: [] }
    if (holiday) known.free.push(holiday)
    found.set(row.id, known)
  }
  return [...found.values()].map(({ row, free }) => personFrom(row, free.sort()))
}

const withHolidays = prepared(['workspace', 'ids'], (db, { workspace, ids }) => {
  const { people, holidays } = db.tables
  const kept = and(eq(holidays.workspace, people.workspace), eq(holidays.list, people.holidayList))
  return db.read
    .select({ person: people, holiday: holidays.date })
    .from(people)
    .leftJoin(holidays, kept)
    .where(and(eq(people.workspace, workspace), isOneOf(db, people.id, ids)))
})

/** Names as far as they are known; nothing here waits for Slack. */
export async function namesOf(
  db: Db,
  workspace: string,
  ids: readonly UserId[],
): Promise<(id: UserId) => string | undefined> {
  if (ids.length === 0) return () => undefined
  const rows = await idsAndNames(db, { workspace, ids })
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return (id) => names.get(id)
}

const idsAndNames = prepared(['workspace', 'ids'], (db, { workspace, ids }) => {
  const { people } = db.tables
  return db.read
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(eq(people.workspace, workspace), isOneOf(db, people.id, ids)))
})

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

type PersonRow = Db['tables']['people']['$inferSelect']

function personFrom(row: PersonRow, holidays: LocalDate[]): Person {
  const { id, name, kind, zone, seenAt, wantsDms } = row
  const calendar = calendarSchema.parse({
    zone,
    days: row.days,
    from: row.dayFrom,
    to: row.dayTo,
    holidays,
  })
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

import { and, count, isNotNull, sql } from 'drizzle-orm'
import type { PeopleNumbers } from '../../domain/digest/numbers.ts'
import type { Share } from '../../domain/digest/shares.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Bounds } from '../../domain/time/schedule.ts'
import type { Db } from '../database.ts'
import { acceptanceBy } from './acceptance.ts'
import { during } from './counting.ts'
import { touchInTimeByAe } from './first_touches.ts'
import { gatePassedBySdr } from './gate.ts'
import { bothRepsByAe } from './intro_calls.ts'

/** The digest names those with most to say; an export has everybody. */
const MOST_PEOPLE = 15

/** The week by AE and by SDR, those with the most offers first; each number means what it means for the team. */
export async function peopleNumbersOf(
  db: Db,
  workspace: string,
  week: Bounds,
  introsLoggedUntil: Date,
): Promise<PeopleNumbers> {
  return {
    aes: await byAe(db, workspace, week, introsLoggedUntil, MOST_PEOPLE),
    sdrs: await bySdr(db, workspace, week),
  }
}

/** Each AE's answers, touches in time and calls with both reps in a period. */
export async function byAe(
  db: Db,
  workspace: string,
  period: Bounds,
  introsLoggedUntil: Date,
  most: number,
): Promise<PeopleNumbers['aes']> {
  const answered = await acceptanceBy(db, workspace, period, 'ae')
  const touched = await touchInTimeByAe(db, workspace, period)
  const called = await bothRepsByAe(db, workspace, period, introsLoggedUntil)
  return busiest([answered, touched, called], most).map((id) => ({
    id,
    acceptance: shareOf(answered, id),
    touchInTime: shareOf(touched, id),
    bothReps: shareOf(called, id),
  }))
}

type Counted = { id: UserId; y: number }

/** Everybody of whom there is something to count, those with most first. */
function busiest(lists: readonly (readonly Counted[])[], most: number): UserId[] {
  const counts = new Map<UserId, number>()
  for (const { id, y } of lists.flat()) counts.set(id, (counts.get(id) ?? 0) + y)
  return [...counts]
    .filter(([, n]) => n > 0)
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b))
    .slice(0, most)
    .map(([id]) => id)
}

function shareOf(rows: readonly (Counted & { x: number })[], id: UserId): Share {
  const row = rows.find((one) => one.id === id)
  return { x: row?.x ?? 0, y: row?.y ?? 0 }
}

async function bySdr(db: Db, workspace: string, period: Bounds): Promise<PeopleNumbers['sdrs']> {
  const { handoffs } = db.tables
  const sent = await gatePassedBySdr(db, workspace, period)
  const answered = await acceptanceBy(db, workspace, period, 'sdr')
  const rated = await db.read
    .select({ id: handoffs.sdr, y: count(), sum: sql`sum(${handoffs.rating})`.mapWith(Number) })
    .from(handoffs)
    .where(and(during(handoffs, workspace, handoffs.ratedAt, period), isNotNull(handoffs.rating)))
    .groupBy(handoffs.sdr)
  return busiest([sent, answered, rated], MOST_PEOPLE).map((id) => {
    const own = sent.find((one) => one.id === id)
    const rating = rated.find((one) => one.id === id)
    return {
      id,
      sent: own?.y ?? 0,
      exceptions: own ? own.y - own.x : 0,
      acceptance: shareOf(answered, id),
      rating: { n: rating?.y ?? 0, mean: rating && rating.y > 0 ? rating.sum / rating.y : null },
    }
  })
}

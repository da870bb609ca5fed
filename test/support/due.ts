import { asc, eq, sql } from 'drizzle-orm'
import type { Bot } from '../../src/bot.ts'
import { addDays, at, localDate, startOfDay } from '../../src/domain/time/calendar.ts'
import { nextDueAt } from '../../src/store/outbox/outbox.ts'
import { rulesNow } from '../../src/store/settings.ts'

export const earliest = (...moments: Date[]): Date => new Date(Math.min(...moments.map(Number)))

export const latest = (...moments: Date[]): Date => new Date(Math.max(...moments.map(Number)))

/**
 * When a round of the jobs will next find something: a handoff that wakes, the hour of the posts on whatever day it is,
 * so that a post on a wrong day would be seen too, and once a UTC day what is looked at once a day.
 */
export async function nextForJobs({ db, workspace, clock }: Bot): Promise<Date> {
  const now = clock.now()
  const { handoffs } = db.tables
  const [first] = await db.read
    .select({ wakeAt: handoffs.wakeAt })
    .from(handoffs)
    .where(sql`wake_at is not null`)
    .orderBy(asc(handoffs.wakeAt))
    .limit(1)
  if (first?.wakeAt && first.wakeAt <= now) return now
  const {
    rules: { zone, posts },
  } = await rulesNow(db, workspace)
  const today = localDate(now, zone)
  const hours = [posts.stuckAt, posts.digestAt].flatMap((hour) =>
    [today, addDays(today, 1)].map((day) => at(day, hour, zone)),
  )
  const midnight = startOfDay(addDays(localDate(now, 'UTC'), 1), 'UTC')
  return earliest(midnight, ...hours.filter((hour) => hour > now), ...(first?.wakeAt ? [first.wakeAt] : []))
}

/** When a message that waits may go, or an attempt is given up of which nobody knows how it ended. */
export async function nextForDelivery({ db, workspace, clock }: Bot): Promise<Date | undefined> {
  const now = clock.now()
  const { outbox } = db.tables
  const waiting = await nextDueAt(db, workspace, now)
  const attempts = await db.read
    .select({ until: outbox.leaseUntil })
    .from(outbox)
    .where(eq(outbox.state, 'sending'))
  const ends = attempts.flatMap(({ until }) => (until && until >= now ? [new Date(until.getTime() + 1)] : []))
  const all = [...(waiting ? [waiting] : []), ...ends]
  return all.length === 0 ? undefined : earliest(...all)
}

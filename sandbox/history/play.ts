import { sql } from 'drizzle-orm'
import type { Bot } from '../../src/bot.ts'
import { addDays, at, localDate } from '../../src/domain/time/calendar.ts'
import type { Running } from '../../src/start.ts'
import { nextDueAt } from '../../src/store/outbox/outbox.ts'
import type { HandClock } from '../clock.ts'
import { COMPANY_ZONE } from '../moments.ts'
import type { PatientClock } from './patient.ts'
import { planWeeks } from './plan.ts'
import { Plans } from './plans.ts'

const MINUTE = 60_000

/**
 * Lives through the eight weeks before `until`: people act by their habits through the product's own rules, its jobs run
 * when something is due, and its messages arrive in the sandbox's Slack. The same `until` makes the same history.
 */
export async function playHistory(
  running: Running,
  clock: HandClock,
  patient: PatientClock,
  until: Date,
): Promise<void> {
  const { bot } = running
  const plans = new Plans()
  await planWeeks(bot, plans, until)
  let tickFrom = clock.now().getTime()
  while (clock.now() < until) {
    const now = clock.now().getTime()
    const due = Math.max(await nextJobAt(bot, now), tickFrom)
    const next = Math.min(plans.next, due, until.getTime())
    await clock.to(new Date(Math.max(next, now)))
    patient.release()
    if (next === plans.next) await plans.doNext()
    if (next === due) {
      await running.tick()
      // A round leaves nothing due behind it; what it could not do is looked at again a minute later.
      tickFrom = next + MINUTE
    }
    await running.idle()
  }
  await sendWhatWaits(running, clock, patient)
}

/** The next reminder, or nine o'clock, when the posts are due. */
async function nextJobAt(bot: Bot, now: number): Promise<number> {
  const { handoffs } = bot.db.tables
  const [row] = await bot.db.read
    .select({ at: sql`min(wake_at)`.mapWith(Number) })
    .from(handoffs)
    .where(sql`wake_at is not null`)
  const today = localDate(new Date(now), COMPANY_ZONE)
  const nine = [today, addDays(today, 1)]
    .map((day) => at(day, '09:00', COMPANY_ZONE).getTime())
    .find((moment) => moment > now)
  return Math.min(row?.at || Number.POSITIVE_INFINITY, nine ?? Number.POSITIVE_INFINITY)
}

/** The last act's messages take a few seconds, because Slack takes one a second in a channel. */
async function sendWhatWaits(running: Running, clock: HandClock, patient: PatientClock): Promise<void> {
  const { bot } = running
  for (;;) {
    await running.idle()
    const next = await nextDueAt(bot.db, bot.workspace, clock.now())
    if (!next || next.getTime() > clock.now().getTime() + MINUTE) return
    await clock.to(next)
    patient.release()
  }
}

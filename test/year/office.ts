import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { HandClock } from '../../sandbox/clock.ts'
import type { Bot, Clock } from '../../src/bot.ts'
import { startDelivery } from '../../src/delivery/outbox/worker.ts'
import { knowPeople } from '../../src/delivery/people.ts'
import { defaultRules } from '../../src/domain/settings/defaults.ts'
import { runJobs } from '../../src/scheduler/index.ts'
import { nextDueAt } from '../../src/store/outbox/outbox.ts'
import { savePreferences } from '../../src/store/people/preferences.ts'
import { setUpRules } from '../../src/store/settings.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { setUpTeam } from '../../src/store/teams/teams.ts'
import { type Heard, recorder } from './recorder.ts'
import { idsOf, moveIn, NEW_YORK, TEAM, WORKSPACE } from './team.ts'
import { MINUTE } from './wall_clock.ts'

export const HANDOFFS = 'C0HANDOFFS'

export const STUCK = 'C0STUCK'

export const LEADERS = 'C0LEADERS'

export type Office = {
  bot: Bot
  heard: Heard[]
  logged: string[]
  /** Moves on to then and lets the jobs and the delivery do what there is to do. */
  goTo(moment: number): Promise<void>
  /** When something will be due by itself: a reminder or a message that waits. */
  nextWork(): Promise<number>
  /** Lets everything that was set off come to rest, with the seconds that Slack's pace takes. */
  settle(): Promise<void>
}

/** The product without its doors: the real database, jobs and delivery. */
export async function openOffice(start: number): Promise<Office> {
  const hand = new HandClock(new Date(start))
  // A look that is taken again after a minute would be taken half a million times in a year.
  const patient = new Set<() => void>()
  const clock: Clock = {
    now: () => hand.now(),
    after(ms, run) {
      if (ms < MINUTE) return hand.after(ms, run)
      patient.add(run)
      return () => patient.delete(run)
    },
  }
  const logged: string[] = []
  const say = (level: string) => (facts: object, words: string) =>
    void logged.push(`${hand.now().toISOString()} ${level} ${words} ${JSON.stringify(facts)}`)
  const log = { info: say('info'), warn: say('warn'), error: say('error') }
  const db = openSqlite(':memory:')
  const { slack, heard } = recorder(clock)
  await moveIn(db, hand.now())
  const setup = { sdrs: idsOf('sdr'), aes: idsOf('ae'), managers: idsOf('manager'), admins: idsOf('admin') }
  await setUpTeam(db, WORKSPACE, { channel: HANDOFFS, ...setup }, hand.now())
  const usual = defaultRules(NEW_YORK)
  const posts = { ...usual.posts, stuck: STUCK, leadership: LEADERS }
  await setUpRules(db, WORKSPACE, { ...usual, posts }, hand.now())
  const bot: Bot = {
    ...{ db, slack, clock, log, newId: randomUUID, workspace: WORKSPACE },
    people: knowPeople({ db, slack, clock, log, workspace: WORKSPACE }),
    workspaceUrl: 'https://year.slack.example/',
    changed: () => undefined,
    deliver: () => delivery.deliver(),
  }
  const delivery = startDelivery(bot)
  hand.settlesWith(() => delivery.idle())
  const changes = TEAM.flatMap(({ id, dms, later }) => (later ? [{ id, dms, ...later }] : []))

  const settle = async (): Promise<void> => {
    await delivery.idle()
    for (let next = hand.nextAt(); next; next = hand.nextAt()) await hand.to(next)
  }
  return {
    bot,
    heard,
    logged,
    settle,
    async goTo(moment) {
      await hand.to(new Date(Math.max(moment, hand.now().getTime())))
      for (const one of changes.splice(0)) {
        if (Date.parse(one.since) > hand.now().getTime()) {
          changes.push(one)
          continue
        }
        const [from, to] = one.hours
        await savePreferences(db, WORKSPACE, one.id, { wantsDms: one.dms, days: one.days, from, to })
      }
      for (const run of [...patient]) {
        patient.delete(run)
        run()
      }
      await runJobs(bot)
      await settle()
    },
    async nextWork() {
      const { handoffs } = db.tables
      const [row] = await db.read
        .select({ at: sql`min(${handoffs.wakeAt})`.mapWith(Number) })
        .from(handoffs)
        .where(sql`wake_at is not null`)
      const waiting = await nextDueAt(db, WORKSPACE, hand.now())
      return Math.min(row?.at || Number.POSITIVE_INFINITY, waiting?.getTime() ?? Number.POSITIVE_INFINITY)
    },
  }
}

import { asc, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Bot } from '../../src/bot.ts'
import { type CallMessage, callMessagesOf } from '../../src/domain/calls/call_reminders.ts'
import { refOf } from '../../src/domain/handoff/handoff.ts'
import { type Reminder, remindersOf } from '../../src/domain/reminders/reminders.ts'
import { nextDigestAt, nextStuckAt } from '../../src/domain/time/schedule.ts'
import { loadHandoff } from '../../src/store/handoff/load.ts'
import { workspaceCalendar } from '../../src/store/people/holidays.ts'
import { toldAbout } from '../../src/store/reminders.ts'
import { rulesNow } from '../../src/store/settings.ts'
import type { Fields } from '../json.ts'
import type { Workspace } from '../workspace.ts'

/** What no one in Slack sees: what the app will do next by itself, and what waits to be sent. */
export type Backstage = () => Promise<Fields>

const MOST_REMINDERS = 6

const MOST_WAITING = 12

export const backstageOf =
  (bot: Bot, slack: Workspace): Backstage =>
  async () => ({
    next: await nextOf(bot, slack),
    waiting: await waitingOf(bot, slack),
    weather: slack.faults.weather,
  })

async function nextOf(bot: Bot, slack: Workspace): Promise<Fields[]> {
  const now = bot.clock.now()
  const { rules } = await rulesNow(bot.db, bot.workspace)
  const calendar = await workspaceCalendar(bot.db, bot.workspace, rules.zone)
  const posts = [
    { at: nextStuckAt(calendar, now).getTime(), what: 'The stuck leads are posted in #leadership' },
    { at: nextDigestAt(calendar, now).getTime(), what: 'The weekly digest is posted in #leadership' },
  ]
  const found = [...posts, ...(await remindersNext(bot, slack))]
  return found.filter(({ at }) => at > now.getTime()).sort((a, b) => a.at - b.at)
}

async function remindersNext(bot: Bot, slack: Workspace): Promise<{ at: number; what: string }[]> {
  const { handoffs } = bot.db.tables
  const rows = await bot.db.read
    .select({ id: handoffs.id, wakeAt: handoffs.wakeAt })
    .from(handoffs)
    .where(sql`wake_at is not null`)
    .orderBy(asc(handoffs.wakeAt))
    .limit(MOST_REMINDERS)
  const found: { at: number; what: string }[] = []
  for (const { id, wakeAt } of rows) {
    const handoff = await loadHandoff(bot.db, id)
    if (!handoff || !wakeAt) continue
    const told = await toldAbout(bot.db, handoff)
    const next = remindersOf(handoff, told.deadlines).find(({ at }) => at >= wakeAt)
    const about = `${refOf(handoff)} ${handoff.prospect.company ?? ''}`
    const call = callMessagesOf(handoff).find(({ at }) => at.getTime() === wakeAt.getTime())
    if (call) found.push({ at: wakeAt.getTime(), what: callWords(call, about) })
    else if (next) found.push({ at: wakeAt.getTime(), what: words(next, about, nameIn(slack, next.move)) })
  }
  return found
}

function callWords({ kind }: CallMessage, about: string): string {
  return kind === 'before_call'
    ? `Both reps are reminded of the call with ${about}`
    : `The AE is asked who was on the call with ${about}`
}

function words({ kind, clock }: Reminder, about: string, mover: string): string {
  if (kind === 'warning') return `${mover} is reminded of ${about}`
  const late = {
    accept: 'the answer',
    comes_back: 'coming back',
    touch: 'the first touch',
    answer: 'the reply',
    reoffer: 'the re-offer',
  }
  return `${about}: ${late[clock]} is late; the thread and a manager hear of it`
}

const TOLD: Record<string, string> = {
  card: 'Card',
  brief: 'Brief',
  ae_card: 'Card to the AE',
  thread: 'Thread message',
  warning: 'Reminder',
  breach_thread: 'Missed deadline, in the thread',
  breach_manager: 'Missed deadline, to a manager',
  nudge: 'Nudge',
  stuck_list: 'Stuck leads',
  stuck_rest: 'Stuck leads, continued',
  digest: 'Weekly digest',
  digest_detail: 'Weekly digest, details',
  undelivered: 'Question whether a message arrived',
}

/** As much of a notice as is shown here. */
const told = z.object({ what: z.string(), to: z.string().optional() })

/** Messages that should have been sent by now; what only waits for its own time is not shown. */
async function waitingOf(bot: Bot, slack: Workspace): Promise<{ count: number; rows: Fields[] }> {
  const { outbox, handoffs } = bot.db.tables
  const rows = await bot.db.read
    .select({
      notice: outbox.notice,
      state: outbox.state,
      problem: outbox.problem,
      dueAt: outbox.dueAt,
      ref: handoffs.ref,
    })
    .from(outbox)
    .leftJoin(handoffs, sql`${handoffs.id} = ${outbox.handoffId}`)
    .where(inArray(outbox.state, ['pending', 'sending', 'uncertain', 'failed']))
    .orderBy(asc(outbox.urgency), asc(outbox.dueAt))
  const read = rows.map(({ notice, ...row }) => ({ ...row, notice: told.parse(notice) }))
  const late = read.filter(({ notice, dueAt, problem }) => {
    const isWaiting = dueAt.getTime() <= bot.clock.now().getTime() || problem !== null
    return isWaiting && notice.what !== 'undo_over'
  })
  return {
    count: late.length,
    rows: late.slice(0, MOST_WAITING).map(({ notice, state, problem, ref }) => ({
      what: `${TOLD[notice.what] ?? notice.what}${ref === null ? '' : `, H-${ref}`}`,
      to: notice.to === undefined ? undefined : nameIn(slack, notice.to),
      state,
      problem: problem ?? undefined,
    })),
  }
}

const nameIn = (slack: Workspace, id: string): string => slack.state.people.get(id)?.name ?? 'somebody'

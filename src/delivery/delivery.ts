import type { Bot } from '../bot.ts'
import type { Notice } from '../domain/notices.ts'
import { managersOf } from '../domain/permissions.ts'
import { type Queries, StaleWrite, type Statement } from '../store/database.ts'
import { loadHandoff } from '../store/handoffs.ts'
import {
  abandonedRows,
  adopt,
  claim,
  dueRows,
  enqueue,
  finish,
  nextDueAt,
  type OutboxRow,
  recordMessage,
} from '../store/outbox.ts'
import { compose, type Outgoing } from './compose.ts'
import { type Failure, failureOf } from './errors.ts'
import { type Method, Pace } from './pace.ts'

/** How many messages may be under way at once, so that one slow answer holds up nobody else. */
const AT_ONCE = 8
/** How many waiting rows are looked at in one pass. */
const LOOKED_AT = 100
/** Longer than any call may take; an attempt older than this belonged to a process that is gone. */
const LEASE_MS = 60_000
const FIRST_RETRY_MS = 2_000
const LONGEST_RETRY_MS = 5 * 60_000
/** A reminder that may not have arrived is told again after this long, if its reason still holds. */
const REMIND_AGAIN_MS = 10 * 60_000
/** What still waits at the latest looks for itself after this long; the scheduler's tick is the second net. */
const LOOK_AGAIN_MS = 60_000

export type Delivery = {
  /** Something was committed: send what is due. Returns at once. */
  nudge(): void
  /** Resolves when nothing is under way and nothing is due. */
  idle(): Promise<void>
  /** Whether Slack still knows our token. */
  connected(): boolean
  stop(): Promise<void>
}

/**
 * Sends what the outbox holds, each row once: claimed, attempted, ended. Rows of one lane go in order; different lanes
 * go side by side. What happens to a row after a failure is decided by `failureOf` alone.
 */
export function startDelivery(bot: Bot): Delivery {
  const pace = new Pace(bot.clock)
  const underWay = new Map<string, Promise<void>>()
  let looking: Promise<void> | undefined
  let lookAgain = false
  let stopped = false
  let tokenRefused = false
  let cancelTimer = (): void => undefined

  function nudge(): void {
    if (stopped) return
    if (looking) {
      lookAgain = true
      return
    }
    looking = look()
      .catch((error: unknown) => {
        bot.log.error({ error: String(error) }, 'delivery could not read what is due')
        wakeIn(LOOK_AGAIN_MS)
      })
      .finally(() => {
        looking = undefined
        if (lookAgain) {
          lookAgain = false
          nudge()
        }
      })
  }

  async function look(): Promise<void> {
    const now = bot.clock.now()
    for (const row of await abandonedRows(bot.db, bot.workspace, now)) await settleAbandoned(row)
    let soonest = (await nextDueAt(bot.db, bot.workspace, now))?.getTime() ?? Number.POSITIVE_INFINITY
    for (const row of await dueRows(bot.db, bot.workspace, now, LOOKED_AT)) {
      if (stopped || underWay.size >= AT_ONCE) return
      if (underWay.has(row.id)) continue
      const wait = await begin(row)
      soonest = Math.min(soonest, now.getTime() + wait)
    }
    wakeIn(Math.min(soonest - now.getTime(), LOOK_AGAIN_MS))
  }

  /** Starts one row unless it has to wait; says how many milliseconds until it is worth looking again. */
  async function begin(row: OutboxRow): Promise<number> {
    let outgoing: Awaited<ReturnType<typeof compose>>
    try {
      outgoing = await compose(bot, row)
    } catch (error) {
      bot.log.error({ row: row.id, error: String(error) }, 'a message could not be written')
      await take(row, async () => end(row, { state: 'failed', problem: 'not_written' }))
      return LOOK_AGAIN_MS
    }
    if (outgoing === 'not_needed') {
      await take(row, async () => end(row, { state: 'dropped' }))
      return 0
    }
    if (outgoing === 'not_yet') {
      await take(row, async () => retry(row, 'not_yet'))
      return LOOK_AGAIN_MS
    }
    const method: Method = outgoing.edits ? 'chat.update' : 'chat.postMessage'
    const wait = pace.wait(method, outgoing.channel)
    if (wait > 0) return wait
    pace.take(method, outgoing.channel)
    const ready = outgoing
    const attempt = take(row, () => send(row, ready, method)).finally(() => {
      underWay.delete(row.id)
      nudge()
    })
    underWay.set(row.id, attempt)
    return LOOK_AGAIN_MS
  }

  /** Claims the row for this process, then works on it; another process may have been faster. */
  async function take(row: OutboxRow, work: () => Promise<void>): Promise<void> {
    try {
      const lease = new Date(bot.clock.now().getTime() + LEASE_MS)
      await bot.db.commit((write) => [claim(bot.db, write, row, lease)])
    } catch (error) {
      if (error instanceof StaleWrite) return
      throw error
    }
    await work().catch((error: unknown) =>
      // The row stays claimed and is settled as abandoned when its lease ends: nothing is lost and nothing is repeated.
      bot.log.error({ row: row.id, error: String(error) }, 'a message could not be settled'),
    )
  }

  async function send(row: OutboxRow, outgoing: Outgoing, method: Method): Promise<void> {
    const { channel, threadTs, edits, message, role } = outgoing
    try {
      if (edits) {
        await bot.slack.posts.chat.update({ channel, ts: edits, ...message })
        await end(row, { state: 'sent' })
        return
      }
      const posted = await bot.slack.posts.chat.postMessage({
        channel,
        ...message,
        ...(threadTs ? { thread_ts: threadTs } : {}),
        unfurl_links: false,
        unfurl_media: false,
      })
      tokenRefused = false
      await sent(row, role, { channel: posted.channel ?? channel, ts: posted.ts ?? '' })
    } catch (error) {
      await failed(row, outgoing, method, failureOf(error))
    }
  }

  async function sent(row: OutboxRow, role: string, place: { channel: string; ts: string }): Promise<void> {
    const posted = remember(row, role, place)
    try {
      await bot.db.commit((write) => [finish(bot.db, write, row, { state: 'sent' }), posted(write)])
    } catch (error) {
      if (!(error instanceof StaleWrite) || !row.handoffId) throw error
      // Slack took longer than the lease, and the row was given up as uncertain meanwhile; now we know better.
      const handoff = { id: row.handoffId, workspace: row.workspace }
      await bot.db.commit((write) => adopt(bot.db, write, handoff, role, place, bot.clock.now()))
    }
  }

  async function failed(row: OutboxRow, outgoing: Outgoing, method: Method, failure: Failure): Promise<void> {
    bot.log.warn(
      { row: row.id, method, code: failure.code, kind: failure.kind },
      'Slack did not take a message',
    )
    switch (failure.kind) {
      case 'wait':
        pace.block(method, outgoing.channel, failure.seconds)
        return end(row, { state: 'pending', dueAt: later(failure.seconds * 1000), problem: failure.code })
      case 'again':
        return retry(row, failure.code)
      case 'token':
        tokenRefused = true
        return retry(row, failure.code)
      case 'unknown':
        // Editing a message twice shows the same; posting it twice does not.
        if (outgoing.edits) return retry(row, failure.code)
        if (row.kind === 'reminder')
          return end(row, { state: 'pending', dueAt: later(REMIND_AGAIN_MS), problem: failure.code })
        return needHelp(row, outgoing.role, outgoing.channel, 'uncertain', failure.code)
      case 'gone':
      case 'refused':
        return needHelp(row, outgoing.role, outgoing.channel, 'failed', failure.code)
      default:
        return failure satisfies never
    }
  }

  /** A process died while sending. An edit is simply made again; a post may be there. */
  async function settleAbandoned(row: OutboxRow): Promise<void> {
    const outgoing = await compose(bot, row)
    if (typeof outgoing === 'string' || outgoing.edits || row.kind === 'reminder')
      await end(row, { state: 'pending', dueAt: bot.clock.now() })
    else await needHelp(row, outgoing.role, outgoing.channel, 'uncertain', 'process_died')
  }

  async function needHelp(
    row: OutboxRow,
    role: string,
    channel: string,
    why: 'uncertain' | 'failed',
    problem: string,
  ): Promise<void> {
    const now = bot.clock.now()
    const notices = row.kind === 'reminder' ? [] : await helpers(row, why)
    await bot.db.commit((write) => [
      finish(bot.db, write, row, { state: why, problem }),
      remember(row, role, { channel, ts: null }, why)(write),
      ...(row.handoffId
        ? enqueue(bot.db, write, { id: row.handoffId, workspace: row.workspace }, notices, now)
        : []),
    ])
    nudge()
  }

  /** The SDR can look whether a message is there; one that Slack refuses for good also needs somebody who can mend it. */
  async function helpers(row: OutboxRow, why: 'uncertain' | 'failed'): Promise<Notice[]> {
    const handoff = row.handoffId ? await loadHandoff(bot.db, row.handoffId) : undefined
    if (!handoff) return []
    const [fixer] = [...handoff.team.admins, ...managersOf(handoff.team)]
    const told = why === 'failed' && fixer ? [handoff.sdr, fixer] : [handoff.sdr]
    return [...new Set(told)].map((to) => ({ kind: 'reminder', what: 'undelivered', of: row.id, to, why }))
  }

  function remember(
    row: OutboxRow,
    role: string,
    place: { channel: string; ts: string | null },
    state: 'sent' | 'uncertain' | 'failed' = 'sent',
  ): (write: Queries) => Statement {
    const { workspace, handoffId } = row
    const at = bot.clock.now()
    const id = `${handoffId}:${role}`
    return (write) => recordMessage(bot.db, write, { id, workspace, handoffId, role, ...place, state, at })
  }

  async function end(row: OutboxRow, outcome: Parameters<typeof finish>[3]): Promise<void> {
    await bot.db.commit((write) => [finish(bot.db, write, row, outcome)])
    if (outcome.dueAt) wakeIn(outcome.dueAt.getTime() - bot.clock.now().getTime())
  }

  function retry(row: OutboxRow, problem: string): Promise<void> {
    const pause = Math.min(FIRST_RETRY_MS * 2 ** Math.min(row.attempts, 10), LONGEST_RETRY_MS)
    return end(row, { state: 'pending', dueAt: later(pause), problem })
  }

  const later = (ms: number): Date => new Date(bot.clock.now().getTime() + ms)

  let wakesAt = Number.POSITIVE_INFINITY
  function wakeIn(ms: number): void {
    const at = bot.clock.now().getTime() + Math.max(ms, 1)
    if (stopped || at >= wakesAt) return
    cancelTimer()
    wakesAt = at
    cancelTimer = bot.clock.after(Math.max(ms, 1), () => {
      wakesAt = Number.POSITIVE_INFINITY
      nudge()
    })
  }

  return {
    nudge,
    async idle() {
      while (looking || underWay.size > 0) await Promise.all([looking, ...underWay.values()])
    },
    connected: () => !tokenRefused,
    async stop() {
      stopped = true
      cancelTimer()
      await looking
      await Promise.all(underWay.values())
    },
  }
}

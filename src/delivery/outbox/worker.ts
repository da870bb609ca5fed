import { setImmediate as letOthersIn } from 'node:timers/promises'
import { type Bot, whatBroke } from '../../bot.ts'
import { StaleWrite } from '../../store/database.ts'
import {
  abandonedRows,
  claimDue,
  nextDueAt,
  type OutboxRow,
  release as releaseRow,
} from '../../store/outbox/outbox.ts'
import { attempts } from './attempt.ts'
import { compose } from './compose.ts'
import { type Composed, isUnsent } from './composed.ts'
import { type Method, Pace } from './pace.ts'

/** How many messages may be under way at once, so that one slow answer holds up nobody else. */
const AT_ONCE = 8

/** Longer than any call may take; an attempt older than this belonged to a process that is gone. */
const LEASE_MS = 60_000

/** What still waits at the latest looks for itself after this long; the scheduler's tick is the second net. */
const LOOK_AGAIN_MS = 60_000

export type Delivery = {
  /** Something was committed: send what is due. Returns at once. */
  deliver(): void
  /** Resolves when nothing is under way and nothing is due. */
  idle(): Promise<void>
  /** Whether Slack still knows our token. */
  connected(): boolean
  stop(): Promise<void>
}

/**
 * Sends what the outbox holds, each row once: claimed, written, attempted, ended. Rows of one lane go in order; different lanes
 * go side by side. A row whose channel has to wait is put off to its own moment, so that it never stands in the way.
 */
export function startDelivery(bot: Bot): Delivery {
  const pace = new Pace(bot.clock)
  const attempt = attempts(bot, pace)
  const underWay = new Map<string, Promise<void>>()
  let looking: Promise<void> | undefined
  let lookAgain = false
  let stopped = false
  let cancelTimer = (): void => undefined
  let wakesAt = Number.POSITIVE_INFINITY

  function deliver(): void {
    if (stopped) return
    if (looking) {
      lookAgain = true
      return
    }
    looking = look()
      .catch((error: unknown) => {
        bot.log.error({ error: whatBroke(error) }, 'delivery could not read what is due')
        wakeIn(LOOK_AGAIN_MS)
      })
      .finally(() => {
        looking = undefined
        if (!lookAgain) return
        lookAgain = false
        deliver()
      })
  }

  async function look(): Promise<void> {
    const now = bot.clock.now()
    for (const row of await abandonedRows(bot.db, bot.workspace, now)) await settle(row, giveUp)
    const most = AT_ONCE - underWay.size
    if (stopped || most === 0) return
    const leaseUntil = new Date(now.getTime() + LEASE_MS)
    const rows = await claimDue(bot.db, bot.workspace, { now, leaseUntil, most })
    for (const row of rows) {
      await settle(row, begin)
      // SQLite answers without ever giving way; clicks have to get their turn between two rows.
      await letOthersIn()
    }
    if (rows.length === most) lookAgain = true
    const next = await nextDueAt(bot.db, bot.workspace, now)
    wakeIn(Math.min(next ? next.getTime() - now.getTime() : LOOK_AGAIN_MS, LOOK_AGAIN_MS))
  }

  /** Starts a claimed row, puts it off to when its channel is free, or ends it because it is not needed any more. */
  async function begin(row: OutboxRow): Promise<void> {
    if (stopped) return release(row, bot.clock.now())
    if (!row.notice) return attempt.end(row, { state: 'failed', problem: 'unreadable' })
    const composed = await written(row)
    if (composed === 'not_needed') return attempt.end(row, { state: 'dropped' })
    if (composed === 'not_yet') return attempt.retry(row, 'not_yet')
    if (composed === 'not_written') return attempt.notWritten(row, { role: row.id, channel: row.lane })
    if (isUnsent(composed)) return release(row, composed.notBefore)
    const method: Method = composed.edits ? 'chat.update' : 'chat.postMessage'
    const caused = row.kind === 'reminder' ? 'by the clock' : 'by people'
    const freeAt = pace.book(row.id, method, composed.channel, caused)
    if (freeAt > bot.clock.now()) return release(row, freeAt)
    const sending = settle(row, () => attempt.send(row, composed, method)).finally(() => {
      underWay.delete(row.id)
      deliver()
    })
    underWay.set(row.id, sending)
  }

  async function release(row: OutboxRow, until: Date): Promise<void> {
    await bot.db.commit((write) => [releaseRow(write, row, until)])
  }

  async function written(row: OutboxRow): Promise<Composed | 'not_written'> {
    try {
      return await compose(bot, row)
    } catch (error) {
      bot.log.error({ row: row.id, error: whatBroke(error) }, 'a message could not be written')
      return 'not_written'
    }
  }

  /** What cannot be settled stays claimed, and is given up when its lease ends: nothing is lost, nothing is repeated. */
  async function settle(row: OutboxRow, work: (row: OutboxRow) => Promise<void>): Promise<void> {
    try {
      await work(row)
    } catch (error) {
      if (error instanceof StaleWrite) return
      bot.log.error({ row: row.id, error: whatBroke(error) }, 'a message could not be settled')
      wakeIn(LOOK_AGAIN_MS)
    }
  }

  async function giveUp(row: OutboxRow): Promise<void> {
    const composed = await written(row)
    const outgoing = composed === 'not_written' || isUnsent(composed) ? undefined : composed
    await attempt.abandoned(row, outgoing)
    lookAgain = true
  }

  function wakeIn(ms: number): void {
    const at = bot.clock.now().getTime() + Math.max(ms, 1)
    if (stopped || at >= wakesAt) return
    cancelTimer()
    wakesAt = at
    cancelTimer = bot.clock.after(Math.max(ms, 1), () => {
      wakesAt = Number.POSITIVE_INFINITY
      deliver()
    })
  }

  return {
    deliver,
    async idle() {
      while (looking || underWay.size > 0) await Promise.all([looking, ...underWay.values()])
    },
    connected: attempt.tokenIsKnown,
    async stop() {
      stopped = true
      cancelTimer()
      await looking
      await Promise.all(underWay.values())
    },
  }
}

import type { Clock } from '../../bot.ts'

export type Method = 'chat.postMessage' | 'chat.update'

type CausedBy = 'by people' | 'by the clock'

/** Slack's floor is one message a second in a channel; a workspace takes some 300 posts and fifty edits a minute. */
const CHANNEL_GAP_MS = 1000

/** What the clock causes leaves room for people: 5,000 reminders are told in 19 minutes. */
const WORKSPACE_GAP_MS: Record<Method, Record<CausedBy, number>> = {
  'chat.postMessage': { 'by people': 200, 'by the clock': 220 },
  'chat.update': { 'by people': 1200, 'by the clock': 1400 },
}

/** How many may go at once after a quiet while, so that a click is answered without waiting; the clock can wait. */
const BURST: Record<CausedBy, number> = { 'by people': 20, 'by the clock': 1 }

/** A booking whose row went another way is forgotten after this long. */
const KEPT_MS = 10 * 60_000

/**
 * Gives every message its moment, per channel and for the workspace, and remembers what Slack asked us to wait for.
 * A message that comes back at its moment finds its place kept, so that a queue of hundreds is looked through once.
 * Another process on the same workspace keeps a pace of its own; Slack's `Retry-After` settles what they share.
 */
export class Pace {
  readonly #clock: Clock
  readonly #channels = new Map<string, number>()
  readonly #methods = new Map<string, number>()
  readonly #blocked = new Map<string, number>()
  readonly #booked = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * The moment at which this message may go; asked again at that moment, it is now. What people caused has a share of
   * the workspace's limit to itself: thousands of reminders that wait for their turn hold up nobody's click.
   */
  book(message: string, method: Method, channel: string, caused: CausedBy): Date {
    const now = this.#clock.now().getTime()
    const blocked = this.#blocked.get(blockOf(method, channel)) ?? 0
    const booked = this.#booked.get(message)
    if (booked !== undefined && booked <= now && blocked <= now) {
      this.#booked.delete(message)
      return new Date(booked)
    }
    const gap = WORKSPACE_GAP_MS[method][caused]
    const share = `${method} ${caused}`
    const workspace = (this.#methods.get(share) ?? 0) - (BURST[caused] - 1) * gap
    const own = method === 'chat.postMessage' ? (this.#channels.get(channel) ?? 0) : 0
    const at = Math.max(now, workspace, own, blocked)
    if (method === 'chat.postMessage') this.#channels.set(channel, at + CHANNEL_GAP_MS)
    // Counted as of now, so that a message that waits for its own channel holds up no other.
    this.#methods.set(share, Math.max(this.#methods.get(share) ?? 0, now) + gap)
    if (at > now) this.#booked.set(message, at)
    this.#tidy(now)
    return new Date(at)
  }

  /** Slack said to come back later: for posts in this channel, for edits everywhere. */
  block(method: Method, channel: string, seconds: number): void {
    this.#blocked.set(blockOf(method, channel), this.#clock.now().getTime() + seconds * 1000)
  }

  #tidy(now: number): void {
    if (this.#channels.size > 1000)
      for (const [channel, free] of this.#channels) if (free < now) this.#channels.delete(channel)
    if (this.#booked.size > 1000)
      for (const [message, at] of this.#booked) if (at < now - KEPT_MS) this.#booked.delete(message)
  }
}

function blockOf(method: Method, channel: string): string {
  return method === 'chat.postMessage' ? `${method} ${channel}` : method
}

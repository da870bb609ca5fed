import type { Clock } from '../bot.ts'

export type Method = 'chat.postMessage' | 'chat.update'

/** Slack's floor is one message a second in a channel; a workspace takes several hundred posts or fifty edits a minute. */
const CHANNEL_GAP_MS = 1000
const WORKSPACE_GAP_MS: Record<Method, number> = { 'chat.postMessage': 200, 'chat.update': 1200 }
/** How many may go at once after a quiet while, so that a click is answered without waiting. */
const BURST: Record<Method, number> = { 'chat.postMessage': 20, 'chat.update': 20 }

/**
 * Says when the next call may go, per channel and for the workspace, and remembers what Slack asked us to wait for.
 * Another process on the same workspace keeps a pace of its own; Slack's `Retry-After` settles what they share.
 */
export class Pace {
  readonly #clock: Clock
  readonly #channels = new Map<string, number>()
  readonly #methods = new Map<Method, number>()
  readonly #blocked = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Milliseconds until this call may go; zero is now. */
  wait(method: Method, channel: string): number {
    const now = this.#clock.now().getTime()
    const room = (BURST[method] - 1) * WORKSPACE_GAP_MS[method]
    const ready = Math.max(
      method === 'chat.postMessage' ? (this.#channels.get(channel) ?? 0) : 0,
      (this.#methods.get(method) ?? 0) - room,
      this.#blocked.get(blockOf(method, channel)) ?? 0,
    )
    return Math.max(0, ready - now)
  }

  /** A call goes now. */
  take(method: Method, channel: string): void {
    const now = this.#clock.now().getTime()
    if (this.#channels.size > 1000) this.#forgetBefore(now)
    if (method === 'chat.postMessage') this.#channels.set(channel, now + CHANNEL_GAP_MS)
    this.#methods.set(method, Math.max(this.#methods.get(method) ?? 0, now) + WORKSPACE_GAP_MS[method])
  }

  /** Slack said to come back later: for posts in this channel, for edits everywhere. */
  block(method: Method, channel: string, seconds: number): void {
    this.#blocked.set(blockOf(method, channel), this.#clock.now().getTime() + seconds * 1000)
  }

  #forgetBefore(now: number): void {
    for (const [channel, ready] of this.#channels) if (ready < now) this.#channels.delete(channel)
  }
}

function blockOf(method: Method, channel: string): string {
  return method === 'chat.postMessage' ? `${method} ${channel}` : method
}

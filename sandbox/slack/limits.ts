import type { HandClock } from '../clock.ts'

const tierThree = [
  'chat.update',
  'chat.delete',
  'conversations.info',
  'conversations.join',
  'conversations.open',
  'files.delete',
]

/** How often per minute one workspace may call a method; Slack publishes floors, these are those floors. */
const perMinute = (method: string): number => {
  if (method === 'chat.postMessage') return 300
  if (method === 'auth.test') return 300
  if (method === 'apps.connections.open') return 60
  return tierThree.includes(method) ? 50 : 100
}

const burst = 3

/**
 * Rate limits by the hand-set clock: a test that posts too fast is refused however slow the machine is, and
 * waiting is a matter of moving the clock. Answers the seconds to wait, or nothing.
 */
export class RateLimits {
  enabled = true
  private readonly clock: HandClock
  private readonly recent = new Map<string, number[]>()
  private readonly buckets = new Map<string, { tokens: number; at: number }>()

  constructor(clock: HandClock) {
    this.clock = clock
  }

  take(method: string): number | undefined {
    if (!this.enabled) return undefined
    const now = this.clock.now().getTime()
    const within = (this.recent.get(method) ?? []).filter((at) => at > now - 60_000)
    const oldest = within[0]
    if (oldest !== undefined && within.length >= perMinute(method)) {
      this.recent.set(method, within)
      return Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000))
    }
    this.recent.set(method, [...within, now])
    return undefined
  }

  /** One message per second and channel, with room for a short burst. */
  takePost(channel: string): number | undefined {
    if (!this.enabled) return undefined
    const now = this.clock.now().getTime()
    const bucket = this.buckets.get(channel) ?? { tokens: burst, at: now }
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / 1000)
    if (tokens < 1) {
      this.buckets.set(channel, { tokens, at: now })
      return Math.max(1, Math.ceil(1 - tokens))
    }
    this.buckets.set(channel, { tokens: tokens - 1, at: now })
    return undefined
  }
}

/** Which calls a fault hits: one method or all, for some calls or until cleared, perhaps only some arguments. */
export interface FaultScope {
  method?: string
  times?: number
  when?: (args: Record<string, unknown>) => boolean
}

export type Fault =
  | { kind: 'ratelimited'; seconds: number }
  | { kind: 'status'; status: number; happened: boolean }
  | { kind: 'silence'; happened: boolean }
  | { kind: 'reset'; happened: boolean }
  | { kind: 'slow'; ms: number }
  | { kind: 'error'; code: string }

/** What the page's switch offers: how Slack is doing today. */
export const weathers = ['fine', 'slow', 'limited', 'down'] as const

export type Weather = (typeof weathers)[number]

const SLOW_MS = 1500

const LIMITED_SECONDS = 20

interface Armed {
  fault: Fault
  scope: FaultScope
  left: number
}

/**
 * What can go wrong between the app and Slack, on demand. `happened` faults do the work and lose the answer: the
 * app cannot tell them from the others, which is their point.
 */
export class Faults {
  down = false
  tokenRevoked = false
  weather: Weather = 'fine'
  private armed: Armed[] = []
  private readonly onOutage: () => void

  constructor(onOutage: () => void) {
    this.onOutage = onOutage
  }

  ratelimited(seconds: number, scope: FaultScope = {}): () => void {
    return this.arm({ kind: 'ratelimited', seconds }, scope)
  }

  status(status: number, scope: FaultScope & { happened?: boolean } = {}): () => void {
    return this.arm({ kind: 'status', status, happened: scope.happened ?? false }, scope)
  }

  /** The call is done and the answer never comes. */
  timeoutAfter(scope: FaultScope = {}): () => void {
    return this.arm({ kind: 'silence', happened: true }, scope)
  }

  timeoutBefore(scope: FaultScope = {}): () => void {
    return this.arm({ kind: 'silence', happened: false }, scope)
  }

  resetAfter(scope: FaultScope = {}): () => void {
    return this.arm({ kind: 'reset', happened: true }, scope)
  }

  resetBefore(scope: FaultScope = {}): () => void {
    return this.arm({ kind: 'reset', happened: false }, scope)
  }

  slow(ms: number, scope: FaultScope = {}): () => void {
    return this.arm({ kind: 'slow', ms }, scope)
  }

  error(code: string, scope: FaultScope = {}): () => void {
    return this.arm({ kind: 'error', code }, scope)
  }

  /** Slack is gone: connections are cut and websockets closed, until the returned function is called. */
  outage(): () => void {
    this.down = true
    this.onOutage()
    return () => {
      this.down = false
    }
  }

  revoked(): () => void {
    this.tokenRevoked = true
    return () => {
      this.tokenRevoked = false
    }
  }

  clear(): void {
    this.armed = []
    this.down = false
    this.tokenRevoked = false
    this.weather = 'fine'
  }

  /** One kind of trouble for everything, instead of whatever was set before. */
  become(weather: Weather): void {
    this.clear()
    this.weather = weather
    if (weather === 'slow') this.slow(SLOW_MS)
    if (weather === 'limited')
      for (const method of ['chat.postMessage', 'chat.update']) this.ratelimited(LIMITED_SECONDS, { method })
    if (weather === 'down') this.outage()
  }

  /** The fault that hits this call, counted as used. */
  strike(method: string, args: Record<string, unknown>): Fault | undefined {
    const hit = this.armed.find(({ scope, left }) => {
      if (left <= 0) return false
      if (scope.method !== undefined && scope.method !== method) return false
      return scope.when === undefined || scope.when(args)
    })
    if (hit === undefined) return undefined
    hit.left -= 1
    return hit.fault
  }

  private arm(fault: Fault, scope: FaultScope): () => void {
    const armed: Armed = { fault, scope, left: scope.times ?? Number.POSITIVE_INFINITY }
    this.armed.push(armed)
    return () => {
      armed.left = 0
    }
  }
}

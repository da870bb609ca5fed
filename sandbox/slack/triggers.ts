import { randomBytes } from 'node:crypto'

interface Trigger {
  userId: string
  /** The modal in which it was earned; only such a trigger may push a further view. */
  fromModal: boolean
  issuedAt: number
  used: boolean
}

/** Permission to open a modal in answer to something a person just did: short-lived in real time, and good once. */
export class Triggers {
  private readonly issued = new Map<string, Trigger>()
  private readonly limitMs: number

  constructor(limitMs: number) {
    this.limitMs = limitMs
  }

  issue(userId: string, fromModal: boolean): string {
    const id = `${this.issued.size + 1}.${Math.floor(performance.now())}.${randomBytes(16).toString('hex')}`
    this.issued.set(id, { userId, fromModal, issuedAt: performance.now(), used: false })
    return id
  }

  take(id: string): Trigger | { refused: string } {
    const trigger = this.issued.get(id)
    if (trigger === undefined) return { refused: 'invalid_trigger_id' }
    if (trigger.used) return { refused: 'exchanged_trigger_id' }
    if (performance.now() - trigger.issuedAt > this.limitMs) return { refused: 'expired_trigger_id' }
    trigger.used = true
    return trigger
  }
}

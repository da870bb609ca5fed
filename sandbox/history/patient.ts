import type { Clock } from '../../src/bot.ts'
import type { HandClock } from '../clock.ts'

/** Timers this long only look whether something is left to do; weeks of them would be lived through for nothing. */
const MINUTE = 60_000

/**
 * The app's clock while weeks pass in seconds: short timers fire at their moment, long ones wait until `release`,
 * which is called after each jump. With `flows` it becomes the plain clock, until it `jumps` again.
 */
export class PatientClock implements Clock {
  private readonly hand: HandClock
  private readonly held = new Set<() => void>()
  private isPatient = true

  constructor(hand: HandClock) {
    this.hand = hand
  }

  now(): Date {
    return this.hand.now()
  }

  after(ms: number, run: () => void): () => void {
    if (!this.isPatient || ms < MINUTE) return this.hand.after(ms, run)
    this.held.add(run)
    return () => this.held.delete(run)
  }

  release(): void {
    for (const run of [...this.held]) {
      this.held.delete(run)
      run()
    }
  }

  jumps(): void {
    this.isPatient = true
  }

  flows(): void {
    this.isPatient = false
    this.release()
  }
}

interface Timer {
  at: number
  order: number
  run: () => void
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((done) => setImmediate(done))
}

/**
 * Time that moves only when told to, or, for the page, flows with the wall clock from wherever it was set.
 * It has the shape of the app's clock and can stand in for it.
 */
export class HandClock {
  private current: number
  private readonly timers = new Set<Timer>()
  private readonly settlers = new Set<() => Promise<void>>()
  private count = 0
  private flow: { anchorReal: number; anchorHand: number; wake: NodeJS.Timeout | undefined } | undefined

  constructor(start: Date) {
    this.current = start.getTime()
  }

  now(): Date {
    return new Date(this.read())
  }

  after(ms: number, run: () => void): () => void {
    this.count += 1
    const timer: Timer = { at: this.read() + Math.max(0, ms), order: this.count, run }
    this.timers.add(timer)
    this.wakeForNext()
    return () => {
      this.timers.delete(timer)
    }
  }

  nextAt(): Date | undefined {
    const next = this.earliest()
    return next === undefined ? undefined : new Date(next.at)
  }

  async advance(ms: number): Promise<void> {
    await this.to(new Date(this.read() + ms))
  }

  /** Every timer sees its own moment as now, and may set further timers before the next one fires. */
  async to(instant: Date): Promise<void> {
    const goal = instant.getTime()
    if (goal < this.read()) throw new Error('the clock does not run backwards')
    await this.settle()
    for (let next = this.earliest(); next !== undefined && next.at <= goal; next = this.earliest()) {
      this.timers.delete(next)
      this.set(Math.max(next.at, this.read()))
      next.run()
      await this.settle()
    }
    this.set(Math.max(goal, this.read()))
    this.wakeForNext()
  }

  /**
   * Work started by a timer often waits for the network. Whoever knows when that has come to rest says so here,
   * and the clock waits for it before it moves on.
   */
  settlesWith(settler: () => Promise<void>): () => void {
    this.settlers.add(settler)
    return () => {
      this.settlers.delete(settler)
    }
  }

  run(): () => void {
    this.flow ??= { anchorReal: performance.now(), anchorHand: this.current, wake: undefined }
    this.wakeForNext()
    return () => {
      if (this.flow === undefined) return
      clearTimeout(this.flow.wake)
      this.current = this.read()
      this.flow = undefined
    }
  }

  private read(): number {
    if (this.flow === undefined) return this.current
    return Math.floor(this.flow.anchorHand + performance.now() - this.flow.anchorReal)
  }

  private set(instant: number): void {
    this.current = instant
    if (this.flow === undefined) return
    this.flow.anchorHand = instant
    this.flow.anchorReal = performance.now()
  }

  private earliest(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.timers) {
      const sooner = first === undefined || timer.at < first.at
      if (sooner || (timer.at === first?.at && timer.order < first.order)) first = timer
    }
    return first
  }

  private async settle(): Promise<void> {
    await turns(8)
    for (const settler of this.settlers) await settler()
  }

  private wakeForNext(): void {
    if (this.flow === undefined) return
    clearTimeout(this.flow.wake)
    const next = this.earliest()
    if (next === undefined) return
    // Node cannot wait longer than 2^31 ms in one timer; waking early only means looking again.
    const wait = Math.min(Math.max(0, next.at - this.read()), 2_000_000_000)
    this.flow.wake = setTimeout(() => this.fireDue(), wait)
  }

  private fireDue(): void {
    const due = this.earliest()
    if (due !== undefined && due.at <= this.read()) {
      this.timers.delete(due)
      due.run()
    }
    this.wakeForNext()
  }
}

const turn = (): Promise<void> => new Promise((done) => setImmediate(done))

/** Some turns of the event loop and a moment of real time: enough for a connection to be made. */
const round = async (): Promise<void> => {
  for (let nth = 0; nth < 4; nth += 1) await turn()
  await new Promise<void>((done) => setTimeout(done, 1))
}

/** Between an answer and the next call that it causes in the same process lie fewer turns of the event loop. */
const QUIET_TURNS = 24

/**
 * Counts what is under way between the app and this workspace. Rest is only believed after several quiet rounds
 * of the event loop, because an answer that just went out usually starts the app's next call.
 */
export class Activity {
  private running = 0
  private events = 0
  private eventsAtRest = 0
  private readonly quietRounds: number

  constructor(quietRounds: number) {
    this.quietRounds = quietRounds
  }

  begin(): () => void {
    this.running += 1
    this.events += 1
    let ended = false
    return () => {
      if (ended) return
      ended = true
      this.running -= 1
      this.events += 1
    }
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    const end = this.begin()
    try {
      return await work()
    } finally {
      end()
    }
  }

  /**
   * The cheap way for a clock that fires thousands of timers, with the app in the same process: whatever a timer
   * started shows within a few turns of the loop, so that nothing has to wait for real time.
   */
  async rest(): Promise<void> {
    if (this.running === 0 && this.events === this.eventsAtRest) return
    for (let quiet = 0, seen = this.events; quiet < QUIET_TURNS; quiet += 1) {
      await turn()
      if (this.running > 0 || this.events !== seen) quiet = -1
      seen = this.events
    }
    this.eventsAtRest = this.events
  }

  /** Resolves when nothing is under way, or after `atMostMs` of real time: then with false. */
  async idle(atMostMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    const deadline = performance.now() + atMostMs
    for (let quiet = 0, seen = this.events; quiet < this.quietRounds; quiet += 1) {
      await round()
      if (this.running > 0 || this.events !== seen) quiet = -1
      seen = this.events
      if (performance.now() > deadline) return this.running === 0
    }
    return true
  }
}

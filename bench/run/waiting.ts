export function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}

/** Long enough for the slowest machine: this only ends what hangs. */
const PATIENCE_MS = 15 * 60_000

/** Waits until something is there. */
export async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await pause(5)
  }
}

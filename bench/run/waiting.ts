export function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms)
  })
}

/** Waits until something is there. */
export async function until<T>(what: string, look: () => T | undefined, withinMs: number): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`)
    await pause(5)
  }
}

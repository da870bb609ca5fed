import { createHash } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The same name gives the same id in every run, so that a failing story can be read twice. */
export const idFor = (prefix: string, name: string, length = 10): string => {
  const digest = createHash('sha256').update(`${prefix}:${name}`).digest()
  const letters = Array.from({ length }, (_, index) => alphabet[(digest[index % digest.length] ?? 0) % 36])
  return prefix + letters.join('')
}

/** Numbered ids of one kind: views, files, envelopes and the like. */
export const idSource = (prefix: string, length = 10) => {
  let count = 0
  return (): string => {
    count += 1
    return idFor(prefix, String(count), length)
  }
}

/**
 * Message timestamps name messages, so no two may be equal even while the clock stands still. The digits after
 * the point are a counter; they never repeat within one second of the clock.
 */
export const timestampSource = (now: () => Date) => {
  let count = 100
  return (): string => {
    count = (count + 1) % 1_000_000
    return `${Math.floor(now().getTime() / 1000)}.${String(count).padStart(6, '0')}`
  }
}

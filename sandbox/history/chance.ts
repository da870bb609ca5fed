/** Chance that is the same in every run: mulberry32. */
export type Chance = {
  next(): number
  between(least: number, most: number): number
  of<T>(choices: readonly T[]): T
  /** One of the names, each as likely as its weight. */
  weighted<Name extends string>(weights: Record<Name, number>): Name
}

export function chance(seed: number): Chance {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    of(choices) {
      const found = choices[Math.floor(next() * choices.length)]
      if (found === undefined) throw new Error('there is nothing to choose from')
      return found
    },
    weighted(weights) {
      const names = Object.keys(weights) as (keyof typeof weights)[]
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0)
      for (const name of names) {
        left -= weights[name]
        if (left < 0) return name
      }
      const last = names.at(-1)
      if (last === undefined) throw new Error('there is nothing to choose from')
      return last
    },
  }
}

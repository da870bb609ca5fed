import type { Bot } from '../bot.ts'
import type { UserId } from '../domain/people/people.ts'

/** Somebody who looked this long ago still sees changes come in. */
const LOOKED_WITHIN_MS = 10 * 60_000

/** A busy hour redraws a page no more often than this. */
const AT_MOST_EVERY_MS = 5_000

export type Homes = {
  /** They opened their Home tab. */
  opened(person: UserId): Promise<void>
  /** Something of theirs changed. */
  changed(people: readonly UserId[]): void
}

/** Keeps the Home tabs that somebody looks at current. Nothing is lost with them: opening one draws it anew. */
export function keepHomes({ clock }: Pick<Bot, 'clock'>, publish: (person: UserId) => Promise<void>): Homes {
  const lookedAt = new Map<UserId, number>()
  const waiting = new Set<UserId>()
  return {
    async opened(person) {
      lookedAt.set(person, clock.now().getTime())
      await publish(person)
    },
    changed(people) {
      const now = clock.now().getTime()
      for (const person of new Set(people)) {
        const looked = lookedAt.get(person)
        if (looked === undefined || waiting.has(person)) continue
        if (now - looked > LOOKED_WITHIN_MS) {
          lookedAt.delete(person)
          continue
        }
        waiting.add(person)
        clock.after(AT_MOST_EVERY_MS, () => {
          waiting.delete(person)
          void publish(person)
        })
      }
    },
  }
}

import type { UserId } from '../people/people.ts'
import type { Accepted } from './lines.ts'

/** The first acceptance that was not taken back within its ten minutes. */
export function firstAcceptance(history: Accepted['history']): { at: Date; ae: UserId } | undefined {
  let found: { at: Date; ae: UserId } | undefined
  for (const { action, at, ae, undid } of history) {
    if (action === 'accepted') found ??= { at, ae }
    // Only the very first can be gone again: a later owner's undo leaves the first acceptance where it is.
    if (action === 'undone' && undid === 'accepted' && found && isFirstUndone(history, at)) found = undefined
  }
  return found
}

function isFirstUndone(history: Accepted['history'], undoneAt: Date): boolean {
  const acceptances = history.filter(({ action, at }) => action === 'accepted' && at <= undoneAt)
  const undone = history.filter(
    ({ action, undid, at }) => action === 'undone' && undid === 'accepted' && at <= undoneAt,
  )
  return acceptances.length === undone.length
}

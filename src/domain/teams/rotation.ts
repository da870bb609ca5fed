import type { UserId } from '../people/people.ts'
import type { Team } from './team.ts'

/** A team with the ledger of its turns. */
export type Rotation = Team & {
  /** Whose turn it was last; nobody's before the first handoff. */
  lastTurn: UserId | undefined
  /** Who was given a turn back and has not used it, whoever waits longest first. */
  owed: readonly UserId[]
  /** How many lines the ledger has. */
  lines: number
}

/** A turn is taken in its order, given back for a lead that was never theirs to work, and then used before others. */
export type TurnKind = 'taken' | 'given_back' | 'used_back'

/** A line for the ledger, written together with the change that it tells of; stale when the rotation moved meanwhile. */
export type Turn = { rotation: Rotation; ae: UserId; kind: TurnKind }

/**
 * The next AE of a rotation: whoever was given a turn back, else the one after whoever had the last turn, without the
 * people who cannot take it. Nobody when no AE is left.
 */
export function nextInRotation(
  { aes, owed, lastTurn }: Rotation,
  cannot: ReadonlySet<UserId>,
): UserId | undefined {
  const waiting = owed.find((ae) => aes.includes(ae) && !cannot.has(ae))
  if (waiting) return waiting
  const start = lastTurn ? aes.indexOf(lastTurn) + 1 : 0
  const order = [...aes.slice(start), ...aes.slice(0, start)]
  return order.find((ae) => !cannot.has(ae))
}

/** The turn by which a lead comes to an AE: one that they were given back goes first. */
export const turnOf = (rotation: Rotation, ae: UserId): Turn => ({
  rotation,
  ae,
  kind: rotation.owed.includes(ae) ? 'used_back' : 'taken',
})

import type { UserId } from '../people/people.ts'
import type { Team } from './team.ts'

/** A turn is taken in its order, given back for a lead that was never theirs to work, and then used before others. */
export type TurnKind = 'taken' | 'given_back' | 'used_back'

/**
 * The next AE of a rotation: whoever was given a turn back, else the one after whoever had the last turn, without the
 * people who cannot take it.
 * Nobody when no AE is left.
 */
export function nextInRotation(team: Team, cannot: ReadonlySet<UserId>): UserId | undefined {
  const owed = team.owed?.find((ae) => team.aes.includes(ae) && !cannot.has(ae))
  if (owed) return owed
  const start = team.lastTurn ? team.aes.indexOf(team.lastTurn) + 1 : 0
  const order = [...team.aes.slice(start), ...team.aes.slice(0, start)]
  return order.find((ae) => !cannot.has(ae))
}

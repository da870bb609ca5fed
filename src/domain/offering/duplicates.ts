import type { Handoff } from '../handoff/handoff.ts'
import { isIn, OWNED } from '../handoff/status.ts'
import type { UserId } from '../people/people.ts'
import { hours } from '../time/calendar.ts'

/** An earlier handoff of what may be the same prospect, and what they have in common. */
export type Match = { handoff: Handoff; by: 'email' | 'domain' | 'contact' | 'company' }

/** Somebody's: accepted, qualified or won, inside the lock that began with its owner's acceptance. */
function ownsUntil({ stage, offer, rules }: Handoff): Date | undefined {
  const owned = isIn([...OWNED, 'won'], stage.status)
  if (!owned || offer.answer?.kind !== 'accepted') return undefined
  return new Date(offer.answer.at.getTime() + hours(24 * rules.lockDays))
}

/** Who owns this prospect, and until when. A company of the same name may be another one, so that alone owns nothing. */
export function ownerOf(
  matches: readonly Match[],
  now: Date,
): { ae: UserId; until: Date; handoff: Handoff } | undefined {
  for (const { handoff, by } of matches) {
    const until = ownsUntil(handoff)
    if (by !== 'company' && until && until > now) return { ae: handoff.offer.ae, until, handoff }
  }
  return undefined
}

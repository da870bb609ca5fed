import { changed, type Decision, next } from '../handoff/decision.ts'
import type { Handoff, Stage } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'

/** A manager sets an outcome right, at any time: the lead is where it was before, and both stay in the history. */
export function correct(handoff: Handoff, by: UserId, words: string, now: Date): Decision {
  const refusal = refusalOf('corrected', handoff, by, now)
  if (refusal) return refusal
  const { offer, stage, qualified } = handoff
  const kept = stage.status === 'qualified' ? undefined : qualified
  const owner = offer.ae
  const accepted = offer.answer?.kind === 'accepted' ? offer.answer : undefined
  // An owner before this one may have qualified it; this one had only accepted it.
  const was = kept && accepted && kept.at < accepted.at ? undefined : kept
  const before: Stage = was
    ? { status: 'qualified', owner, ...was }
    : { status: 'accepted', owner, by: accepted?.by ?? owner, at: accepted?.at ?? offer.offeredAt }
  const after = { ...next(handoff, { offer, stage: before }), qualified: kept }
  return changed(handoff, after, { action: 'corrected', by, at: now, words })
}

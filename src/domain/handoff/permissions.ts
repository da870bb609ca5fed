import { coverOf } from '../people/cover.ts'
import type { UserId } from '../people/people.ts'
import { managersOf } from '../teams/team.ts'
import type { Handoff } from './handoff.ts'
import type { Action } from './history.ts'
import type { Refusal } from './refusals.ts'
import { ENDED, isIn, OPEN, OWNED, type Status, UNANSWERED, WITH_AE } from './status.ts'

type Role = 'ae' | 'sdr' | 'manager'

export type GuardedAction = Exclude<Action, 'sent' | 'undone' | 'erased'>

/** From where each action is possible, and who may do it. */
export const PERMISSIONS: Record<GuardedAction, { from: readonly Status[]; who: readonly Role[] }> = {
  accepted: { from: UNANSWERED, who: ['ae', 'manager'] },
  declined: { from: UNANSWERED, who: ['ae', 'manager'] },
  asked: { from: ['offered'], who: ['ae', 'manager'] },
  answered: { from: ['info_needed'], who: ['sdr', 'manager'] },
  reoffered: { from: ['declined'], who: ['sdr', 'manager'] },
  information_added: { from: OPEN, who: ['sdr', 'manager'] },
  withdrawn: { from: [...UNANSWERED, 'declined'], who: ['sdr', 'manager'] },
  recycled: { from: [...UNANSWERED, 'declined'], who: ['sdr', 'manager'] },
  touch_corrected: { from: OWNED, who: ['ae', 'manager'] },
  touched: { from: OWNED, who: ['ae', 'manager'] },
  next_step_updated: { from: OWNED, who: ['ae', 'sdr', 'manager'] },
  reassigned: { from: WITH_AE, who: ['sdr', 'manager'] },
  nudged: { from: OPEN, who: ['manager'] },
  snoozed: { from: OPEN, who: ['manager'] },
  qualified: { from: ['accepted'], who: ['ae', 'manager'] },
  disqualified: { from: OWNED, who: ['ae', 'manager'] },
  won: { from: OWNED, who: ['ae', 'manager'] },
  lost: { from: OWNED, who: ['ae', 'manager'] },
  corrected: { from: ['qualified', ...ENDED], who: ['manager'] },
  feedback_given: {
    from: [...OWNED, ...ENDED],
    who: ['ae', 'manager'],
  },
  called: { from: WITH_AE, who: ['ae', 'sdr', 'manager'] },
  pulled_in: { from: OWNED, who: ['ae', 'manager'] },
  handed_over: { from: WITH_AE, who: ['sdr', 'manager'] },
  call_declined: {
    from: WITH_AE,
    who: ['ae', 'sdr', 'manager'],
  },
  pull_in_done: { from: OWNED, who: ['sdr', 'manager'] },
}

/** Everybody who may do this to this handoff, the person whose task it is first. */
export function whoMay(step: GuardedAction, handoff: Handoff, now: Date): UserId[] {
  // Once somebody owns it, only managers may give it to somebody else: that is the lock.
  const locked = step === 'reassigned' && isIn(OWNED, handoff.stage.status)
  const who = locked ? ['manager'] : PERMISSIONS[step].who
  return [
    ...(who.includes('ae') ? [handoff.offer.ae, coverOf(handoff, now) ?? []].flat() : []),
    ...(who.includes('sdr') ? [handoff.sdr] : []),
    ...managersOf(handoff.team),
  ].filter((id, place, all) => all.indexOf(id) === place)
}

/** Its SDR, its present AE, the team's managers and admins may read a handoff; earlier AEs are added by the store. */
export function mayRead(handoff: Handoff, reader: UserId, earlierAes: readonly UserId[], now: Date): boolean {
  const { team, sdr, offer } = handoff
  return [sdr, offer.ae, coverOf(handoff, now), ...earlierAes, ...team.managers, ...team.admins].includes(
    reader,
  )
}

/** Whether the action is possible now for this person; the first thing that every rule asks. */
export function refusalOf(step: GuardedAction, handoff: Handoff, by: UserId, now: Date): Refusal | undefined {
  const who = whoMay(step, handoff, now)
  if (!who.includes(by)) return { refused: 'not_allowed', action: step, handoff, who }
  if (!PERMISSIONS[step].from.includes(handoff.stage.status))
    return { refused: 'too_late', action: step, handoff }
  return undefined
}

import { localDate } from './calendar.ts'
import type { Action, Handoff, Status } from './handoff.ts'
import type { Team, UserId } from './people.ts'

/** Why nothing changed. People cause these daily, so each has words of its own for the person who clicked. */
export type Refusal =
  | { refused: 'not_allowed'; action: Action; handoff: Handoff; who: UserId[] }
  | { refused: 'too_late'; action: Action; handoff: Handoff }
  | { refused: 'needs_news'; handoff: Handoff; ae: UserId }
  | { refused: 'nothing_to_undo'; handoff: Handoff }
  | { refused: 'same_ae'; handoff: Handoff }
  | { refused: 'touch_too_early'; handoff: Handoff }
  | { refused: 'touch_in_future'; handoff: Handoff }
  | { refused: 'move_to_past'; handoff: Handoff }
  | { refused: 'nothing_to_move'; handoff: Handoff }
  | { refused: 'nothing_asked'; handoff: Handoff }
  | { refused: 'no_such_touch'; handoff: Handoff }
  | { refused: 'call_logged'; handoff: Handoff; by: UserId }
  | { refused: 'sent_already'; handoff: Handoff }

type Role = 'ae' | 'sdr' | 'manager'
export type Move = Exclude<Action, 'sent' | 'undone' | 'erased'>

const OPEN: readonly Status[] = ['offered', 'info_needed', 'accepted', 'qualified', 'declined']

/** From where each action is possible, and who may do it. */
export const MOVES: Record<Move, { from: readonly Status[]; who: readonly Role[] }> = {
  accepted: { from: ['offered', 'info_needed'], who: ['ae', 'manager'] },
  declined: { from: ['offered', 'info_needed'], who: ['ae', 'manager'] },
  asked: { from: ['offered'], who: ['ae', 'manager'] },
  answered: { from: ['info_needed'], who: ['sdr', 'manager'] },
  reoffered: { from: ['declined'], who: ['sdr', 'manager'] },
  information_added: { from: OPEN, who: ['sdr', 'manager'] },
  withdrawn: { from: ['offered', 'info_needed', 'declined'], who: ['sdr', 'manager'] },
  recycled: { from: ['offered', 'info_needed', 'declined'], who: ['sdr', 'manager'] },
  touch_corrected: { from: ['accepted', 'qualified'], who: ['ae', 'manager'] },
  touched: { from: ['accepted', 'qualified'], who: ['ae', 'manager'] },
  next_step_updated: { from: ['accepted', 'qualified'], who: ['ae', 'sdr', 'manager'] },
  reassigned: { from: ['offered', 'info_needed', 'accepted', 'qualified'], who: ['sdr', 'manager'] },
  nudged: { from: OPEN, who: ['manager'] },
  snoozed: { from: OPEN, who: ['manager'] },
  qualified: { from: ['accepted'], who: ['ae', 'manager'] },
  disqualified: { from: ['accepted', 'qualified'], who: ['ae', 'manager'] },
  won: { from: ['accepted', 'qualified'], who: ['ae', 'manager'] },
  lost: { from: ['accepted', 'qualified'], who: ['ae', 'manager'] },
  corrected: { from: ['qualified', 'disqualified', 'won', 'lost'], who: ['manager'] },
  feedback_given: {
    from: ['accepted', 'qualified', 'disqualified', 'won', 'lost'],
    who: ['ae', 'manager'],
  },
  called: { from: ['offered', 'info_needed', 'accepted', 'qualified'], who: ['ae', 'sdr', 'manager'] },
  pulled_in: { from: ['accepted', 'qualified'], who: ['ae', 'manager'] },
  handed_over: { from: ['offered', 'info_needed', 'accepted', 'qualified'], who: ['sdr', 'manager'] },
  call_declined: {
    from: ['offered', 'info_needed', 'accepted', 'qualified'],
    who: ['ae', 'sdr', 'manager'],
  },
  pull_in_done: { from: ['accepted', 'qualified'], who: ['sdr', 'manager'] },
}

/** The team's managers; when there are none left, the workspace's admins, so that somebody can always decide. */
export function managersOf({ managers, gone = [], admins }: Team): UserId[] {
  const here = managers.filter((id) => !gone.includes(id))
  return here.length > 0 ? here : admins
}

/** Who stands in for the AE at this moment: on the AE's own local day, and never the SDR, who would answer themselves. */
export function coverOf({ absences, offer, sdr }: Handoff, now: Date): UserId | undefined {
  const today = localDate(now, offer.calendar.zone)
  const cover = absences.find(({ from, to }) => from <= today && today <= to)?.cover
  return cover === sdr ? undefined : cover
}

/** Everybody who may do this to this handoff, the person whose task it is first. */
export function whoMay(step: Move, handoff: Handoff, now: Date): UserId[] {
  // Once somebody owns it, only managers may give it to somebody else: that is the lock.
  const locked = step === 'reassigned' && ['accepted', 'qualified'].includes(handoff.stage.status)
  const who = locked ? ['manager'] : MOVES[step].who
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
export function refusalOf(step: Move, handoff: Handoff, by: UserId, now: Date): Refusal | undefined {
  const who = whoMay(step, handoff, now)
  if (!who.includes(by)) return { refused: 'not_allowed', action: step, handoff, who }
  if (!MOVES[step].from.includes(handoff.stage.status)) return { refused: 'too_late', action: step, handoff }
  return undefined
}

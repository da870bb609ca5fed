import type { UserId } from '../people/people.ts'
import type { Handoff } from './handoff.ts'
import type { Action } from './history.ts'

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

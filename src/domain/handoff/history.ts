import { z } from 'zod'
import type { UserId } from '../people/people.ts'
import type { LocalDate } from '../time/calendar.ts'
import { ENDED, STATUSES, type Status } from './status.ts'

export const ACTIONS = [
  'sent',
  'accepted',
  'declined',
  'asked',
  'answered',
  'reoffered',
  'information_added',
  'withdrawn',
  'recycled',
  'undone',
  'touched',
  'next_step_updated',
  'reassigned',
  'nudged',
  'snoozed',
  'qualified',
  'disqualified',
  'won',
  'lost',
  'corrected',
  'feedback_given',
  'called',
  'pulled_in',
  'pull_in_done',
  'handed_over',
  'call_declined',
  'touch_corrected',
  'erased',
] as const

export type Action = (typeof ACTIONS)[number]

/** The answers that whoever gave them may take back for ten minutes. */
const UNDOABLE = [
  'accepted',
  'declined',
  'withdrawn',
  'recycled',
  'qualified',
  ...ENDED,
] as const satisfies readonly Action[]

export type Undoable = (typeof UNDOABLE)[number]

/** Kept as JSON, its time in milliseconds, so it is parsed when it is read. */
export const lastAnswerSchema = z.object({
  action: z.enum(UNDOABLE),
  by: z.string(),
  at: z.number().transform((ms) => new Date(ms)),
  from: z.enum(STATUSES),
})

export type LastAnswer = z.infer<typeof lastAnswerSchema>

/** One line of the append-only history: what happened, by whom, from where to where, and what they wrote. */
export type Happening = {
  version: number
  at: Date
  by: UserId
  action: Action
  /** The offer and the AE that it was about. */
  offer: number
  ae: UserId
  from?: Status | undefined
  to: Status
  code?: string | undefined
  until?: LocalDate | undefined
  /** What was undone. */
  undid?: Undoable | undefined
  rating?: number | undefined
  words?: string | undefined
}

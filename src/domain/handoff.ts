import type { Calendar, LocalDate } from './calendar.ts'
import type { Meeting } from './meetings.ts'
import type { Team, UserId } from './people.ts'
import type { Rules } from './rules.ts'
import type { Touch } from './touches.ts'

export type Prospect = {
  company: string
  contact: string
  email?: string | undefined
  title?: string | undefined
  crmLink?: string | undefined
}

export type CriterionState = 'confirmed' | 'pending' | 'unknown'
export type CriterionAnswer = {
  key: string
  state: CriterionState
  evidence: string
  /** From 0 to 5, where the framework is scored. */
  score?: number | undefined
}

export type IntroCall =
  | { mode: 'live_now' }
  | { mode: 'scheduled'; at: Date }
  | { mode: 'sequential' }
  | { mode: 'not_possible'; reason: string }

type Addition = { by: UserId; at: Date; words: string }

/** What the AE needs to know; the criteria that are still `pending` are what they must double-check. */
export type Brief = {
  answers: CriterionAnswer[]
  nextStep: string
  nextStepDate: LocalDate
  intro: IntroCall
  sdrJoins: boolean
  promised?: string | undefined
  landed?: string | undefined
  avoid?: string | undefined
  /** Why it was sent although the gate had stopped it. */
  exception?: string | undefined
  /** Why it is handed off although this prospect is somebody's already. */
  duplicateReason?: string | undefined
  /** The message that it was handed off from, as the SDR left it, and where that is. */
  fromMessage?: string | undefined
  messageLink?: string | undefined
  additions: Addition[]
}

export type Question = {
  by: UserId
  askedAt: Date
  words: string
  reply?: { by: UserId; at: Date; words: string } | undefined
}

export type OfferAnswer =
  | { kind: 'accepted'; by: UserId; at: Date }
  | { kind: 'declined'; by: UserId; at: Date; code: string; comment?: string | undefined }
  /** Withdrawn, recycled or given to somebody else before this AE had answered. */
  | { kind: 'taken_away'; by: UserId; at: Date }

/** The handoff put before one AE. It keeps the AE's calendar as it was, so that no later change moves a deadline. */
export type Offer = {
  seq: number
  ae: UserId
  offeredAt: Date
  calendar: Calendar
  questions: Question[]
  /** Nothing while a question holds the clock. */
  acceptDue?: Date | undefined
  touchDue?: Date | undefined
  /** After a reassign: the prospect's deadline, which came with the lead and never moves. */
  inheritedTouchDue?: Date | undefined
  answer?: OfferAnswer | undefined
}

/** How an owned lead ends. */
export type Outcome = 'disqualified' | 'won' | 'lost'

export type Stage =
  | { status: 'offered' }
  | { status: 'info_needed'; question: Question }
  | { status: 'accepted'; owner: UserId; by: UserId; at: Date }
  | { status: 'qualified'; owner: UserId; by: UserId; at: Date }
  | { status: Outcome; by: UserId; at: Date; code?: string | undefined }
  | { status: 'declined'; by: UserId; at: Date; code: string; comment?: string | undefined }
  | { status: 'withdrawn'; by: UserId; at: Date }
  | { status: 'recycled'; by: UserId; at: Date; until: LocalDate }

export const STATUSES = [
  'offered',
  'info_needed',
  'accepted',
  'declined',
  'withdrawn',
  'recycled',
  'qualified',
  'disqualified',
  'won',
  'lost',
] as const
export type Status = Stage['status']

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
export type Undoable = Extract<
  Action,
  'accepted' | 'declined' | 'withdrawn' | 'recycled' | 'qualified' | Outcome
>
export type LastAnswer = { action: Undoable; by: UserId; at: Date; from: Status }

export type Handoff = {
  id: string
  workspace: string
  ref: number
  /** Counts the changes, so that a change decided on an old state is noticed when it is saved. */
  version: number
  team: Team
  sdr: UserId
  /** The SDR's calendar as it was, for the deadlines of their own moves. */
  sdrCalendar: Calendar
  prospect: Prospect
  brief: Brief
  /** The first handoff of the same prospect, where there was one before: they earn one credit inside the lock. */
  sameAs?: string | undefined
  rulesId: string
  rules: Rules
  createdAt: Date
  offer: Offer
  /** When each AE who declined did so last; a new offer to one of them needs news since then. */
  declines: Record<UserId, Date>
  touches: Touch[]
  meetings: Meeting[]
  /** Who found it worth an opportunity first, and when; kept when it is won or lost later. */
  qualified?: { by: UserId; at: Date } | undefined
  /** What the owner thought of the handoff, from 1 to 5: the latest word counts. */
  rating?: { stars: number; at: Date } | undefined
  /** The owner asks the SDR back in, until they say that it is done. */
  pullIn?: PullIn | undefined
  /** That SDR and AE talked, in which form, and when. */
  verbal?: { by: UserId; at: Date; form: HandoverForm } | undefined
  /** Who said that they cannot come to which intro call. */
  cannotMake?: string[] | undefined
  /** How its AE likes to take over, as far as they said. */
  aePrefers?: HandoverForm | undefined
  /** When its AE is away, on local dates that both count, and who stands in for them. */
  absences: Absence[]
  /** When anybody first owned it. */
  firstAcceptedAt?: Date | undefined
  /** Until then it is left out of the daily list; no clock stops for it. */
  snoozedUntil?: Date | undefined
  stage: Stage
  lastAnswer?: LastAnswer | undefined
}

export const HANDOVER_FORMS = ['call', 'dm', 'thread', 'voice_note'] as const
export type HandoverForm = (typeof HANDOVER_FORMS)[number]

export type Absence = { from: LocalDate; to: LocalDate; cover?: UserId | undefined }

export const PULL_IN_REASONS = ['new_stakeholder', 'gone_quiet', 'more_people', 'other'] as const
export type PullIn = {
  by: UserId
  at: Date
  reason: (typeof PULL_IN_REASONS)[number]
  words: string
}

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

export const refOf = (handoff: { ref: number }): string => `H-${handoff.ref}`

/** Whether the SDR added anything to the brief since then: what the AE who declined did not know. */
export function hasNewsSince(brief: Brief, at: Date): boolean {
  return brief.additions.some((addition) => addition.at.getTime() >= at.getTime())
}

type Ended = {
  by: UserId
  at: Date
  until?: LocalDate | undefined
  code?: string | undefined
}

/** Where a handoff stands, read from its status and its current offer; used when loading and when undoing. */
export function stageOf(
  status: Status,
  offer: Offer,
  { closed, qualified }: { closed?: Ended | undefined; qualified?: Handoff['qualified'] },
): Stage {
  const { answer } = offer
  switch (status) {
    case 'offered':
      return { status }
    case 'info_needed': {
      const question = offer.questions.at(-1)
      if (!question) throw new Error('a handoff waits for an answer, but nothing was asked')
      return { status, question }
    }
    case 'accepted':
      if (answer?.kind !== 'accepted') throw new Error('an accepted handoff has no acceptance')
      return { status, owner: offer.ae, by: answer.by, at: answer.at }
    case 'qualified':
      if (!qualified) throw new Error('a qualified handoff was never qualified')
      return { status, owner: offer.ae, by: qualified.by, at: qualified.at }
    case 'disqualified':
    case 'won':
    case 'lost':
      if (!closed) throw new Error(`a handoff that was ${status} has no end`)
      return { status, by: closed.by, at: closed.at, code: closed.code }
    case 'declined': {
      if (answer?.kind !== 'declined') throw new Error('a declined handoff has no decline')
      return { status, by: answer.by, at: answer.at, code: answer.code, comment: answer.comment }
    }
    case 'withdrawn':
      if (!closed) throw new Error('a withdrawn handoff was never withdrawn')
      return { status, by: closed.by, at: closed.at }
    case 'recycled':
      if (!closed?.until) throw new Error('a recycled handoff has no date')
      return { status, by: closed.by, at: closed.at, until: closed.until }
    default:
      return status satisfies never
  }
}

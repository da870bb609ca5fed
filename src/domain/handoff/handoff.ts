import type { Absence } from '../people/leave.ts'
import type { HandoverForm, UserId } from '../people/people.ts'
import type { Rules } from '../settings/rules.ts'
import type { Team } from '../teams/team.ts'
import type { Calendar, LocalDate } from '../time/calendar.ts'
import type { LastAnswer } from './history.ts'
import type { Outcome } from './status.ts'

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

export type Stage =
  | { status: 'offered' }
  | { status: 'info_needed'; question: Question }
  | { status: 'accepted'; owner: UserId; by: UserId; at: Date }
  | { status: 'qualified'; owner: UserId; by: UserId; at: Date }
  | { status: Outcome; by: UserId; at: Date; code?: string | undefined }
  | { status: 'declined'; by: UserId; at: Date; code: string; comment?: string | undefined }
  | { status: 'withdrawn'; by: UserId; at: Date }
  | { status: 'recycled'; by: UserId; at: Date; until: LocalDate }

export const TOUCH_KINDS = [
  'call_attempted',
  'reply_received',
  'meeting_booked',
  'meeting_held',
  'personal_email',
  'templated_email',
] as const

export type TouchKind = (typeof TOUCH_KINDS)[number]

/** What somebody can log as a touch; a meeting is logged as the call that it was. */
export const LOGGED_KINDS = TOUCH_KINDS.filter((kind) => kind !== 'meeting_held')

/** A contact with the prospect: when it happened, and when somebody said so. */
export type Touch = {
  /** The version of the handoff that logged it. */
  version: number
  kind: TouchKind
  happenedAt: Date
  loggedAt: Date
  by: UserId
  note?: string | undefined
  /** The version of the touch that this one corrects. */
  instead?: number | undefined
}

/** A meeting with the prospect as somebody logged it: once, wherever, and with who was there. */
export type Meeting = {
  /** The version of the handoff that logged it. */
  version: number
  result: 'held' | 'no_show'
  at: Date
  loggedAt: Date
  by: UserId
  /** Whether it was the intro call that the handoff had planned. */
  isIntro: boolean
  sdr: boolean
  ae: boolean
  prospect: boolean
}

export const PULL_IN_REASONS = ['new_stakeholder', 'gone_quiet', 'more_people', 'other'] as const

export type PullIn = {
  by: UserId
  at: Date
  reason: (typeof PULL_IN_REASONS)[number]
  words: string
}

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

export const refOf = (handoff: { ref: number }): string => `H-${handoff.ref}`

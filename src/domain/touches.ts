import { hours } from './calendar.ts'
import type { Handoff } from './handoff.ts'
import type { UserId } from './people.ts'
import type { Rules } from './rules.ts'

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

/** Logged later than this after it happened, a touch is marked so, because nobody could act on it meanwhile. */
const LATE_MS = hours(12)

export const isLoggedLate = ({ happenedAt, loggedAt }: Touch): boolean =>
  loggedAt.getTime() - happenedAt.getTime() > LATE_MS

/** A meeting that was held counts whatever the settings say. */
const isMeaningful = ({ kind }: Touch, rules: Rules): boolean =>
  kind === 'meeting_held' || rules.meaningfulKinds.includes(kind)

/** The earliest touch that counts, by when it happened; the one that stops the touch clock. */
export function firstMeaningful({ touches, rules }: Handoff): Touch | undefined {
  return inOrder(touches).find((touch) => isMeaningful(touch, rules))
}

export function lastMeaningful({ touches, rules }: Handoff): Touch | undefined {
  return inOrder(touches).findLast((touch) => isMeaningful(touch, rules))
}

export function firstTouch({ touches }: Handoff): Touch | undefined {
  return inOrder(touches)[0]
}

export function lastTouch({ touches }: Handoff): Touch | undefined {
  return inOrder(touches).at(-1)
}

/** Whether it was before the lead was handed off; people pick minutes, so the minute of the handoff still counts. */
export const isBeforeHandoff = (at: Date, { createdAt }: Pick<Handoff, 'createdAt'>): boolean =>
  at.getTime() < createdAt.getTime() - (createdAt.getTime() % MINUTE_MS)

const MINUTE_MS = 60_000

const inOrder = (touches: readonly Touch[]): Touch[] =>
  touches.toSorted((a, b) => a.happenedAt.getTime() - b.happenedAt.getTime())

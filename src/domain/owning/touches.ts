import type { Handoff, Touch } from '../handoff/handoff.ts'
import type { Rules } from '../settings/rules.ts'
import { hours } from '../time/calendar.ts'

/** Logged later than this after it happened, a touch is marked so, because nobody could act on it meanwhile. */
const LOGGED_LATE_MS = hours(12)

export const isLoggedLate = ({ happenedAt, loggedAt }: Touch): boolean =>
  loggedAt.getTime() - happenedAt.getTime() > LOGGED_LATE_MS

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

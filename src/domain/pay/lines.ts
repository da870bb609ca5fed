import type { Action } from '../handoff/history.ts'
import type { Status } from '../handoff/status.ts'
import type { UserId } from '../people/people.ts'
import type { Rules } from '../settings/rules.ts'

/** A month in a zone, `yyyy-MM`. */
export type Month = string

/** What pay knows of one handoff: who sent it, whose prospect it is, and what happened to its acceptance. */
export type Accepted = {
  id: string
  ref: number
  company: string
  sdr: UserId
  /** The same for two handoffs of one prospect. */
  prospect: string
  rules: Pick<Rules, 'zone' | 'clawbackDays' | 'lockDays' | 'disqualifyCodes'>
  history: {
    at: Date
    action: Action
    ae: UserId
    undid?: Action | undefined
    code?: string | undefined
    from?: Status | undefined
  }[]
}

export type PayWhy =
  | 'accepted'
  | 'window_open'
  | 'disqualified'
  | 'recycled'
  | 'withdrawn'
  | 'own_lead'
  | 'same_prospect'
  | 'set_right'
  | 'taken_back'

/** One line of a month's table, with what it is worth and why. */
export type PayLine = {
  month: Month
  id: string
  ref: number
  company: string
  sdr: UserId
  at: Date
  state: 'earned' | 'pending' | 'clawed_back' | 'not_counted' | 'correction'
  credits: -1 | 0 | 1
  why: PayWhy
  /** The handoff that already earned for this prospect. */
  other?: number | undefined
}

export const leadOf = ({ id, ref, company, sdr }: Accepted) => ({ id, ref, company, sdr })

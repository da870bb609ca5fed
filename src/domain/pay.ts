import { addDays, hours, type LocalDate, localDate, startOfDay } from './calendar.ts'
import type { Action, Status } from './handoff.ts'
import type { UserId } from './people.ts'
import type { Rules } from './rules.ts'

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

type PayWhy =
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

export const monthOf = (at: Date, zone: string): Month => localDate(at, zone).slice(0, 7)

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

/** When the last window of a month's acceptances has closed under these rules; from then on it never changes. */
function closesAt(month: Month, { zone, clawbackDays }: Pick<Rules, 'zone' | 'clawbackDays'>): Date {
  return new Date(monthEnd(month, zone).getTime() + hours(24 * clawbackDays))
}

function monthEnd(month: Month, zone: string): Date {
  return startOfDay(`${addDays(`${month}-01`, 31).slice(0, 7)}-01` as LocalDate, zone)
}

/**
 * Every line of these handoffs, whatever their month: a handoff's first acceptance is worth one credit to its SDR, in
 * the month of that moment in the zone of its rules. Only a disqualification with a code that says so, a recycle or a
 * withdrawal inside the clawback window takes it back. A month that has closed keeps its lines; what changes later is a
 * line of the month in which it changed.
 */
export function payLines(handoffs: readonly Accepted[], now: Date): PayLine[] {
  const accepted = handoffs
    .flatMap((handoff) => {
      const first = firstAcceptance(handoff.history)
      return first ? [{ handoff, first }] : []
    })
    .sort((a, b) => a.first.at.getTime() - b.first.at.getTime() || a.handoff.ref - b.handoff.ref)
  const paid: { prospect: string; at: Date; ref: number }[] = []
  const counted = accepted.map(({ handoff, first }) => {
    const { sdr, prospect, rules, ref } = handoff
    const { at } = first
    if (first.ae === sdr) return { handoff, at, lines: [notCounted(handoff, at, 'own_lead')] }
    const earlier = paid.find(
      (one) => one.prospect === prospect && at.getTime() - one.at.getTime() < hours(24 * rules.lockDays),
    )
    if (earlier) return { handoff, at, lines: [notCounted(handoff, at, 'same_prospect', earlier.ref)] }
    const lines = linesOf(handoff, at, now)
    // A credit that was taken back stands in nobody's way.
    if (lines[0]?.credits === 1) paid.push({ prospect, at, ref })
    return { handoff, at, lines }
  })
  return counted.flatMap(({ handoff, at, lines: [first, ...later] }) => {
    if (!first) return []
    const lock = hours(24 * handoff.rules.lockDays)
    const [back] = later.filter(({ credits }) => credits === 1)
    const since = paid.find(
      (one) => one.prospect === handoff.prospect && one.at > at && one.at.getTime() - at.getTime() < lock,
    )
    // What comes back after the same prospect was paid for again comes back to nothing.
    if (first.credits === 1 || !back || !since) return [first, ...later]
    return [first, { ...notCounted(handoff, back.at, 'same_prospect', since.ref), month: back.month }]
  })
}

/** When the last window of a month's lines has closed, each by the rules that it was sent under. */
export function monthCloses(month: Month, handoffs: readonly Accepted[], today: Accepted['rules']): Date {
  const own = handoffs.flatMap(({ history, rules }) => {
    const first = firstAcceptance(history)
    return first && monthOf(first.at, rules.zone) === month ? [rules] : []
  })
  return new Date(Math.max(...[today, ...own].map((rules) => closesAt(month, rules).getTime())))
}

/** The first acceptance that was not taken back within its ten minutes. */
function firstAcceptance(history: Accepted['history']): { at: Date; ae: UserId } | undefined {
  let found: { at: Date; ae: UserId } | undefined
  for (const { action, at, ae, undid } of history) {
    if (action === 'accepted') found ??= { at, ae }
    // Only the very first can be gone again: a later owner's undo leaves the first acceptance where it is.
    if (action === 'undone' && undid === 'accepted' && found && isFirstUndone(history, at)) found = undefined
  }
  return found
}

function isFirstUndone(history: Accepted['history'], undoneAt: Date): boolean {
  const acceptances = history.filter(({ action, at }) => action === 'accepted' && at <= undoneAt)
  const undone = history.filter(
    ({ action, undid, at }) => action === 'undone' && undid === 'accepted' && at <= undoneAt,
  )
  return acceptances.length === undone.length
}

/** A change of what the credit is worth, and why. */
type Turn = { at: Date; isWorth: boolean; why: PayWhy }

function linesOf(handoff: Accepted, at: Date, now: Date): PayLine[] {
  const { rules } = handoff
  const windowEnds = new Date(at.getTime() + hours(24 * rules.clawbackDays))
  const month = monthOf(at, rules.zone)
  const closes = closesAt(month, rules)
  const turns = turnsOf(handoff, at, windowEnds)
  const inMonth = turns.filter((turn) => turn.at <= closes && turn.at <= now).at(-1)
  const worth = inMonth?.isWorth ?? true
  const open = now < windowEnds
  const line: PayLine = {
    ...about(handoff),
    month,
    at,
    state: worth ? (open ? 'pending' : 'earned') : 'clawed_back',
    credits: worth ? 1 : 0,
    why: worth ? (open ? 'window_open' : 'accepted') : (inMonth?.why ?? 'accepted'),
  }
  const later = turns.filter((turn) => turn.at > closes && turn.at <= now)
  return [line, ...corrections(handoff, worth, later)]
}

/** After a month has closed each change is a line of its own, in the month of the change. */
function corrections(handoff: Accepted, before: boolean, turns: readonly Turn[]): PayLine[] {
  let worth = before
  return turns.flatMap(({ at, isWorth, why }): PayLine[] => {
    if (isWorth === worth) return []
    worth = isWorth
    const month = monthOf(at, handoff.rules.zone)
    return [{ ...about(handoff), month, at, state: 'correction', credits: isWorth ? 1 : -1, why }]
  })
}

function turnsOf({ history, rules }: Accepted, from: Date, windowEnds: Date): Turn[] {
  const turns: Turn[] = []
  for (const { at, action, undid, code, from: before } of history) {
    if (at < from) continue
    const takes = action === 'recycled' || action === 'withdrawn' || action === 'disqualified'
    if (takes && at <= windowEnds) {
      const claws =
        action !== 'disqualified' ||
        (rules.disqualifyCodes.find((known) => known.code === code)?.clawsBack ?? true)
      if (claws) turns.push({ at, isWorth: false, why: action })
    }
    const wasTaken = undid === 'recycled' || undid === 'withdrawn' || undid === 'disqualified'
    if (action === 'undone' && wasTaken) turns.push({ at, isWorth: true, why: 'taken_back' })
    if (action === 'corrected' && before === 'disqualified')
      turns.push({ at, isWorth: true, why: 'set_right' })
  }
  return turns
}

const about = ({ id, ref, company, sdr }: Accepted) => ({ id, ref, company, sdr })

function notCounted(handoff: Accepted, at: Date, why: PayWhy, other?: number): PayLine {
  const month = monthOf(at, handoff.rules.zone)
  return { ...about(handoff), month, at, state: 'not_counted', credits: 0, why, ...(other ? { other } : {}) }
}

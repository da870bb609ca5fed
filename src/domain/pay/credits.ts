import { hours } from '../time/calendar.ts'
import { linesOf } from './clawback.ts'
import { firstAcceptance } from './first_acceptance.ts'
import { type Accepted, leadOf, type PayLine, type PayWhy } from './lines.ts'
import { monthOf } from './months.ts'

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
  const paid = new Map<string, Paid[]>()
  const counted = accepted.map(({ handoff, first }) => {
    const { sdr, prospect, rules, ref } = handoff
    const { at } = first
    if (first.ae === sdr) return { handoff, at, lines: [notCounted(handoff, at, 'own_lead')] }
    const credits = paid.get(prospect) ?? []
    const earlier = credits.find((one) => at.getTime() - one.at.getTime() < hours(24 * rules.lockDays))
    if (earlier) return { handoff, at, lines: [notCounted(handoff, at, 'same_prospect', earlier.ref)] }
    const lines = linesOf(handoff, at, now)
    // A credit that was taken back stands in nobody's way.
    if (lines[0]?.credits === 1) paid.set(prospect, [...credits, { at, ref }])
    return { handoff, at, lines }
  })
  return counted.flatMap(({ handoff, at, lines: [first, ...later] }) => {
    if (!first) return []
    const lock = hours(24 * handoff.rules.lockDays)
    const [back] = later.filter(({ credits }) => credits === 1)
    const since = paid
      .get(handoff.prospect)
      ?.find((one) => one.at > at && one.at.getTime() - at.getTime() < lock)
    // What comes back after the same prospect was paid for again comes back to nothing.
    if (first.credits === 1 || !back || !since) return [first, ...later]
    return [first, { ...notCounted(handoff, back.at, 'same_prospect', since.ref), month: back.month }]
  })
}

/** When a prospect was paid for, and by which handoff. */
type Paid = { at: Date; ref: number }

function notCounted(handoff: Accepted, at: Date, why: PayWhy, other?: number): PayLine {
  const month = monthOf(at, handoff.rules.zone)
  return { ...leadOf(handoff), month, at, state: 'not_counted', credits: 0, why, ...(other ? { other } : {}) }
}

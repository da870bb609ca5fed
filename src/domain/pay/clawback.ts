import { hours } from '../time/calendar.ts'
import { type Accepted, leadOf, type PayLine, type PayWhy } from './lines.ts'
import { closesAt, monthOf } from './months.ts'

/** A change of what the credit is worth, and why. */
type WorthChange = { at: Date; isWorth: boolean; why: PayWhy }

export function linesOf(handoff: Accepted, at: Date, now: Date): PayLine[] {
  const { rules } = handoff
  const windowEnds = new Date(at.getTime() + hours(24 * rules.clawbackDays))
  const month = monthOf(at, rules.zone)
  const closes = closesAt(month, rules)
  const turns = worthChanges(handoff, at, windowEnds)
  const inMonth = turns.filter((turn) => turn.at <= closes && turn.at <= now).at(-1)
  const worth = inMonth?.isWorth ?? true
  const open = now < windowEnds
  const line: PayLine = {
    ...leadOf(handoff),
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
function corrections(handoff: Accepted, before: boolean, turns: readonly WorthChange[]): PayLine[] {
  let worth = before
  return turns.flatMap(({ at, isWorth, why }): PayLine[] => {
    if (isWorth === worth) return []
    worth = isWorth
    const month = monthOf(at, handoff.rules.zone)
    return [{ ...leadOf(handoff), month, at, state: 'correction', credits: isWorth ? 1 : -1, why }]
  })
}

function worthChanges({ history, rules }: Accepted, from: Date, windowEnds: Date): WorthChange[] {
  const turns: WorthChange[] = []
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

import { changed, type Decision, next } from '../handoff/decision.ts'
import type { Brief, Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'
import { offerTo } from '../reminders/deadlines.ts'
import type { Calendar } from '../time/calendar.ts'

/** Whether the SDR added anything to the brief since then: what the AE who declined did not know. */
function hasNewsSince(brief: Brief, at: Date): boolean {
  return brief.additions.some((addition) => addition.at.getTime() >= at.getTime())
}

/** A new offer with clocks of its own. The AE who declined gets it back only with something they did not know. */
export function reoffer(
  handoff: Handoff,
  by: UserId,
  to: { ae: UserId; calendar: Calendar; unchecked: boolean },
  now: Date,
): Decision {
  const refusal = refusalOf('reoffered', handoff, by, now)
  if (refusal) return refusal
  const { offer: before } = handoff
  const declinedAt = handoff.declines[to.ae]
  if (declinedAt && !hasNewsSince(handoff.brief, declinedAt))
    return { refused: 'needs_news', handoff, ae: to.ae }
  const offer = offerTo(to.ae, before.seq + 1, to.calendar, handoff.rules, now)
  const after = next(handoff, { offer, stage: { status: 'offered' } })
  const change = changed(handoff, after, { action: 'reoffered', by, at: now })
  if (to.unchecked)
    change.tell.push({ kind: 'reminder', what: 'check_ae', offer: offer.seq, to: handoff.sdr })
  return change
}

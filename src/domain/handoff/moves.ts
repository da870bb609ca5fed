import { firstMeaningful } from '../owning/touches.ts'
import type { UserId } from '../people/people.ts'
import { sdrDue, touchTarget } from '../reminders/deadlines.ts'
import type { Calendar } from '../time/calendar.ts'
import type { Handoff } from './handoff.ts'

/** What somebody has to do next with a lead, and by when, in whose hours. */
export type Move = {
  what: 'accept' | 'answer' | 'reoffer' | 'touch'
  who: UserId
  since: Date
  /** Nothing while a question holds the clock. */
  due: Date | undefined
  calendar: Calendar
}

/**
 * Whose move it is. Reminders, the stuck list, everybody's own list and the database all ask here, so that no two
 * screens name different people. Nobody's while an owner who has touched the lead works on it.
 */
export function moveOf(handoff: Handoff): Move | undefined {
  const { offer, stage, sdr, sdrCalendar } = handoff
  const ae = { who: offer.ae, calendar: offer.calendar }
  switch (stage.status) {
    case 'offered': {
      const since = offer.questions[0]?.reply?.at ?? offer.offeredAt
      return { what: 'accept', ...ae, since, due: offer.acceptDue }
    }
    case 'info_needed':
      return sdrMove('answer', stage.question.askedAt)
    case 'declined':
      return sdrMove('reoffer', stage.at)
    case 'accepted':
      return firstMeaningful(handoff)
        ? undefined
        : { what: 'touch', ...ae, since: stage.at, due: touchTarget(handoff) }
    case 'qualified':
    case 'disqualified':
    case 'won':
    case 'lost':
    case 'withdrawn':
    case 'recycled':
      return undefined
    default:
      return stage satisfies never
  }

  function sdrMove(what: 'answer' | 'reoffer', since: Date): Move {
    return { what, who: sdr, since, due: sdrDue(handoff, since), calendar: sdrCalendar }
  }
}

import { firstMeeting, introAt, isWarmTransfer, secondMeeting } from '../../domain/calls/meetings.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { moveOf } from '../../domain/handoff/moves.ts'
import { firstMeaningful, firstTouch } from '../../domain/owning/touches.ts'
import { firstToTellAt } from '../../domain/reminders/wake.ts'
import { stuckFrom } from '../../domain/stuck/stuck.ts'

/** What the jobs and the numbers look for, worked out by the rules and kept beside the handoff. */
export function followed(handoff: Handoff) {
  const first = firstTouch(handoff)
  const move = moveOf(handoff)
  return {
    acceptedAt: handoff.firstAcceptedAt ?? null,
    touchDue: touchDueOf(handoff) ?? null,
    firstTouchAt: first?.happenedAt ?? null,
    firstTouchKind: first?.kind ?? null,
    firstMeaningfulAt: firstMeaningful(handoff)?.happenedAt ?? null,
    firstMeetingAt: firstMeeting(handoff)?.at ?? null,
    secondMeetingAt: secondMeeting(handoff)?.at ?? null,
    introPlannedAt: introAt(handoff) ?? null,
    warmTransfer: isWarmTransfer(handoff),
    qualifiedBy: handoff.qualified?.by ?? null,
    qualifiedAt: handoff.qualified?.at ?? null,
    verbalBy: handoff.verbal?.by ?? null,
    verbalAt: handoff.verbal?.at ?? null,
    verbalForm: handoff.verbal?.form ?? null,
    cannotMake: handoff.cannotMake ?? null,
    rating: handoff.rating?.stars ?? null,
    ratedAt: handoff.rating?.at ?? null,
    snoozedUntil: handoff.snoozedUntil ?? null,
    wakeAt: firstToTellAt(handoff) ?? null,
    stuckFrom: stuckFrom(handoff) ?? null,
    waitsFor: move?.who ?? null,
    moveDue: move?.due ?? null,
  }
}

/** A prospect's deadline that was stopped before it passed is nobody's to have met. */
function touchDueOf({ offer, stage }: Handoff): Date | undefined {
  const stopped = stage.status === 'declined' || stage.status === 'withdrawn' || stage.status === 'recycled'
  return stopped && offer.touchDue && stage.at < offer.touchDue ? undefined : offer.touchDue
}

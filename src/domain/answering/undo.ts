import { changed, type Decision, next } from '../handoff/decision.ts'
import type { Handoff, Offer } from '../handoff/handoff.ts'
import type { LastAnswer } from '../handoff/history.ts'
import { stageOf } from '../handoff/stage.ts'
import type { UserId } from '../people/people.ts'
import { timed } from '../reminders/deadlines.ts'

export const UNDO_WINDOW_MS = 10 * 60_000

/** Takes the last answer back, for ten minutes and for whoever gave it. Both stay in the history. */
export function undo(handoff: Handoff, by: UserId, now: Date): Decision {
  const last = handoff.lastAnswer
  if (!mayStillUndo(last, now)) return { refused: 'nothing_to_undo', handoff }
  if (last.by !== by) return { refused: 'not_allowed', action: 'undone', handoff, who: [last.by] }
  const keepsAnswer = ['declined', 'accepted', 'qualified'].includes(last.from)
  const open: Offer = keepsAnswer ? handoff.offer : { ...handoff.offer, answer: undefined }
  const offer = timed(open, handoff.rules)
  const { [offer.ae]: _taken, ...others } = handoff.declines
  const declines = last.action === 'declined' ? others : handoff.declines
  const firstAcceptedAt =
    handoff.firstAcceptedAt?.getTime() === last.at.getTime() ? undefined : handoff.firstAcceptedAt
  const restored = next(handoff, {
    offer,
    stage: stageOf(last.from, offer, { qualified: handoff.qualified }),
  })
  const qualified = last.action === 'qualified' ? undefined : handoff.qualified
  const after = { ...restored, declines, firstAcceptedAt, qualified }
  return changed(handoff, after, { action: 'undone', by, at: now, undid: last.action })
}

export function mayStillUndo(last: LastAnswer | undefined, now: Date): last is LastAnswer {
  return last !== undefined && now.getTime() - last.at.getTime() < UNDO_WINDOW_MS
}

import type { UserId } from '../people/people.ts'
import type { Handoff } from './handoff.ts'
import type { LastAnswer } from './history.ts'
import { moveOf } from './moves.ts'
import type { Status } from './status.ts'

/**
 * As much of a handoff as a line of a list and its buttons say. It is read from the handoff's own row, so that a list
 * takes as many statements with a hundred lines as with one.
 */
export type Lead = {
  id: string
  ref: number
  company: string
  status: Status
  sdr: UserId
  ae: UserId
  /** The offer that counts now. */
  offer: number
  waitsFor: UserId | undefined
  due: Date | undefined
  /** Who asked the question that it waits for. */
  askedBy: UserId | undefined
  nextStepDate: string
  lastAnswer: LastAnswer | undefined
}

export function leadOf(handoff: Handoff): Lead {
  const { id, ref, prospect, stage, sdr, offer, brief, lastAnswer } = handoff
  const move = moveOf(handoff)
  return {
    id,
    ref,
    company: prospect.company,
    status: stage.status,
    sdr,
    ae: offer.ae,
    offer: offer.seq,
    waitsFor: move?.who,
    due: move?.due,
    askedBy: stage.status === 'info_needed' ? stage.question.by : undefined,
    nextStepDate: brief.nextStepDate,
    lastAnswer,
  }
}

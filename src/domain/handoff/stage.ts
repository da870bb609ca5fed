import type { UserId } from '../people/people.ts'
import type { LocalDate } from '../time/calendar.ts'
import type { Handoff, Offer, Stage } from './handoff.ts'
import type { Status } from './status.ts'

type Ended = {
  by: UserId
  at: Date
  until?: LocalDate | undefined
  code?: string | undefined
}

/** Where a handoff stands, read from its status and its current offer; used when loading and when undoing. */
export function stageOf(
  status: Status,
  offer: Offer,
  { closed, qualified }: { closed?: Ended | undefined; qualified?: Handoff['qualified'] },
): Stage {
  const { answer } = offer
  switch (status) {
    case 'offered':
      return { status }
    case 'info_needed': {
      const question = offer.questions.at(-1)
      if (!question) throw new Error('a handoff waits for an answer, but nothing was asked')
      return { status, question }
    }
    case 'accepted':
      if (answer?.kind !== 'accepted') throw new Error('an accepted handoff has no acceptance')
      return { status, owner: offer.ae, by: answer.by, at: answer.at }
    case 'qualified':
      if (!qualified) throw new Error('a qualified handoff was never qualified')
      return { status, owner: offer.ae, by: qualified.by, at: qualified.at }
    case 'disqualified':
    case 'won':
    case 'lost':
      if (!closed) throw new Error(`a handoff that was ${status} has no end`)
      return { status, by: closed.by, at: closed.at, code: closed.code }
    case 'declined': {
      if (answer?.kind !== 'declined') throw new Error('a declined handoff has no decline')
      return { status, by: answer.by, at: answer.at, code: answer.code, comment: answer.comment }
    }
    case 'withdrawn':
      if (!closed) throw new Error('a withdrawn handoff was never withdrawn')
      return { status, by: closed.by, at: closed.at }
    case 'recycled':
      if (!closed?.until) throw new Error('a recycled handoff has no date')
      return { status, by: closed.by, at: closed.at, until: closed.until }
    default:
      return status satisfies never
  }
}

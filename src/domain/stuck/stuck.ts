import { introDue } from '../calls/meetings.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { type Move, moveOf } from '../handoff/moves.ts'
import { isIn, WITH_AE } from '../handoff/status.ts'
import { lastMeaningful } from '../owning/touches.ts'
import type { UserId } from '../people/people.ts'
import { addClockTime, addDays, hours, startOfDay } from '../time/calendar.ts'

const CAUSES = [
  'owner_left',
  'not_accepted',
  'question_unanswered',
  'not_reoffered',
  'no_meaningful_touch',
  'intro_not_logged',
  'next_step_overdue',
  'gone_silent',
] as const

export type Cause = (typeof CAUSES)[number]

/** An open handoff that needs somebody: one cause, since when, and whose move it is; without anybody it is the managers'. */
export type Stuck = { cause: Cause; since: Date; move: UserId | undefined }

/** Working days without a meaningful touch after which a prospect counts as silent. */
const SILENT_DAYS = 10

/** The first cause that holds, in the order in which they matter. `left` are the people whose account is gone. */
export function stuckBy(handoff: Handoff, left: ReadonlySet<UserId>, now: Date): Stuck | undefined {
  const { offer, stage, sdr } = handoff
  const aeMatters = isIn(WITH_AE, stage.status)
  if (aeMatters && left.has(offer.ae)) return { cause: 'owner_left', since: now, move: undefined }
  const found = causesOf(handoff).find(({ since }) => since <= now)
  if (!found) return undefined
  const sdrIsGone = found.move === sdr && left.has(sdr)
  return sdrIsGone ? { ...found, move: undefined } : found
}

/** The earliest moment at which a cause can hold; kept beside the handoff, so that the daily list reads only those. */
export function stuckFrom(handoff: Handoff): Date | undefined {
  const moments = causesOf(handoff).map(({ since }) => since.getTime())
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined
}

/** What it means that a move was not made in time. */
const MISSED: Record<Move['what'], Cause> = {
  accept: 'not_accepted',
  answer: 'question_unanswered',
  reoffer: 'not_reoffered',
  touch: 'no_meaningful_touch',
}

/** Everything that can make it stuck, in the order in which it matters, each with the moment from which it holds. */
function causesOf(handoff: Handoff): Stuck[] {
  const { stage } = handoff
  const move = moveOf(handoff)
  const missed: Stuck[] = move?.due ? [{ cause: MISSED[move.what], since: move.due, move: move.who }] : []
  if (stage.status === 'qualified') return [nextStepOverdue(handoff, stage.owner)]
  if (stage.status !== 'accepted') return missed
  const introLate = introDue(handoff)
  const touched = lastMeaningful(handoff)
  return [
    ...missed,
    ...(introLate ? [{ cause: 'intro_not_logged' as const, since: introLate, move: stage.owner }] : []),
    nextStepOverdue(handoff, stage.owner),
    ...(touched
      ? [
          {
            cause: 'gone_silent' as const,
            since: silentFrom(handoff, touched.happenedAt),
            move: stage.owner,
          },
        ]
      : []),
  ]
}

/** Over at the end of its day where the owner works. */
function nextStepOverdue({ brief, offer }: Handoff, move: UserId): Stuck {
  const since = startOfDay(addDays(brief.nextStepDate, 1), offer.calendar.zone)
  return { cause: 'next_step_overdue', since, move }
}

function silentFrom({ offer }: Handoff, touchedAt: Date): Date {
  return addClockTime(offer.calendar, 'working_days', touchedAt, hours(24 * SILENT_DAYS))
}

import { accept } from '../answering/accept.ts'
import { type Checked, type Fields, LONGEST, reader } from '../fields.ts'
import { changedQuietly, type Decision } from '../handoff/decision.ts'
import type { Handoff, Meeting } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import { readNextStep } from '../owning/next_step.ts'
import { isBeforeHandoff } from '../owning/touches.ts'
import type { UserId } from '../people/people.ts'
import type { LocalDate } from '../time/calendar.ts'
import { countsAsTouch, isPlannedIntro, mayMove } from './meetings.ts'

export type Call = {
  result: 'held' | 'no_show' | 'moved'
  /** When it was, or for a call that moved, when it will be. */
  at: Date
  sdr: boolean
  ae: boolean
  prospect: boolean
  words: string | undefined
  nextStep: string
  nextStepDate: LocalDate
}

/** A call with the prospect. One that the AE held is their meaningful touch as well; one that moved is a plan. */
export function logCall(handoff: Handoff, by: UserId, call: Call, now: Date): Decision {
  const refusal = refusalOf('called', handoff, by, now)
  if (refusal) return refusal
  const { result, at, words, nextStep, nextStepDate } = call
  if (result === 'moved' && !mayMove(handoff)) return { refused: 'nothing_to_move', handoff }
  if (result === 'moved' && at <= now) return { refused: 'move_to_past', handoff }
  if (result !== 'moved' && at > now) return { refused: 'touch_in_future', handoff }
  if (result !== 'moved' && isBeforeHandoff(at, handoff)) return { refused: 'touch_too_early', handoff }
  // A call is logged once, by whoever comes first; a form that was sent again says so.
  const same = handoff.meetings.find((meeting) => meeting.at.getTime() === at.getTime())
  if (same && result !== 'moved') return { refused: 'call_logged', handoff, by: same.by }
  const version = handoff.version + 1
  const brief = { ...handoff.brief, nextStep, nextStepDate }
  const after: Handoff =
    result === 'moved'
      ? {
          ...handoff,
          version,
          brief: { ...brief, intro: { mode: 'scheduled', at } },
          meetings: missed(handoff),
        }
      : { ...handoff, version, brief, ...withMeeting(handoff, by, { ...call, result }, now) }
  const change = changedQuietly(handoff, after, { action: 'called', by, at: now, code: result, words })
  change.tell.push({ kind: 'state', what: 'brief' })
  if (result === 'moved') change.tell.push({ kind: 'event', what: 'invitation', version: after.version })
  // Whoever was on the call has as good as accepted; the AE says so with one click.
  const waits = handoff.stage.status === 'offered' || handoff.stage.status === 'info_needed'
  if (waits && result === 'held' && call.ae)
    change.tell.push({ kind: 'event', what: 'thread', version: after.version })
  return change
}

/** An intro call that the prospect missed and that gets another time was not the intro call after all. */
const missed = ({ meetings }: Handoff): Meeting[] =>
  meetings.map((meeting) => ({ ...meeting, isIntro: false }))

/** The acceptance that a call stands for, when whoever logs it may accept; refused when it is owned already. */
export function acceptWithCall(handoff: Handoff, by: UserId, now: Date): Decision {
  return by === handoff.sdr ? { refused: 'too_late', action: 'accepted', handoff } : accept(handoff, by, now)
}

function withMeeting(
  handoff: Handoff,
  by: UserId,
  { result, at, sdr, ae, prospect, words: note }: Call & { result: Meeting['result'] },
  now: Date,
): Pick<Handoff, 'meetings' | 'touches'> {
  const isIntro = isPlannedIntro(handoff, { at, sdr, ae, prospect })
  const meeting: Meeting = {
    version: handoff.version + 1,
    result,
    at,
    loggedAt: now,
    by,
    isIntro,
    sdr,
    ae,
    prospect,
  }
  const meetings = [...handoff.meetings, meeting]
  const touch = {
    version: meeting.version,
    kind: 'meeting_held' as const,
    happenedAt: at,
    loggedAt: now,
    by,
    note,
  }
  return { meetings, touches: countsAsTouch(meeting) ? [...handoff.touches, touch] : handoff.touches }
}

/** A call: what came of it, when, who was there, and what happens next. Ticked people arrive as one text. */
export function checkCall(fields: Fields, now: Date, zone: string): Checked<Call> {
  const read = reader(fields)
  const result = (['held', 'no_show', 'moved'] as const).find((known) => known === fields.result)
  if (!result) read.problem({ field: 'result', why: 'missing' })
  if (!fields.happened) read.problem({ field: 'happened', why: 'missing' })
  const there = (fields.there ?? '').split(',')
  if (result === 'held' && !there.includes('prospect')) read.problem({ field: 'there', why: 'nobody_there' })
  return read.result({
    result: result ?? 'held',
    at: new Date(Number(fields.happened) * 1000),
    sdr: there.includes('sdr'),
    ae: there.includes('ae'),
    prospect: result === 'held',
    words: read.text('said', LONGEST.note) || undefined,
    ...readNextStep(read, now, zone),
  })
}

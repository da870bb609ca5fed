import type { LocalDate } from './calendar.ts'
import { type Change, changed, type Decision, lastAnswer, next, quietly, type Said } from './decision.ts'
import type { Handoff, Outcome, PullIn, Stage } from './handoff.ts'
import { accept } from './lifecycle.ts'
import { countsAsTouch, isPlannedIntro, type Meeting, mayMove } from './meetings.ts'
import type { UserId } from './people.ts'
import { refusalOf } from './permissions.ts'
import { isBeforeHandoff } from './touches.ts'

/** What the owner says of a lead: calls with the prospect, how it ends, and what they thought of the handoff. */

/** What the owner tells the SDR with an outcome. */
export type Feedback = { words: string; rating: number | undefined }

export function qualify(handoff: Handoff, by: UserId, feedback: Feedback, now: Date): Decision {
  const refusal = refusalOf('qualified', handoff, by, now)
  if (refusal) return refusal
  const stage: Stage = { status: 'qualified', owner: handoff.offer.ae, by, at: now }
  const after = {
    ...next(handoff, { offer: handoff.offer, stage, lastAnswer: lastAnswer(handoff, 'qualified', stage) }),
    qualified: { by, at: now },
  }
  return withFeedback(handoff, after, { action: 'qualified', by, at: now }, feedback)
}

export function end(
  handoff: Handoff,
  by: UserId,
  { outcome, code, ...feedback }: Feedback & { outcome: Outcome; code: string | undefined },
  now: Date,
): Decision {
  const refusal = refusalOf(outcome, handoff, by, now)
  if (refusal) return refusal
  const stage: Stage = { status: outcome, by, at: now, code }
  const after = next(handoff, {
    offer: handoff.offer,
    stage,
    lastAnswer: lastAnswer(handoff, outcome, stage),
  })
  return withFeedback(handoff, after, { action: outcome, by, at: now, code }, feedback)
}

/** A manager sets an outcome right, at any time: the lead is where it was before, and both stay in the history. */
export function correct(handoff: Handoff, by: UserId, words: string, now: Date): Decision {
  const refusal = refusalOf('corrected', handoff, by, now)
  if (refusal) return refusal
  const { offer, stage, qualified } = handoff
  const kept = stage.status === 'qualified' ? undefined : qualified
  const owner = offer.ae
  const accepted = offer.answer?.kind === 'accepted' ? offer.answer : undefined
  // An owner before this one may have qualified it; this one had only accepted it.
  const was = kept && accepted && kept.at < accepted.at ? undefined : kept
  const before: Stage = was
    ? { status: 'qualified', owner, ...was }
    : { status: 'accepted', owner, by: accepted?.by ?? owner, at: accepted?.at ?? offer.offeredAt }
  const after = { ...next(handoff, { offer, stage: before }), qualified: kept }
  return changed(handoff, after, { action: 'corrected', by, at: now, words })
}

export function giveFeedback(handoff: Handoff, by: UserId, feedback: Feedback, now: Date): Decision {
  const refusal = refusalOf('feedback_given', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1 }
  return withFeedback(handoff, after, { action: 'feedback_given', by, at: now }, feedback)
}

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
      : { ...handoff, version, brief, ...afterCall(handoff, by, { ...call, result }, now) }
  const change = quietly(handoff, after, { action: 'called', by, at: now, code: result, words })
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

function afterCall(
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

/** The owner asks the SDR back in: they know the people there. */
export function pullIn(
  handoff: Handoff,
  by: UserId,
  request: Pick<PullIn, 'reason' | 'words'>,
  now: Date,
): Decision {
  const refusal = refusalOf('pulled_in', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1, pullIn: { by, at: now, ...request } }
  const { reason: code, words } = request
  return told(handoff, after, { action: 'pulled_in', by, at: now, code, words }, handoff.sdr)
}

export function pullInDone(handoff: Handoff, by: UserId, now: Date): Decision {
  const refusal = refusalOf('pull_in_done', handoff, by, now)
  if (refusal) return refusal
  if (!handoff.pullIn) return { refused: 'nothing_asked', handoff }
  const after = { ...handoff, version: handoff.version + 1, pullIn: undefined }
  return told(handoff, after, { action: 'pull_in_done', by, at: now }, handoff.offer.ae)
}

/** The SDR reads it in the thread and in a message of their own. */
function withFeedback(before: Handoff, after: Handoff, what: Said, { words, rating }: Feedback): Change {
  const rated = rating === undefined ? after : { ...after, rating: { stars: rating, at: what.at } }
  const said = { ...what, words: words || undefined, rating }
  return told(before, rated, said, before.sdr)
}

function told(before: Handoff, after: Handoff, what: Said, to: UserId): Change {
  const change = changed(before, after, what)
  if (to !== what.by) change.tell.push({ kind: 'event', what: 'told', version: after.version, to })
  return change
}

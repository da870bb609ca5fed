import type { Calendar, LocalDate } from './calendar.ts'
import { timed } from './deadlines.ts'
import { aeCard, type Change, changed, type Decision, lastAnswer, line, next } from './decision.ts'
import {
  type Brief,
  type Handoff,
  hasNewsSince,
  type LastAnswer,
  type Offer,
  type OfferAnswer,
  type Prospect,
  type Question,
  type Stage,
  stageOf,
} from './handoff.ts'
import type { Notice } from './notices.ts'
import type { Team, UserId } from './people.ts'
import { managersOf, refusalOf } from './permissions.ts'
import type { Rules } from './rules.ts'

export const UNDO_WINDOW_MS = 10 * 60_000

/** By their turn, by one they were given back, because they own the prospect, or because somebody picked them. */
type RouteWhy = 'rotation' | 'turn_back' | 'owner' | 'picked'

export type NewHandoff = {
  id: string
  workspace: string
  ref: number
  team: Team
  sdr: UserId
  prospect: Prospect
  sameAs?: string | undefined
  brief: Brief
  rulesId: string
  rules: Rules
  ae: UserId
  calendar: Calendar
  sdrCalendar: Calendar
  /** Slack could not say in time who the AE is; the SDR hears privately if they cannot take part. */
  aeUnchecked: boolean
  /** Why this AE: kept in the history. */
  route?: RouteWhy | undefined
  /** The same of the SDR; a manager hears. */
  sdrUnchecked: boolean
}

export function send(input: NewHandoff, now: Date): Change {
  const { ae, calendar, aeUnchecked, sdrUnchecked, route, ...facts } = input
  const handoff: Handoff = {
    ...facts,
    version: 1,
    declines: {},
    touches: [],
    meetings: [],
    absences: [],
    createdAt: now,
    offer: offerTo(ae, 1, calendar, input.rules, now),
    stage: { status: 'offered' },
  }
  const tell: Notice[] = [{ kind: 'state', what: 'card' }, { kind: 'state', what: 'brief' }, aeCard(handoff)]
  if (input.brief.intro.mode === 'scheduled') tell.push({ kind: 'event', what: 'invitation', version: 1 })
  if (aeUnchecked) tell.push({ kind: 'reminder', what: 'check_ae', offer: 1, to: input.sdr })
  const [manager] = managersOf(input.team)
  if (sdrUnchecked && manager) tell.push({ kind: 'reminder', what: 'check_sdr', to: manager })
  const happened = line(handoff, {
    action: 'sent',
    by: input.sdr,
    at: now,
    ...(route ? { code: route } : {}),
  })
  return { handoff, happened, tell }
}

/** Accepting makes the offered AE the owner, also when a manager clicks for them. */
export function accept(handoff: Handoff, by: UserId, now: Date): Decision {
  return answerOffer(handoff, 'accepted', { kind: 'accepted', by, at: now })
}

export function decline(
  handoff: Handoff,
  by: UserId,
  reason: { code: string; comment?: string | undefined },
  now: Date,
): Decision {
  return answerOffer(handoff, 'declined', { kind: 'declined', by, at: now, ...reason })
}

/** Asking stops both clocks, but only the first time for an offer (see `dueAt`). */
export function ask(handoff: Handoff, by: UserId, words: string, now: Date): Decision {
  const refusal = refusalOf('asked', handoff, by, now)
  if (refusal) return refusal
  const question: Question = { by, askedAt: now, words }
  const offer = timed({ ...handoff.offer, questions: [...handoff.offer.questions, question] }, handoff.rules)
  const after = next(handoff, { offer, stage: { status: 'info_needed', question } })
  return changed(handoff, after, { action: 'asked', by, at: now, words })
}

export function answer(handoff: Handoff, by: UserId, words: string, now: Date): Decision {
  const refusal = refusalOf('answered', handoff, by, now)
  if (refusal) return refusal
  const questions = handoff.offer.questions.map((question, place, all) =>
    place === all.length - 1 ? { ...question, reply: { by, at: now, words } } : question,
  )
  const offer = timed({ ...handoff.offer, questions }, handoff.rules)
  return changed(handoff, next(handoff, { offer, stage: { status: 'offered' } }), {
    action: 'answered',
    by,
    at: now,
    words,
  })
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

/** New words in the brief; the card and the brief are edited, nobody is pinged. */
export function addInformation(handoff: Handoff, by: UserId, words: string, now: Date): Decision {
  const refusal = refusalOf('information_added', handoff, by, now)
  if (refusal) return refusal
  const additions = [...handoff.brief.additions, { by, at: now, words }]
  const after: Handoff = {
    ...handoff,
    version: handoff.version + 1,
    brief: { ...handoff.brief, additions },
  }
  const happened = line(after, {
    action: 'information_added',
    by,
    at: now,
    words,
    from: handoff.stage.status,
  })
  return {
    handoff: after,
    happened,
    tell: [
      { kind: 'state', what: 'card' },
      { kind: 'state', what: 'brief' },
    ],
  }
}

export function withdraw(handoff: Handoff, by: UserId, now: Date): Decision {
  return close(handoff, 'withdrawn', { status: 'withdrawn', by, at: now })
}

/** Puts a lead aside until a date in the SDR's own calendar. */
export function recycle(handoff: Handoff, by: UserId, until: LocalDate, now: Date): Decision {
  return close(handoff, 'recycled', { status: 'recycled', by, at: now, until })
}

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

function answerOffer(
  handoff: Handoff,
  action: 'accepted' | 'declined',
  answer: Extract<OfferAnswer, { kind: 'accepted' | 'declined' }>,
): Decision {
  const refusal = refusalOf(action, handoff, answer.by, answer.at)
  if (refusal) return refusal
  const offer = timed({ ...handoff.offer, answer }, handoff.rules)
  const accepted = action === 'accepted' ? (handoff.firstAcceptedAt ?? answer.at) : handoff.firstAcceptedAt
  const after = {
    ...next(handoff, {
      offer,
      stage: stageOf(action, offer, {}),
      lastAnswer: lastAnswer(handoff, action, answer),
    }),
    firstAcceptedAt: accepted,
  }
  const { by, at } = answer
  if (answer.kind === 'accepted') return changed(handoff, after, { action, by, at })
  const declines = { ...handoff.declines, [offer.ae]: at }
  const reason = { code: answer.code, words: answer.comment }
  return changed(handoff, { ...after, declines }, { action, by, at, ...reason })
}

function close(
  handoff: Handoff,
  action: 'withdrawn' | 'recycled',
  stage: Extract<Stage, { status: 'withdrawn' | 'recycled' }>,
): Decision {
  const refusal = refusalOf(action, handoff, stage.by, stage.at)
  if (refusal) return refusal
  const { offer } = handoff
  const taken: Offer = offer.answer
    ? offer
    : { ...offer, answer: { kind: 'taken_away', by: stage.by, at: stage.at } }
  const after = next(handoff, { offer: taken, stage, lastAnswer: lastAnswer(handoff, action, stage) })
  const until = stage.status === 'recycled' ? stage.until : undefined
  return changed(handoff, after, { action, by: stage.by, at: stage.at, until })
}

export function offerTo(ae: UserId, seq: number, calendar: Calendar, rules: Rules, now: Date): Offer {
  return timed({ seq, ae, offeredAt: now, calendar, questions: [] }, rules)
}

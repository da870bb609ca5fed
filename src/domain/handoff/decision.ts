import type { Notice } from '../outbox/notices.ts'
import type { UserId } from '../people/people.ts'
import type { Handoff, Offer, Stage } from './handoff.ts'
import type { Happening, LastAnswer, Undoable } from './history.ts'
import type { Refusal } from './refusals.ts'

/** What a rule decided: the state after, the line of history that explains it, and whom to tell. */
export type Change = { handoff: Handoff; happened: Happening; tell: Notice[] }

export type Decision = Change | Refusal

export const isRefusal = (decision: Decision): decision is Refusal => 'refused' in decision

export function lastAnswer(
  handoff: Handoff,
  action: Undoable,
  { by, at }: { by: UserId; at: Date },
): LastAnswer {
  return { action, by, at, from: handoff.stage.status }
}

/** The next version of a handoff; whoever gave the last answer can no longer take it back. */
export function next(
  handoff: Handoff,
  now: { offer: Offer; stage: Stage; lastAnswer?: LastAnswer },
): Handoff {
  return { ...handoff, lastAnswer: undefined, version: handoff.version + 1, ...now }
}

/** What every change of the lifecycle tells: both cards, and the thread. */
export function changed(before: Handoff, after: Handoff, what: Said): Change {
  const happened = line(after, { ...what, from: before.stage.status })
  const tell: Notice[] = [{ kind: 'state', what: 'card' }, aeCard(after)]
  if (before.offer.seq !== after.offer.seq) tell.push(aeCard(before))
  tell.push({ kind: 'event', what: 'thread', version: after.version })
  if (after.lastAnswer) tell.push(undoOver(after, 'card'), undoOver(after, 'ae_card'))
  return { handoff: after, happened, tell }
}

/** Both cards show it; nobody is pinged for somebody else's diligence. */
export function changedQuietly(before: Handoff, after: Handoff, what: Said): Change {
  const { seq, ae } = after.offer
  const happened = line(after, { ...what, from: before.stage.status })
  const tell: Notice[] = [
    { kind: 'state', what: 'card' },
    { kind: 'state', what: 'ae_card', offer: seq, to: ae, urgent: false },
  ]
  return { handoff: after, happened, tell }
}

function undoOver({ offer, version }: Handoff, of: 'card' | 'ae_card'): Notice {
  return { kind: 'reminder', what: 'undo_over', of, offer: offer.seq, version }
}

export function aeCard(handoff: Handoff): Notice {
  const { seq, ae } = handoff.offer
  const urgent = handoff.brief.intro.mode === 'live_now' && handoff.stage.status === 'offered'
  return { kind: 'state', what: 'ae_card', offer: seq, to: ae, urgent }
}

/** What happened, as whoever decided it says; where the lead stood before is added. */
export type Said = Omit<HistoryFacts, 'from'>

type HistoryFacts = Pick<
  Happening,
  'action' | 'by' | 'at' | 'from' | 'code' | 'until' | 'undid' | 'rating' | 'words'
>

export function line(after: Handoff, what: HistoryFacts): Happening {
  const { seq, ae } = after.offer
  return { version: after.version, offer: seq, ae, to: after.stage.status, ...what }
}

/** The same, and the one person whom it concerns most is told by message, unless they did it themselves. */
export function changedAndTold(before: Handoff, after: Handoff, what: Said, to: UserId): Change {
  const change = changed(before, after, what)
  if (to !== what.by) change.tell.push({ kind: 'event', what: 'told', version: after.version, to })
  return change
}

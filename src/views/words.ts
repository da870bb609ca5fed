import type { PullIn, TouchKind } from '../domain/handoff/handoff.ts'
import type { Outcome } from '../domain/handoff/status.ts'
import type { HandoverForm } from '../domain/people/people.ts'
import type { Rules } from '../domain/settings/rules.ts'

/** Words that several messages share. */

export const TOUCH_LABELS: Record<TouchKind, string> = {
  call_attempted: 'Call attempted',
  reply_received: 'Reply received',
  meeting_booked: 'Meeting booked or confirmed',
  meeting_held: 'Meeting held',
  personal_email: 'Personal email',
  templated_email: 'Templated email',
}

export const HANDOVER_LABELS: Record<HandoverForm, string> = {
  call: 'Call me',
  dm: 'Direct message',
  thread: 'In the thread',
  voice_note: 'Voice note',
}

const HANDED_OVER: Record<HandoverForm, string> = {
  call: 'in a call',
  dm: 'by direct message',
  thread: 'in the thread',
  voice_note: 'by voice note',
}

export const handedOverWords = (form: string | undefined): string =>
  Object.entries(HANDED_OVER).find(([known]) => known === form)?.[1] ?? 'in person'

export const touchWords = (kind: string | undefined): string =>
  inSentence(Object.entries(TOUCH_LABELS).find(([known]) => known === kind)?.[1] ?? 'touch')

export function declineLabel(rules: Rules, code: string): string {
  return inSentence(rules.declineCodes.find((known) => known.code === code)?.label ?? code)
}

function disqualifyLabel(rules: Rules, code: string | undefined): string {
  return inSentence(rules.disqualifyCodes.find((known) => known.code === code)?.label ?? code ?? 'other')
}

function lostLabel(rules: Rules, code: string | undefined): string {
  return inSentence(rules.lostCodes.find((known) => known.code === code)?.label ?? code ?? 'other')
}

export const PULL_IN_LABELS: Record<PullIn['reason'], string> = {
  new_stakeholder: 'New stakeholder',
  gone_quiet: 'Gone quiet',
  more_people: 'More people to reach',
  other: 'Other',
}

export const pullInWords = (reason: string | undefined): string =>
  inSentence(Object.entries(PULL_IN_LABELS).find(([known]) => known === reason)?.[1] ?? 'other')

/** How a lead ended, with its reason where it has one. */
export function endWords(rules: Rules, outcome: Outcome, code: string | undefined): string {
  if (outcome === 'won') return 'won'
  const reason = outcome === 'lost' ? lostLabel(rules, code) : disqualifyLabel(rules, code)
  return `${outcome} (${reason})`
}

/** A label inside a sentence begins small, unless it begins with an abbreviation. */
export const inSentence = (label: string): string =>
  label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())

import type { Rules } from '../domain/rules.ts'
import type { TouchKind } from '../domain/touches.ts'

/** Words that several messages share. */

export const TOUCH_LABELS: Record<TouchKind, string> = {
  call_attempted: 'Call attempted',
  reply_received: 'Reply received',
  meeting_booked: 'Meeting booked or confirmed',
  personal_email: 'Personal email',
  templated_email: 'Templated email',
}

export const touchWords = (kind: string | undefined): string =>
  inSentence(Object.entries(TOUCH_LABELS).find(([known]) => known === kind)?.[1] ?? 'touch')

export function declineLabel(rules: Rules, code: string): string {
  return inSentence(rules.declineCodes.find((known) => known.code === code)?.label ?? code)
}

/** A label inside a sentence begins small, unless it begins with an abbreviation. */
export const inSentence = (label: string): string =>
  label.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase())

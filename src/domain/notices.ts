import type { LocalDate } from './calendar.ts'
import type { UserId } from './people.ts'

/**
 * What to tell whom about a handoff, never what it looks like: a notice is rendered when it is sent.
 * - *state*: one message that shows the handoff as it is now; several changes become one edit.
 * - *event*: a message of its own about one happening; never dropped.
 * - *reminder*: dropped when its reason is gone by the time it would be sent.
 */
export type Notice =
  | { kind: 'state'; what: 'card' }
  | { kind: 'state'; what: 'brief' }
  | { kind: 'state'; what: 'ae_card'; offer: number; to: UserId; urgent: boolean }
  /** What was the card before the lead went to another team, as one line. */
  | { kind: 'state'; what: 'card_moved'; version: number }
  /** A message whose words were erased. */
  | { kind: 'state'; what: 'redacted'; role: string }
  | { kind: 'event'; what: 'thread'; version: number }
  | { kind: 'event'; what: 'nudge'; version: number; to: UserId }
  /** What the thread says about one happening, to the one person whom it concerns most. */
  | { kind: 'event'; what: 'told'; version: number; to: UserId }
  /** Told only while `remindersOf` still names its id. Whom it reaches is decided when it is sent. */
  | { kind: 'reminder'; what: 'warning' | 'breach_thread' | 'breach_manager'; id: string }
  /** Before and after a planned call, to each rep who is to be there. */
  | { kind: 'reminder'; what: 'before_call' | 'after_call'; id: string; to: UserId }
  /** How a planned call gets into a calendar; told again when the call moves. */
  | { kind: 'event'; what: 'invitation'; version: number }
  | { kind: 'reminder'; what: 'check_ae'; offer: number; to: UserId }
  /** Slack did not say in time who the SDR is: a manager hears if they may not hand off. */
  | { kind: 'reminder'; what: 'check_sdr'; to: UserId }
  /** The ten minutes are over: the button to undo goes. */
  | { kind: 'reminder'; what: 'undo_over'; of: 'card' | 'ae_card'; offer: number; version: number }
  /** Slack did not confirm a message, or refused it for good: somebody who can help is told. */
  | {
      kind: 'reminder'
      what: 'undelivered'
      of: string
      try: number
      to: UserId
      why: 'uncertain' | 'failed'
    }

/** What is told to a channel about many handoffs at once. */
export type Post =
  /** The pages are cut when the list is made, so that a lead which somebody acts on meanwhile moves no other. */
  | { kind: 'event'; what: 'stuck_list'; day: LocalDate; ids: string[]; team?: string }
  /** What one message does not hold, in its thread; the list itself is page 0. */
  | { kind: 'event'; what: 'stuck_rest'; day: LocalDate; ids: string[]; page: number; team?: string }
  | { kind: 'event'; what: 'digest' | 'digest_detail'; monday: LocalDate }
  /** The digest again, now with who reviewed it. */
  | { kind: 'state'; what: 'digest_reviewed'; monday: LocalDate }

export type NoticeKind = Notice['kind']

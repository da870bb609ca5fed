import type { UserId } from '../people/people.ts'
import type { LocalDate } from '../time/calendar.ts'

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
  /** One of these did not arrive: somebody who can help is told. */
  | {
      kind: 'reminder'
      what: 'post_undelivered'
      of: string
      try: number
      to: UserId
      why: 'uncertain' | 'failed'
    }

export type NoticeKind = Notice['kind']

/** The card is place 0 of its lane and its brief place 1; nothing of the lane can go before the card is there. */
export const CARD_PLACE = 0

/** What a message is within its handoff; a second message of the same role replaces the first. */
export function messageRole(notice: Notice | Post): string {
  switch (notice.what) {
    case 'card_moved':
      return `card_moved:${notice.version}`
    case 'redacted':
      return notice.role
    case 'card':
    case 'brief':
    case 'check_sdr':
      return notice.what
    case 'thread':
      return `thread:${notice.version}`
    case 'ae_card':
    case 'check_ae':
      return `${notice.what}:${notice.offer}`
    case 'undo_over':
      return notice.of === 'card' ? 'card' : `ae_card:${notice.offer}`
    case 'nudge':
      return `nudge:${notice.version}`
    case 'told':
      return `told:${notice.version}:${notice.to}`
    case 'warning':
    case 'breach_thread':
    case 'breach_manager':
      return `${notice.what}:${notice.id}`
    case 'before_call':
    case 'after_call':
      return `${notice.what}:${notice.id}:${notice.to}`
    case 'invitation':
      return `invitation:${notice.version}`
    case 'stuck_list':
      return `stuck:${notice.day}${teamOf(notice)}`
    case 'stuck_rest':
      return `stuck:${notice.day}${teamOf(notice)}:${notice.page}`
    case 'digest_reviewed':
      return `digest:${notice.monday}`
    case 'digest':
    case 'digest_detail':
      return `${notice.what}:${notice.monday}`
    case 'undelivered':
    case 'post_undelivered':
      return `undelivered:${notice.of}:${notice.try}:${notice.to}`
    default:
      return notice satisfies never
  }
}

/** Several teams have a list each. */
export const teamOf = ({ team }: { team?: string }): string => (team ? `:${team}` : '')

/** What a notice is within its handoff or workspace: its message's role, unless it only touches another's message. */
export function outboxName(notice: Notice | Post): string {
  if (notice.what === 'digest_reviewed') return `reviewed:${notice.monday}`
  if (notice.what === 'redacted') return `redacted:${notice.role}`
  return notice.what === 'undo_over' ? `undo_over:${notice.of}:${notice.version}` : messageRole(notice)
}

/** Where a notice is told and in which order: the channel's thread is one lane, everything else has its own. */
export function laneOf(handoffId: string, notice: Notice): { lane: string; place: number } {
  switch (notice.what) {
    case 'card':
      return { lane: `${handoffId}/thread`, place: CARD_PLACE }
    case 'brief':
      return { lane: `${handoffId}/thread`, place: 1 }
    case 'thread':
    case 'invitation':
      return { lane: `${handoffId}/thread`, place: notice.version + 1 }
    case 'ae_card':
      return { lane: `${handoffId}/dm/${notice.to}`, place: notice.offer }
    default:
      return { lane: `${handoffId}/${outboxName(notice)}`, place: 1 }
  }
}

/** A list or digest first, its detail in the thread after it. */
export function laneOfPost(workspace: string, post: Post): { lane: string; place: number } {
  switch (post.what) {
    case 'stuck_list':
    case 'stuck_rest': {
      const lane = `${workspace}/${post.day}/stuck${teamOf(post)}`
      return { lane, place: post.what === 'stuck_list' ? CARD_PLACE : post.page }
    }
    case 'digest':
    case 'digest_detail':
    case 'digest_reviewed':
      return { lane: `${workspace}/${post.monday}/digest`, place: post.what === 'digest' ? CARD_PLACE : 1 }
    case 'post_undelivered':
      return { lane: `${workspace}/${messageRole(post)}`, place: 1 }
    default:
      return post satisfies never
  }
}

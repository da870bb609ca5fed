import type { AnyBlock } from '@slack/types'
import type { Notice } from '../../domain/outbox/notices.ts'
import type { Message } from '../../views/slack/blocks.ts'

/** A message ready to go: a new one, or an edit of one that is there. */
export type Outgoing = {
  role: string
  channel: string
  threadTs?: string | undefined
  edits?: string | undefined
  message: Message
  /** What Slack may refuse as a whole while the message without it is fine. */
  chart?: AnyBlock | undefined
  /** Goes into the same thread after the message; the message is complete without it. */
  file?: { name: string; title: string; content: string } | undefined
}

export type Unsent = 'not_needed' | 'not_yet' | { notBefore: Date }

export type Composed = Outgoing | Unsent

/** Where a new message goes: a channel or person, or the thread under the handoff's card. */
type Destination = { channel: string } | 'thread'

export type MessageDraft = { to: Destination; message: Message; file?: Outgoing['file'] } | Unsent

export type About<W extends Notice['what']> = Extract<Notice, { what: W }>

export const isUnsent = (composed: Composed | MessageDraft): composed is Unsent =>
  typeof composed === 'string' || 'notBefore' in composed

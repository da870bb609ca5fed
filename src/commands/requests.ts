import type { ModalView } from '@slack/types'
import type { Fields } from '../domain/fields.ts'
import type { UserId } from '../domain/people/people.ts'
import type { Message } from '../views/slack/blocks.ts'

/** What Slack sent, read once and named; every handler starts from one of these. */

/** Something that can open a form and answer the person privately. */
export type Asked = {
  by: UserId
  trigger: string
  /** Says something to this person alone. */
  tell(message: Message): Promise<void>
}

/** A shortcut on a message: what it says, and where it is. */
export type FromMessage = Asked & { message: { channel: string; ts: string; text: string } }

export type Slash = Asked & { text: string }

/** A button, a menu entry or a choice in a form. */
export type Click = Asked & {
  value: string
  /** The form it was clicked in, with everything typed so far. */
  view?: { id: string; hash: string; about: string; fields: Fields; form: string } | undefined
}

export type Form = {
  by: UserId
  about: string
  fields: Fields
  /** The same for the same form with the same words, so that one which reaches us twice is known. */
  idempotencyKey: string
}

/** What a form does after its button: close, show what is wrong at its fields, or become another form. */
export type FormAnswer =
  | 'close'
  | { errors: Record<string, string> }
  | { show: ModalView }
  /** The form closes, and the work that would take longer than Slack waits begins. */
  | { after: () => Promise<void> }

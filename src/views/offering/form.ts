import type { Button, KnownBlock, ModalView } from '@slack/types'
import type { Fields } from '../../domain/fields.ts'
import { clip } from '../../domain/text.ts'
import { actions, bold, button, modal, plain, rich } from '../slack/blocks.ts'

export const TITLE = 'New handoff'

/** Shown in the form when something broke; the draft is kept, so nothing typed is lost. */
export function brokenForm(reference: string): ModalView {
  return modal({
    form: 'broken',
    title: 'That did not work',
    close: 'Close',
    blocks: rich([
      ['Something went wrong on our side and nothing was sent.'],
      ['What you typed is kept: /handoff opens it again.'],
      [`If it happens again, tell whoever runs Handoff this reference: ${reference}`],
    ]),
  })
}

/** Whose lead this is, so that a form that comes back days later is not sent for another. */
export function whose(fields: Fields): KnownBlock[] {
  return rich([[bold(clip(fields.company ?? '', 80)), ` · ${clip(fields.contact ?? '', 80)}`]])
}

export function back(draftId: string): KnownBlock {
  return actions('steps', [button('Back', 'send_back', draftId), discard(draftId)])
}

export function discard(draftId: string): Button {
  return button('Discard draft', 'discard_draft', draftId, {
    confirm: {
      title: plain('Discard this draft?'),
      text: plain('What you typed is gone, and an empty form takes its place.'),
      confirm: plain('Discard'),
      deny: plain('Keep it'),
    },
  })
}

/** In the place of a form that cannot go on, with why. */
export function deadForm(words: string): ModalView {
  return modal({ form: 'dead', title: TITLE, close: 'Close', blocks: rich([[words]]) })
}

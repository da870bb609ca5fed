import type { KnownBlock, ModalView } from '@slack/types'
import { LONGEST } from '../../domain/fields.ts'
import { type Handoff, PULL_IN_REASONS, refOf } from '../../domain/handoff/handoff.ts'
import { aboutLead } from '../handoff/form.ts'
import { actions, button, modal, option } from '../slack/blocks.ts'
import { chosen, typed } from '../slack/inputs.ts'
import { PULL_IN_LABELS } from '../words.ts'

export function pullInForm(handoff: Handoff): ModalView {
  return modal({
    form: 'pull_in',
    title: `Pull SDR in on ${refOf(handoff)}`,
    submit: 'Ask',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      chosen(
        { name: 'reason', label: 'Reason' },
        {},
        PULL_IN_REASONS.map((reason) => option(PULL_IN_LABELS[reason], reason)),
        'What happened?',
      ),
      typed({ name: 'request', label: 'Request', hint: 'What should they do?' }, {}, LONGEST.note, 'several'),
    ],
  })
}

/** The button with which the SDR says that they did what they were asked for. */
export const doneButton = ({ id }: Handoff): KnownBlock =>
  actions('pull_in', [button('Done', 'pull_in_done', id)])

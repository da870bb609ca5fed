import type { KnownBlock, ModalView } from '@slack/types'
import { LONGEST } from '../../domain/fields.ts'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { aboutLead } from '../handoff/form.ts'
import { handoverFormOptions } from '../people/preferences.ts'
import { actions, button, modal } from '../slack/blocks.ts'
import { chosen, typed } from '../slack/inputs.ts'

/** That the SDR told the AE in person, and in which form. */
export function verbalForm(handoff: Handoff): ModalView {
  return modal({
    form: 'verbal_handover',
    title: `Handover of ${refOf(handoff)}`,
    submit: 'Save',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      chosen(
        { name: 'form', label: 'How' },
        { form: handoff.aePrefers ?? null },
        handoverFormOptions(),
        'How did you hand over?',
      ),
      typed({ name: 'note', label: 'Note', optional: true }, {}, LONGEST.note, 'several'),
    ],
  })
}

/** Below the brief: what its SDR does with it. */
export function briefButtons({ id, stage }: Handoff): KnownBlock[] {
  const isOpen = ['offered', 'info_needed', 'accepted', 'qualified', 'declined'].includes(stage.status)
  if (!isOpen) return []
  return [
    actions('brief', [
      button('Add information', 'add_information', id),
      ...(stage.status === 'declined' ? [] : [button('Verbal handover done', 'verbal_handover', id)]),
    ]),
  ]
}

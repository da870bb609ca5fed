import type { KnownBlock, ModalView } from '@slack/types'
import { LONGEST } from '../domain/draft.ts'
import { HANDOVER_FORMS, type Handoff, refOf } from '../domain/handoff.ts'
import { about } from './answer_forms.ts'
import { actions, button, modal, option, plain } from './blocks.ts'
import { chosen, typed } from './inputs.ts'
import { HANDOVER_LABELS } from './words.ts'

const forms = () => HANDOVER_FORMS.map((form) => option(HANDOVER_LABELS[form], form))

/** That the SDR told the AE in person, and in which form. */
export function verbalForm(handoff: Handoff): ModalView {
  return modal({
    form: 'verbal_handover',
    title: `Handover of ${refOf(handoff)}`,
    submit: 'Save',
    about: handoff.id,
    blocks: [
      ...about(handoff),
      chosen(
        { name: 'form', label: 'How' },
        { form: handoff.aePrefers ?? null },
        forms(),
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

/** Asked once, with the first card: how somebody likes to take a lead over. */
export const preferenceAsked: KnownBlock = actions('prefers', [
  {
    type: 'static_select',
    action_id: 'prefers',
    placeholder: plain('How do you like to take over?'),
    options: forms(),
  },
])

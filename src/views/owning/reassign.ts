import type { ModalView } from '@slack/types'
import { LONGEST } from '../../domain/fields.ts'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { aboutLead } from '../handoff/form.ts'
import { modal, option, person, rich } from '../slack/blocks.ts'
import { chosen, picked, typed } from '../slack/inputs.ts'

export function reassignForm(handoff: Handoff): ModalView {
  return modal({
    form: 'reassign',
    title: `Reassign ${refOf(handoff)}`,
    submit: 'Reassign',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      picked({ name: 'ae', label: 'Account executive' }, {}, 'Who takes it?'),
      chosen(
        { name: 'code', label: 'Reason' },
        {},
        handoff.rules.reassignCodes.map(({ code, label }) => option(label, code)),
        'Why?',
      ),
      typed(
        { name: 'comment', label: 'Comment', hint: 'Needed when the reason is Other.', optional: true },
        {},
        LONGEST.note,
        'several',
      ),
      ...rich([
        ['The new AE gets a time of their own to accept. The prospect’s deadline does not move.'],
        ['Now with ', person(handoff.offer.ae), '.'],
      ]),
    ],
  })
}

import type { ModalView } from '@slack/types'
import { LONGEST } from '../../domain/fields.ts'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { aboutLead } from '../handoff/form.ts'
import { modal } from '../slack/blocks.ts'
import { dated, typed } from '../slack/inputs.ts'

export function nextStepForm(handoff: Handoff): ModalView {
  const { nextStep, nextStepDate } = handoff.brief
  const fields = { next_step: nextStep, next_step_date: nextStepDate }
  return modal({
    form: 'update_next_step',
    title: `Next step of ${refOf(handoff)}`,
    submit: 'Save',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      typed({ name: 'next_step', label: 'Next step' }, fields, LONGEST.note),
      dated({ name: 'next_step_date', label: 'Next step date' }, fields),
    ],
  })
}

import type { ModalView } from '@slack/types'
import { mayMove } from '../../domain/calls/meetings.ts'
import { LONGEST } from '../../domain/fields.ts'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { aboutLead } from '../handoff/form.ts'
import { modal, option } from '../slack/blocks.ts'
import { chosen, dated, input, ticked, typed } from '../slack/inputs.ts'

export function callForm(handoff: Handoff, now: Date): ModalView {
  const { nextStep, nextStepDate } = handoff.brief
  const fields = { next_step: nextStep, next_step_date: nextStepDate, result: 'held' }
  const movable = mayMove(handoff)
  return modal({
    form: 'log_call',
    title: `Call on ${refOf(handoff)}`,
    submit: 'Log call',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      chosen(
        { name: 'result', label: 'Result' },
        fields,
        [
          option('Held', 'held'),
          option('No-show', 'no_show'),
          ...(movable ? [option('Moved', 'moved')] : []),
        ],
        'What came of it?',
      ),
      input(
        {
          name: 'happened',
          label: 'When',
          ...(movable ? { hint: 'For a call that moved: when it will be.' } : {}),
        },
        { type: 'datetimepicker', initial_date_time: Math.floor(now.getTime() / 1000) },
      ),
      ticked(
        { name: 'there', label: 'Who was there', optional: true },
        [option('SDR', 'sdr'), option('AE', 'ae'), option('Prospect', 'prospect')],
        // Nobody is ticked beforehand: this is the number that the digest is about.
        [],
      ),
      typed({ name: 'said', label: 'What the prospect said', optional: true }, {}, LONGEST.note, 'several'),
      typed({ name: 'next_step', label: 'Next step' }, fields, LONGEST.note),
      dated({ name: 'next_step_date', label: 'Next step date' }, fields),
    ],
  })
}

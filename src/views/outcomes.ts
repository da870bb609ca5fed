import type { KnownBlock, ModalView } from '@slack/types'
import { type Fields, LONGEST } from '../domain/fields.ts'
import { type Handoff, refOf } from '../domain/handoff/handoff.ts'
import { firstMeaningful } from '../domain/owning/touches.ts'
import { aboutLead } from './handoff/form.ts'
import { modal, option, rich } from './slack/blocks.ts'
import { chosen, typed } from './slack/inputs.ts'

/** The forms of an owned lead: how it ends, calls with the prospect, feedback, and asking the SDR back in. */

/** Which reasons there are depends on the outcome, so the form is drawn anew when one is chosen. */
export function outcomeForm(handoff: Handoff, fields: Fields): ModalView {
  const { stage, rules } = handoff
  const reasons =
    fields.outcome_chosen === 'disqualified'
      ? rules.disqualifyCodes
      : fields.outcome_chosen === 'lost'
        ? rules.lostCodes
        : []
  return modal({
    form: 'outcome',
    title: `Outcome of ${refOf(handoff)}`,
    submit: 'Save',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      ...untouched(handoff),
      chosen(
        { name: 'outcome_chosen', label: 'Outcome', reshapes: true },
        fields,
        [
          ...(stage.status === 'accepted' ? [option('Qualified', 'qualified')] : []),
          option('Disqualified', 'disqualified'),
          option('Won', 'won'),
          option('Lost', 'lost'),
        ],
        'How does it stand?',
      ),
      ...(reasons.length === 0
        ? []
        : [
            chosen(
              { name: 'code', label: 'Reason', within: fields.outcome_chosen ?? '' },
              {},
              reasons.map(({ code, label }) => option(label, code)),
              'Why?',
            ),
          ]),
      ...feedbackFields(fields, 'One line that helps them with the next lead.'),
    ],
  })
}

export function feedbackForm(handoff: Handoff): ModalView {
  return modal({
    form: 'feedback',
    title: `Feedback on ${refOf(handoff)}`,
    submit: 'Give feedback',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      ...feedbackFields({}, 'They read it in the thread and in their messages.'),
    ],
  })
}

export function correctForm(handoff: Handoff): ModalView {
  return modal({
    form: 'correct',
    title: `Correct ${refOf(handoff)}`,
    submit: 'Correct',
    about: handoff.id,
    blocks: [
      ...aboutLead(handoff),
      ...rich([['The outcome is taken back and the lead is where it was before. The history keeps both.']]),
      typed({ name: 'words', label: 'Why' }, {}, LONGEST.note, 'several'),
    ],
  })
}

const STARS = ['1 · useless', '2 · thin', '3 · all right', '4 · good', '5 · could not be better']

function feedbackFields(fields: Fields, hint: string): KnownBlock[] {
  return [
    typed({ name: 'feedback', label: 'Feedback to the SDR', hint }, fields, LONGEST.line),
    chosen(
      { name: 'rating', label: 'How good was the handoff?' },
      fields,
      STARS.map((label, place) => option(label, String(place + 1))),
      'From 1 to 5',
    ),
  ]
}

/** Said before somebody ends the touch clock unmet, because they may only have forgotten to log. */
function untouched(handoff: Handoff): KnownBlock[] {
  if (firstMeaningful(handoff)) return []
  return rich([
    [
      'No meaningful touch is logged. If there was one, log it first: with an outcome its deadline ends unmet.',
    ],
  ])
}

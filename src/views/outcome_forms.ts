import type { KnownBlock, ModalView } from '@slack/types'
import { type Fields, LONGEST } from '../domain/draft.ts'
import { type Handoff, PULL_IN_REASONS, refOf } from '../domain/handoff.ts'
import { mayMove } from '../domain/meetings.ts'
import { firstMeaningful } from '../domain/touches.ts'
import { about } from './answer_forms.ts'
import { actions, button, modal, option, rich } from './blocks.ts'
import { chosen, dated, input, ticked, typed } from './inputs.ts'
import { PULL_IN_LABELS } from './words.ts'

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
      ...about(handoff),
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
    blocks: [...about(handoff), ...feedbackFields({}, 'They read it in the thread and in their messages.')],
  })
}

export function correctForm(handoff: Handoff): ModalView {
  return modal({
    form: 'correct',
    title: `Correct ${refOf(handoff)}`,
    submit: 'Correct',
    about: handoff.id,
    blocks: [
      ...about(handoff),
      ...rich([['The outcome is taken back and the lead is where it was before. The history keeps both.']]),
      typed({ name: 'words', label: 'Why' }, {}, LONGEST.note, 'several'),
    ],
  })
}

export function pullInForm(handoff: Handoff): ModalView {
  return modal({
    form: 'pull_in',
    title: `Pull SDR in on ${refOf(handoff)}`,
    submit: 'Ask',
    about: handoff.id,
    blocks: [
      ...about(handoff),
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
      ...about(handoff),
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

/** The button with which the SDR says that they did what they were asked for. */
export const doneButton = ({ id }: Handoff): KnownBlock =>
  actions('pull_in', [button('Done', 'pull_in_done', id)])

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

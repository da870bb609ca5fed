import type { KnownBlock, ModalView } from '@slack/types'
import { LONGEST } from '../domain/draft.ts'
import { type Handoff, refOf } from '../domain/handoff.ts'
import { LOGGED_KINDS, TOUCH_KINDS } from '../domain/touches.ts'
import { about } from './answer_forms.ts'
import { modal, momentIn, option, person, rich } from './blocks.ts'
import { chosen, dated, input, picked, typed } from './inputs.ts'
import { TOUCH_LABELS } from './words.ts'

/** The small forms of a lead that somebody has. */
export function touchForm(handoff: Handoff, now: Date, zone: string): ModalView {
  const kinds = LOGGED_KINDS.map((kind) => option(TOUCH_LABELS[kind], kind))
  const counting = handoff.rules.meaningfulKinds
    .flatMap((kind) => TOUCH_KINDS.filter((known) => known === kind))
    .map((kind) => TOUCH_LABELS[kind].toLowerCase())
  return modal({
    form: 'log_touch',
    title: `Touch on ${refOf(handoff)}`,
    submit: 'Log touch',
    about: handoff.id,
    blocks: [
      ...about(handoff),
      chosen(
        { name: 'kind', label: 'Kind', hint: `These meet the deadline: ${counting.join(', ')}.` },
        {},
        kinds,
        'What was it?',
      ),
      input(
        { name: 'happened', label: 'When it happened' },
        { type: 'datetimepicker', initial_date_time: Math.floor(now.getTime() / 1000) },
      ),
      typed({ name: 'note', label: 'Note', optional: true }, {}, LONGEST.note, 'several'),
      ...correcting(handoff, zone),
    ],
  })
}

/** A touch that was logged wrong is logged again in its place; the history keeps both. */
function correcting({ touches }: Handoff, zone: string): KnownBlock[] {
  const wrong = touches.filter(({ kind }) => kind !== 'meeting_held').slice(-MOST_CORRECTED)
  if (wrong.length === 0) return []
  const options = wrong.map(({ kind, happenedAt, version }) =>
    option(`${TOUCH_LABELS[kind]}, ${momentIn(happenedAt, zone)}`, String(version)),
  )
  const field = { name: 'instead', label: 'Corrects an earlier touch', optional: true }
  return [chosen(field, {}, options, 'A new touch')]
}

const MOST_CORRECTED = 10

export function reassignForm(handoff: Handoff): ModalView {
  return modal({
    form: 'reassign',
    title: `Reassign ${refOf(handoff)}`,
    submit: 'Reassign',
    about: handoff.id,
    blocks: [
      ...about(handoff),
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

export function nextStepForm(handoff: Handoff): ModalView {
  const { nextStep, nextStepDate } = handoff.brief
  const fields = { next_step: nextStep, next_step_date: nextStepDate }
  return modal({
    form: 'update_next_step',
    title: `Next step of ${refOf(handoff)}`,
    submit: 'Save',
    about: handoff.id,
    blocks: [
      ...about(handoff),
      typed({ name: 'next_step', label: 'Next step' }, fields, LONGEST.note),
      dated({ name: 'next_step_date', label: 'Next step date' }, fields),
    ],
  })
}

import type { KnownBlock, ModalView } from '@slack/types'
import { LONGEST } from '../../domain/fields.ts'
import { type Handoff, LOGGED_KINDS, refOf, TOUCH_KINDS } from '../../domain/handoff/handoff.ts'
import { aboutLead } from '../handoff/form.ts'
import { modal, momentIn, option } from '../slack/blocks.ts'
import { chosen, input, typed } from '../slack/inputs.ts'
import { TOUCH_LABELS } from '../words.ts'

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
      ...aboutLead(handoff),
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

import type { KnownBlock, ModalView } from '@slack/types'
import { type Fields, LONGEST } from '../../domain/fields.ts'
import type { HandoverForm } from '../../domain/people/people.ts'
import { type Line, modal, momentIn, option, person, rich } from '../slack/blocks.ts'
import { chosen, dated, input, ticked, typed } from '../slack/inputs.ts'
import { HANDOVER_LABELS, inSentence } from '../words.ts'
import { back, whose } from './form.ts'

export type Route = {
  ae: string
  inRotation: boolean
  isOwed?: boolean | undefined
  ownsUntil?: Date | undefined
  away?: { cover?: string | undefined } | undefined
  prefers?: HandoverForm | undefined
  acceptDue: Date
  zone: string
}

/** Step 3: what happens next. Which fields there are depends on the intro call chosen. */
export function handoverStep(
  within: string,
  fields: Fields,
  route: Route | undefined,
  notice?: string,
): ModalView {
  return modal({
    form: 'send_handover',
    title: 'Handover',
    submit: 'Send handoff',
    about: within,
    blocks: [
      ...whose(fields),
      ...rich([...(notice ? [[notice]] : []), ...routeLines(route)]),
      typed({ name: 'next_step', label: 'Next step', within }, fields, LONGEST.note),
      dated({ name: 'next_step_date', label: 'Next step date', within }, fields),
      chosen(
        { name: 'intro', label: 'Intro call', reshapes: true, within },
        fields,
        [
          option('Live now', 'live_now'),
          option('Scheduled', 'scheduled'),
          option('Sequential', 'sequential'),
          option('Not possible', 'not_possible'),
        ],
        'How does the AE meet them?',
      ),
      ...introFields(within, fields),
      ticked(
        { name: 'sdr_joins', label: 'First meeting', optional: true, within },
        [option('SDR joins first meeting', 'yes')],
        [fields.sdr_joins ?? ''],
      ),
      typed(
        { name: 'promised', label: 'What was promised', optional: true, within },
        fields,
        LONGEST.note,
        'several',
      ),
      typed(
        { name: 'landed', label: 'What landed', optional: true, within },
        fields,
        LONGEST.note,
        'several',
      ),
      typed(
        { name: 'avoid', label: 'What to avoid', optional: true, within },
        fields,
        LONGEST.note,
        'several',
      ),
      ...(fields.message_link ? [fromMessageInput(within, fields)] : []),
      back(within),
    ],
  })
}

/** From a private channel it may hold what the others should not read, so it is seen and edited first. */
function fromMessageInput(within: string, fields: Fields): KnownBlock {
  const hint = 'Everybody in the channel reads this. Delete what they should not.'
  return typed(
    { name: 'from_message', label: 'From the message', hint, optional: true, within },
    fields,
    LONGEST.note,
    'several',
  )
}

function introFields(within: string, fields: Fields): KnownBlock[] {
  if (fields.intro === 'scheduled') {
    const at = Number(fields.intro_at)
    return [
      input(
        { name: 'intro_at', label: 'Intro call time', within },
        { type: 'datetimepicker', ...(at > 0 ? { initial_date_time: at } : {}) },
      ),
    ]
  }
  if (fields.intro === 'not_possible')
    return [typed({ name: 'intro_reason', label: 'Reason', within }, fields, LONGEST.line)]
  return []
}

function routeLines(route: Route | undefined): Line[] {
  if (!route) return []
  const { ae, ownsUntil, away, prefers, zone } = route
  const owns = ownsUntil ? `, who owns them until ${momentIn(ownsUntil, zone)}` : ''
  const turn = route.isOwed ? ', whose turn was given back' : ', next in the rotation'
  const why = route.inRotation ? turn : owns
  return [
    [
      'Goes to ',
      person(route.ae),
      `${why}. They answer by ${momentIn(route.acceptDue, route.zone)} (your time).`,
    ],
    ...(away ? [awayLine(ae, away.cover)] : []),
    ...(prefers ? [[person(ae), ` prefers to take over: ${inSentence(HANDOVER_LABELS[prefers])}.`]] : []),
  ]
}

function awayLine(ae: string, cover: string | undefined): Line {
  return cover
    ? [person(ae), ' is away; ', person(cover), ' covers.']
    : [person(ae), ' is away, and nobody covers: a manager is asked instead.']
}

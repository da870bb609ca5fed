import type { KnownBlock, ModalView } from '@slack/types'
import { evidenceField, type Fields, LONGEST, SHORTEST_EVIDENCE, stateField } from '../domain/draft.ts'
import type { Rules } from '../domain/rules.ts'
import { actions, button, type Line, modal, momentIn, option, person, rich } from './blocks.ts'
import { chosen, dated, input, picked, ticked, typed } from './inputs.ts'

const TITLE = 'New handoff'

/** Step 1: who the lead is and who gets it. A draft that came back says so and can be thrown away. */
export function whoStep(draftId: string, fields: Fields, resumed: boolean): ModalView {
  const note: KnownBlock[] = resumed
    ? [
        ...rich([['This is the handoff you began earlier.']]),
        actions('draft', [button('Discard draft', 'discard_draft', draftId)]),
      ]
    : []
  return modal({
    form: 'offer_who',
    title: TITLE,
    submit: 'Next',
    about: draftId,
    blocks: [
      ...note,
      typed({ name: 'company', label: 'Company' }, fields, LONGEST.line),
      typed({ name: 'contact', label: 'Contact name' }, fields, LONGEST.line),
      typed({ name: 'email', label: 'Contact email', optional: true }, fields, LONGEST.line),
      typed({ name: 'title', label: 'Contact title', optional: true }, fields, LONGEST.line),
      typed({ name: 'crm', label: 'CRM link', optional: true }, fields, LONGEST.link),
      picked(
        { name: 'ae', label: 'Account executive', hint: 'Empty: the next in the rotation.', optional: true },
        fields,
        'Next in the rotation',
      ),
    ],
  })
}

/** Step 2: the gate. Each criterion has what we know and how we know it. */
export function qualificationStep(draftId: string, fields: Fields, rules: Rules): ModalView {
  return modal({
    form: 'offer_qualification',
    title: 'Qualification',
    submit: 'Next',
    about: draftId,
    blocks: [
      ...rules.framework.criteria.flatMap((criterion) => [
        chosen(
          { name: stateField(criterion), label: criterion.name, hint: criterion.hint },
          fields,
          [option('Confirmed', 'confirmed'), option('Pending', 'pending'), option('Unknown', 'unknown')],
          'How sure are we?',
        ),
        typed(
          {
            name: evidenceField(criterion),
            label: `${criterion.name} evidence`,
            hint: criterion.required
              ? `Who said what, when: at least ${SHORTEST_EVIDENCE} characters.`
              : 'Who said what, when.',
            optional: !criterion.required,
          },
          fields,
          LONGEST.evidence,
          'several',
        ),
      ]),
      back(draftId),
    ],
  })
}

export type Route = { ae: string; inRotation: boolean; acceptDue: Date; zone: string }

/** Step 3: what happens next. Which fields there are depends on the intro call chosen. */
export function handoverStep(
  draftId: string,
  fields: Fields,
  route: Route | undefined,
  notice?: string,
): ModalView {
  return modal({
    form: 'offer_handover',
    title: 'Handover',
    submit: 'Send handoff',
    about: draftId,
    blocks: [
      ...rich([...(notice ? [[notice]] : []), ...routeLines(route)]),
      typed({ name: 'next_step', label: 'Next step' }, fields, LONGEST.note),
      dated({ name: 'next_step_date', label: 'Next step date' }, fields),
      chosen(
        { name: 'intro', label: 'Intro call', reshapes: true },
        fields,
        [
          option('Live now', 'live_now'),
          option('Scheduled', 'scheduled'),
          option('Sequential', 'sequential'),
          option('Not possible', 'not_possible'),
        ],
        'How does the AE meet them?',
      ),
      ...introFields(fields),
      ticked(
        { name: 'sdr_joins', label: 'First meeting', optional: true },
        [option('SDR joins first meeting', 'yes')],
        [fields.sdr_joins ?? ''],
      ),
      typed(
        { name: 'promised', label: 'What was promised', optional: true },
        fields,
        LONGEST.note,
        'several',
      ),
      typed({ name: 'landed', label: 'What landed', optional: true }, fields, LONGEST.note, 'several'),
      typed({ name: 'avoid', label: 'What to avoid', optional: true }, fields, LONGEST.note, 'several'),
      back(draftId),
    ],
  })
}

/** Shown in the form when something broke; the draft is kept, so nothing typed is lost. */
export function brokenForm(reference: string): ModalView {
  return modal({
    form: 'broken',
    title: 'That did not work',
    close: 'Close',
    blocks: rich([
      ['Something went wrong on our side and nothing was sent.'],
      ['What you typed is kept: /handoff opens it again.'],
      [`If it happens again, tell whoever runs Handoff this reference: ${reference}`],
    ]),
  })
}

function introFields(fields: Fields): KnownBlock[] {
  if (fields.intro === 'scheduled') {
    const at = Number(fields.intro_at)
    return [
      input(
        { name: 'intro_at', label: 'Intro call time' },
        { type: 'datetimepicker', ...(at > 0 ? { initial_date_time: at } : {}) },
      ),
    ]
  }
  if (fields.intro === 'not_possible')
    return [typed({ name: 'intro_reason', label: 'Reason' }, fields, LONGEST.line)]
  return []
}

function routeLines(route: Route | undefined): Line[] {
  if (!route) return []
  const why = route.inRotation ? ', next in the rotation' : ''
  return [
    [
      'Goes to ',
      person(route.ae),
      `${why}. They answer by ${momentIn(route.acceptDue, route.zone)} (your time).`,
    ],
  ]
}

function back(draftId: string): KnownBlock {
  return actions('steps', [button('Back', 'offer_back', draftId)])
}

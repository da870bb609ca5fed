import type { KnownBlock, ModalView } from '@slack/types'
import { type Fields, LONGEST } from '../../domain/fields.ts'
import { MOST_POINTS } from '../../domain/offering/frameworks.ts'
import {
  criteriaPages,
  evidenceField,
  SHORTEST_EVIDENCE,
  scoreField,
  stateField,
} from '../../domain/offering/gate.ts'
import type { Criterion, Rules } from '../../domain/settings/rules.ts'
import { modal, option } from '../slack/blocks.ts'
import { chosen, typed } from '../slack/inputs.ts'
import { back, whose } from './form.ts'

/** Step 2: the gate. Each criterion has what we know and how we know it; a long framework has several pages. */
export function qualificationStep(within: string, fields: Fields, rules: Rules, page = 0): ModalView {
  const pages = criteriaPages(rules)
  const scored = rules.framework.minimumScore !== undefined
  return modal({
    form: 'send_qualification',
    title: pages.length > 1 ? `Qualification ${page + 1} of ${pages.length}` : 'Qualification',
    submit: 'Next',
    about: page > 0 ? `${within}#${page}` : within,
    blocks: [
      ...whose(fields),
      ...(pages[page] ?? []).flatMap((criterion) => [
        chosen(
          {
            name: stateField(criterion),
            label: criterion.name,
            ...(criterion.hint ? { hint: criterion.hint } : {}),
            optional: !criterion.required,
            within,
          },
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
            within,
          },
          fields,
          LONGEST.evidence,
          'several',
        ),
        ...(scored ? [scoreInput(criterion, fields, within)] : []),
      ]),
      ...(rules.exceptions === 'allowed' ? [exceptionInput(fields, within)] : []),
      back(within),
    ],
  })
}

function scoreInput(criterion: Criterion, fields: Fields, within: string): KnownBlock {
  const points = Array.from({ length: MOST_POINTS + 1 }, (_, n) => option(String(n), String(n)))
  const field = { name: scoreField(criterion), label: `${criterion.name} score`, within }
  return chosen(field, fields, points, `From 0 to ${MOST_POINTS}`)
}

function exceptionInput(fields: Fields, within: string): KnownBlock {
  const hint = 'Sends the lead past the gate. The AE reads it, and it is counted.'
  return typed(
    { name: 'exception', label: 'Exception reason', hint, optional: true, within },
    fields,
    LONGEST.note,
  )
}

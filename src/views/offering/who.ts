import type { ModalView } from '@slack/types'
import { type Fields, LONGEST } from '../../domain/fields.ts'
import type { Team } from '../../domain/teams/team.ts'
import { actions, type Line, modal, option, rich } from '../slack/blocks.ts'
import { chosen, picked, typed } from '../slack/inputs.ts'
import { discard, TITLE } from './form.ts'

/** Step 1: who the lead is and who gets it. */
export function whoStep(
  within: string,
  fields: Fields,
  { begun, warning = [], teams = [] }: { begun: boolean; warning?: Line[]; teams?: readonly Team[] },
): ModalView {
  const pick = { name: 'ae', label: 'Account executive', hint: 'Empty: the next in the rotation.', within }
  return modal({
    form: 'send_who',
    title: TITLE,
    submit: 'Next',
    about: within,
    blocks: [
      ...rich(warning),
      ...(warning.length === 0 ? rich(beginning(fields, begun)) : []),
      ...(begun ? [actions('draft', [discard(within)])] : []),
      typed({ name: 'company', label: 'Company', within }, fields, LONGEST.line),
      typed({ name: 'contact', label: 'Contact name', within }, fields, LONGEST.line),
      typed({ name: 'email', label: 'Contact email', optional: true, within }, fields, LONGEST.line),
      typed({ name: 'title', label: 'Contact title', optional: true, within }, fields, LONGEST.line),
      typed({ name: 'crm', label: 'CRM link', optional: true, within }, fields, LONGEST.link),
      ...(teams.length > 0
        ? [
            chosen(
              { name: 'team', label: 'Team', within },
              fields,
              teams.map((team) => option(team.name, team.id)),
              'Whose lead is it?',
            ),
          ]
        : []),
      picked({ ...pick, optional: true }, fields, 'Next in the rotation'),
      ...(warning.length > 0 || fields.seen
        ? [typed({ name: 'duplicate_reason', label: 'Reason', optional: true, within }, fields, LONGEST.line)]
        : []),
    ],
  })
}

/** Where what is filled in already comes from. */
function beginning({ again, from_message: words }: Fields, begun: boolean): Line[] {
  if (again) return [[`This begins with what was known of ${again}.`]]
  if (begun) return [['This is the handoff you began earlier.']]
  return words
    ? [['The words of the message come along; step 3 shows them before anybody else sees them.']]
    : []
}

import type { KnownBlock, ModalView } from '@slack/types'
import type { Absence } from '../../domain/people/leave.ts'
import { HANDOVER_FORMS, type Person } from '../../domain/people/people.ts'
import { clip } from '../../domain/text.ts'
import { actions, modal, option, plain, rich } from '../slack/blocks.ts'
import { chosen, dated, input, picked, ticked } from '../slack/inputs.ts'
import { HANDOVER_LABELS } from '../words.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

type Facts = {
  /** Whether they may set leave for somebody else. */
  leads: boolean
  isSelf: boolean
  leave: Absence | undefined
  holidayLists: readonly string[]
}

/** Messages, hours, leave and the rest, of oneself or, for a manager, of somebody else. */
export function preferencesForm(person: Person, { leads, isSelf, leave, holidayLists }: Facts): ModalView {
  const { wantsDms, calendar } = person
  const within = person.id
  return modal({
    form: 'prefs',
    title: isSelf ? 'Your preferences' : clip(person.name, 24),
    submit: 'Save',
    about: person.id,
    blocks: [
      ...(leads ? [somebodyElse] : []),
      ticked(
        {
          name: 'dms',
          label: 'Messages',
          hint: 'An intro call that is live right now reaches you either way.',
          optional: true,
          within,
        },
        [option('Send me direct messages', 'yes')],
        wantsDms ? ['yes'] : [],
      ),
      ticked(
        { name: 'days', label: 'Working days', within },
        DAYS.map((day, place) => option(day, String((place + 1) % 7))),
        calendar.days.map(String),
      ),
      input({ name: 'from', label: 'From', within }, { type: 'timepicker', initial_time: calendar.from }),
      input({ name: 'to', label: 'To', within }, { type: 'timepicker', initial_time: calendar.to }),
      chosen(
        { name: 'handover', label: 'Preferred handover', optional: true, within },
        { handover: person.handoverForm ?? null },
        HANDOVER_FORMS.map((form) => option(HANDOVER_LABELS[form], form)),
        'How do you like to take over?',
      ),
      dated(
        { name: 'leave_from', label: 'On leave from', optional: true, within },
        { leave_from: leave?.from ?? null },
      ),
      dated(
        {
          name: 'leave_to',
          label: 'On leave until',
          hint: 'The last day away. Empty dates end a leave.',
          optional: true,
          within,
        },
        { leave_to: leave?.to ?? null },
      ),
      picked(
        {
          name: 'cover',
          label: 'Cover',
          hint: 'Answers and is reminded meanwhile. Leads and credit stay where they are.',
          optional: true,
          within,
        },
        { cover: leave?.cover ?? null },
        'Nobody',
      ),
      ...(holidayLists.length > 0
        ? [
            chosen(
              { name: 'holidays', label: 'Holidays', optional: true, within },
              { holidays: person.holidayList ?? null },
              holidayLists.map((list) => option(list, list)),
              'None',
            ),
          ]
        : []),
      ticked(
        { name: 'rotation', label: 'Rotation', optional: true, within },
        [option('Takes turns when no AE is picked', 'yes')],
        person.sitsOut ? [] : ['yes'],
      ),
      ...rich([[`Times are in ${calendar.zone}, as in the Slack profile. They hold for new handoffs.`]]),
    ],
  })
}

const somebodyElse: KnownBlock = actions('prefs', [
  { type: 'users_select', action_id: 'prefs_of', placeholder: plain('Set them for somebody else') },
])

export const handoverFormOptions = () => HANDOVER_FORMS.map((form) => option(HANDOVER_LABELS[form], form))

/** Asked once, with the first card: how somebody likes to take a lead over. */
export const preferenceAsked: KnownBlock = actions('prefers', [
  {
    type: 'static_select',
    action_id: 'prefers',
    placeholder: plain('How do you like to take over?'),
    options: handoverFormOptions(),
  },
])

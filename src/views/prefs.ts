import type { ModalView } from '@slack/types'
import type { Person } from '../domain/people.ts'
import { modal, option, rich } from './blocks.ts'
import { input, ticked } from './inputs.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

export function preferencesForm({ wantsDms, calendar }: Person): ModalView {
  return modal({
    form: 'prefs',
    title: 'Your preferences',
    submit: 'Save',
    blocks: [
      ticked(
        {
          name: 'dms',
          label: 'Messages',
          hint: 'An intro call that is live right now reaches you either way.',
          optional: true,
        },
        [option('Send me direct messages', 'yes')],
        wantsDms ? ['yes'] : [],
      ),
      ticked(
        { name: 'days', label: 'Working days' },
        DAYS.map((day, place) => option(day, String((place + 1) % 7))),
        calendar.days.map(String),
      ),
      input({ name: 'from', label: 'From' }, { type: 'timepicker', initial_time: calendar.from }),
      input({ name: 'to', label: 'To' }, { type: 'timepicker', initial_time: calendar.to }),
      ...rich([[`Times are in ${calendar.zone}, as in your Slack profile. They hold for new handoffs.`]]),
    ],
  })
}

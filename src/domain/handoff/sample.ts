import { send } from '../offering/send.ts'
import type { UserId } from '../people/people.ts'
import { defaultRules } from '../settings/defaults.ts'
import { addDays, type Calendar, localDate } from '../time/calendar.ts'
import type { Handoff } from './handoff.ts'

/** A made-up handoff, to show somebody what a card looks like. It is never stored. */
export function sampleHandoff(workspace: string, to: UserId, calendar: Calendar, now: Date): Handoff {
  const rules = defaultRules(calendar.zone)
  const team = {
    id: 'sample',
    name: 'Sample',
    channel: '',
    sdrs: [],
    aes: [to],
    managers: [],
    admins: [],
  }
  const evidence = [
    'Nobody: this lead does not exist',
    'You, if you like the card',
    'When you are ready to hand off a real one',
  ]
  return send(
    {
      id: 'sample',
      workspace,
      ref: 0,
      team,
      sdr: to,
      prospect: { company: 'Example Company', contact: 'Somebody Else', title: 'Head of Examples' },
      brief: {
        answers: rules.framework.criteria.map(({ key }, place) => ({
          key,
          state: place === 1 ? 'pending' : 'confirmed',
          evidence: evidence[place] ?? '',
        })),
        nextStep: 'Type /handoff in a channel',
        nextStepDate: addDays(localDate(now, calendar.zone), 1),
        intro: { mode: 'sequential' },
        sdrJoins: false,
        additions: [],
      },
      rulesId: 'sample',
      rules,
      ae: to,
      calendar,
      sdrCalendar: calendar,
      aeUnchecked: false,
      sdrUnchecked: false,
    },
    now,
  ).handoff
}

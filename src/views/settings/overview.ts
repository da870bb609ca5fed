import type { KnownBlock, ModalView } from '@slack/types'
import { criteriaPages } from '../../domain/offering/gate.ts'
import type { UserId } from '../../domain/people/people.ts'
import { dueAt } from '../../domain/reminders/deadlines.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import type { SettingsSection } from '../../domain/settings/sections.ts'
import type { Team } from '../../domain/teams/team.ts'
import { clip } from '../../domain/text.ts'
import { at, officeHours } from '../../domain/time/calendar.ts'
import { button, modal, momentIn, plain, rich } from '../slack/blocks.ts'

/** A section, or one team as `team ID`. */
export type Overview = { section: SettingsSection | `team ${string}`; title: string; says: string }

/** What holds now, in a line each, with a button to change it. */
export function settingsOverview(rules: Rules, lines: readonly Overview[], saved?: string): ModalView {
  return modal({
    form: 'settings',
    title: 'Settings',
    close: 'Close',
    blocks: [
      ...(saved ? rich([[saved]]) : []),
      ...lines.map(
        ({ section, title, says }): KnownBlock => ({
          type: 'section',
          block_id: section,
          text: plain(clip(`${title}\n${says}`, 2900)),
          accessory: button('Change', 'settings_open', section, { accessibility_label: `Change ${title}` }),
        }),
      ),
      ...rich([[`A change holds for new handoffs. Times are in ${rules.zone}.`]]),
    ],
  })
}

/** What the deadlines mean for a lead offered on a Friday at 17:00 to somebody in the workspace's zone. */
export function workedExample({ zone, clock, acceptHours, touchHours }: Rules): string {
  const friday = at('2026-11-20', '17:00', zone)
  const due = (n: number) => {
    const found = dueAt(officeHours(zone), clock, friday, n, [])
    return found ? momentIn(found, zone) : 'never'
  }
  const long =
    clock === 'working_hours' && touchHours >= 40 ? ' That is more than a week of work for one touch.' : ''
  return `Offered Fri 20 Nov, 17:00: an answer is due ${due(acceptHours)}, the first meaningful touch ${due(touchHours)}.${long}`
}

/** What holds now, in a line for each section. */
export function overviewLines(
  rules: Rules,
  teams: readonly Team[],
  lists: readonly HolidayList[],
): Overview[] {
  return [...sectionLines(rules, teams), holidayLine(lists)]
}

type HolidayList = { list: string; dates: string[] }

const holidayLine = (lists: readonly HolidayList[]): Overview => ({
  section: 'holidays',
  title: 'Holidays',
  says: lists.length === 0 ? 'None' : lists.map(({ list, dates }) => `${list} (${dates.length})`).join(', '),
})

function sectionLines(rules: Rules, teams: readonly Team[]): Overview[] {
  const { framework, exceptions, posts, named, signals, declineCodes } = rules
  const pages = criteriaPages(rules).length
  return [
    {
      section: 'framework',
      title: 'Qualification',
      says: `${framework.name}, ${framework.criteria.length} criteria on ${pages} ${pages === 1 ? 'page' : 'pages'}; exceptions ${exceptions}`,
    },
    { section: 'deadlines', title: 'Deadlines', says: workedExample(rules) },
    {
      section: 'posts',
      title: 'Posts',
      says: `Digest ${ON_DAYS[posts.digestDay]} ${posts.digestAt}, stuck leads ${posts.stuckAt}, in ${rules.zone}`,
    },
    ...teams.map(
      (team): Overview => ({
        section: `team ${team.id}`,
        title: `Team ${team.name}`,
        says: `${countedPeople(team.aes, 'AE')}, ${team.sdrs.length === 0 ? 'every member is an SDR' : countedPeople(team.sdrs, 'SDR')}, ${countedPeople(team.managers, 'manager')}`,
      }),
    ),
    { section: 'team', title: 'Another team', says: 'Its own channel, people and rotation' },
    { section: 'reasons', title: 'Reasons', says: `${declineCodes.length} for declining, and more` },
    {
      section: 'people',
      title: 'Named people',
      says: `${countedPeople(named.admins, 'admin')}, ${named.pay.length} for pay, ${named.erasure.length} for erasing`,
    },
    {
      section: 'signals',
      title: 'Signals and baseline',
      says: `Calls with both reps below ${signals.bothReps} %`,
    },
  ]
}

const ON_DAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays']

const countedPeople = (people: readonly UserId[], what: string) =>
  `${people.length} ${what}${people.length === 1 ? '' : 's'}`

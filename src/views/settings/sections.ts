import type { KnownBlock, ModalView } from '@slack/types'
import type { Fields } from '../../domain/fields.ts'
import { TOUCH_KINDS } from '../../domain/handoff/handoff.ts'
import { FRAMEWORKS, writeFramework } from '../../domain/offering/frameworks.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import type { SettingsSection } from '../../domain/settings/sections.ts'
import { type Line, modal, option, rich } from '../slack/blocks.ts'
import { channelPicked, chosen, input, manyPicked, picked, ticked, typed } from '../slack/inputs.ts'
import { TOUCH_LABELS } from '../words.ts'
import { workedExample } from './overview.ts'

/** Everything that an admin can set, each in a small form of its own. */

const CLOCKS = [
  option('Working days: whole days on which the AE works', 'working_days'),
  option('Wall clock: every hour counts', 'wall_clock'),
  option('Working hours: only while the AE works', 'working_hours'),
]

const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const WEEKDAYS = WEEKDAY_NAMES.map((day, place) => option(day, String((place + 1) % 7)))

const LONGEST_LIST = 3000

const sectionModal = (
  section: SettingsSection,
  title: string,
  version: string,
  blocks: KnownBlock[],
): ModalView => modal({ form: `settings_${section}`, title, submit: 'Save', about: version, blocks })

export function frameworkForm(rules: Rules, version: string, fields: Fields = {}): ModalView {
  const { framework, exceptions } = rules
  // Somebody's own list may be called like a known one; only the criteria tell.
  const known = Object.entries(FRAMEWORKS).find(
    ([, one]) => JSON.stringify(one.criteria) === JSON.stringify(framework.criteria),
  )?.[0]
  const chosenNow = fields.framework_chosen ?? known ?? 'own'
  const own = known ? undefined : framework
  return sectionModal('framework', 'Qualification', version, [
    chosen(
      { name: 'framework_chosen', label: 'Framework', reshapes: true },
      { framework_chosen: chosenNow },
      [
        ...Object.entries(FRAMEWORKS).map(([key, { name }]) => option(name, key)),
        option('Our own criteria', 'own'),
      ],
      'Which criteria?',
    ),
    ...(chosenNow === 'own'
      ? [
          typed({ name: 'framework_name', label: 'Name' }, { framework_name: own?.name ?? 'Our own' }, 60),
          typed(
            {
              name: 'criteria',
              label: 'Criteria',
              hint: 'One a line: Name | hint. A question mark after the name makes it optional.',
            },
            { criteria: writeFramework(own ?? framework) },
            LONGEST_LIST,
            'several',
          ),
          typed(
            {
              name: 'minimum',
              label: 'Minimum total',
              hint: 'Each criterion then gets 0 to 5 points. Empty: no scores.',
              optional: true,
            },
            { minimum: own?.minimumScore === undefined ? null : String(own.minimumScore) },
            4,
          ),
        ]
      : rich([[writeFramework(FRAMEWORKS[chosenNow] ?? framework)]])),
    ticked(
      {
        name: 'exceptions',
        label: 'Exceptions',
        hint: 'They are shown on the card and counted in the digest.',
        optional: true,
      },
      [option('A lead may go past the gate with a written reason', 'allowed')],
      [exceptions],
    ),
  ])
}

export function deadlinesForm(rules: Rules, version: string): ModalView {
  const hours = (n: number) => String(n)
  return sectionModal('deadlines', 'Deadlines', version, [
    chosen({ name: 'clock', label: 'Clock' }, { clock: rules.clock }, CLOCKS, 'How are hours counted?'),
    typed({ name: 'accept', label: 'Hours to accept' }, { accept: hours(rules.acceptHours) }, 4),
    typed(
      { name: 'touch', label: 'Hours to the first meaningful touch' },
      { touch: hours(rules.touchHours) },
      4,
    ),
    typed({ name: 'sdr', label: 'Hours for the SDR’s moves' }, { sdr: hours(rules.sdrHours) }, 4),
    ticked(
      { name: 'kinds', label: 'Meaningful touches', hint: 'A meeting that was held always counts.' },
      TOUCH_KINDS.filter((kind) => kind !== 'meeting_held').map((kind) => option(TOUCH_LABELS[kind], kind)),
      rules.meaningfulKinds,
    ),
    typed(
      { name: 'lock', label: 'Days that a lead stays with its owner' },
      { lock: String(rules.lockDays) },
      3,
    ),
    typed(
      { name: 'clawback', label: 'Days in which a credit can be clawed back' },
      { clawback: String(rules.clawbackDays) },
      3,
    ),
    ...rich([[workedExample(rules)]]),
  ])
}

export function postsForm(rules: Rules, version: string): ModalView {
  const { posts, zone } = rules
  return sectionModal('posts', 'Posts', version, [
    channelPicked({ name: 'leadership', label: 'Weekly digest goes to', optional: true }, posts.leadership),
    channelPicked({ name: 'stuck', label: 'Daily stuck leads go to', optional: true }, posts.stuck),
    chosen(
      { name: 'digest_day', label: 'Digest on' },
      { digest_day: String(posts.digestDay) },
      WEEKDAYS,
      'Day',
    ),
    input({ name: 'digest_at', label: 'Digest at' }, { type: 'timepicker', initial_time: posts.digestAt }),
    input({ name: 'stuck_at', label: 'Stuck leads at' }, { type: 'timepicker', initial_time: posts.stuckAt }),
    typed({ name: 'zone', label: 'Time zone', hint: 'Its IANA name, like Europe/Stockholm.' }, { zone }, 60),
    picked(
      { name: 'reviewer', label: 'Reviews the digest', optional: true },
      { reviewer: rules.review.owner ?? null },
      'Nobody',
    ),
    picked(
      { name: 'deputy', label: 'Their deputy', optional: true },
      { deputy: rules.review.deputy ?? null },
      'Nobody',
    ),
  ])
}

export function reasonsForm(rules: Rules, version: string): ModalView {
  const flagged = (codes: readonly { label: string; flag: boolean }[], word: string) =>
    codes.map(({ label, flag }) => (flag ? `${label} | ${word}` : label)).join('\n')
  const decline = rules.declineCodes.map(({ label, givesTurnBack }) => ({ label, flag: givesTurnBack }))
  const disqualify = rules.disqualifyCodes.map(({ label, clawsBack }) => ({ label, flag: clawsBack }))
  const list = (name: string, label: string, hint: string, value: string) =>
    typed({ name, label, hint }, { [name]: value }, LONGEST_LIST, 'several')
  return sectionModal('reasons', 'Reasons', version, [
    list(
      'decline',
      'Declining',
      'One a line. “| turn” gives the AE their turn back.',
      flagged(decline, 'turn'),
    ),
    list(
      'disqualify',
      'Disqualifying',
      'One a line. “| clawback” takes the credit back inside its window.',
      flagged(disqualify, 'clawback'),
    ),
    list('lost', 'Losing', 'One a line.', rules.lostCodes.map(({ label }) => label).join('\n')),
    list('reassign', 'Reassigning', 'One a line.', rules.reassignCodes.map(({ label }) => label).join('\n')),
  ])
}

export function peopleForm({ named }: Rules, version: string): ModalView {
  return sectionModal('people', 'Named people', version, [
    manyPicked(
      {
        name: 'admins',
        label: 'May change settings',
        hint: 'Beside Slack’s owners and admins.',
        optional: true,
      },
      named.admins,
    ),
    manyPicked({ name: 'pay', label: 'May see everybody’s pay', optional: true }, named.pay),
    manyPicked({ name: 'erasure', label: 'May erase a prospect', optional: true }, named.erasure),
  ])
}

export function signalsForm({ signals, baseline, retentionDays }: Rules, version: string): ModalView {
  const number = (name: string, label: string, value: number | undefined, optional = false) =>
    typed({ name, label, optional }, { [name]: value === undefined ? null : String(value) }, 5)
  return sectionModal('signals', 'Signals and baseline', version, [
    ...rich([
      [
        'Thresholds of the playbook, not benchmarks of an industry. A change is easiest to judge by your own past.',
      ],
    ]),
    number('both_reps', 'Calls with both reps below, %', signals.bothReps),
    number('calls_declined', 'Intro calls declined above, %', signals.callsDeclined),
    number('templated', 'Templated first touches above, %', signals.templated),
    number('rubber_stamp', 'Acceptance above, %', signals.rubberStamp),
    number('qualified', 'while qualified share is below, %', signals.qualified),
    number('gate', 'Gate passed below, %', signals.gate),
    number('aes_per_sdr', 'AEs per SDR above', signals.aesPerSdr),
    number('baseline_acceptance', 'Acceptance before Handoff, %', baseline.acceptance, true),
    number('baseline_meeting', 'Days to the second meeting before Handoff', baseline.secondMeetingDays, true),
    number('retention', 'Days after its end at which a lead’s words are erased', retentionDays, true),
  ])
}

export function holidaysForm(
  version: string,
  lists: readonly { list: string; dates: string[] }[],
): ModalView {
  const known: Line[] = lists.map(({ list, dates }) => [`${list}: ${dates.length} days`])
  return sectionModal('holidays', 'Holidays', version, [
    ...rich(known.length > 0 ? known : [['No list of holidays yet.']]),
    typed(
      { name: 'list', label: 'List', hint: 'A name like Sweden; “workspace” is for the posts.' },
      { list: 'workspace' },
      60,
    ),
    typed(
      {
        name: 'dates',
        label: 'Dates',
        hint: 'One a line, like 2026-12-24. Empty takes the list away.',
        optional: true,
      },
      { dates: lists.find(({ list }) => list === 'workspace')?.dates.join('\n') ?? null },
      LONGEST_LIST,
      'several',
    ),
  ])
}

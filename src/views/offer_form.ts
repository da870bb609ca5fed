import type { Button, KnownBlock, ModalView } from '@slack/types'
import { type Fields, LONGEST } from '../domain/draft.ts'
import { MOST_POINTS } from '../domain/frameworks.ts'
import { evidenceField, pagesOf, SHORTEST_EVIDENCE, scoreField, stateField } from '../domain/gate.ts'
import type { HandoverForm } from '../domain/handoff.ts'
import type { Team } from '../domain/people.ts'
import type { Criterion, Rules } from '../domain/rules.ts'
import { clip } from '../domain/text.ts'
import { actions, bold, button, type Line, modal, momentIn, option, person, plain, rich } from './blocks.ts'
import { chosen, dated, input, picked, ticked, typed } from './inputs.ts'
import { HANDOVER_LABELS, inSentence } from './words.ts'

const TITLE = 'New handoff'

/** Step 1: who the lead is and who gets it. */
export function whoStep(
  within: string,
  fields: Fields,
  { begun, warning = [], teams = [] }: { begun: boolean; warning?: Line[]; teams?: readonly Team[] },
): ModalView {
  const pick = { name: 'ae', label: 'Account executive', hint: 'Empty: the next in the rotation.', within }
  return modal({
    form: 'offer_who',
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

/** Step 2: the gate. Each criterion has what we know and how we know it; a long framework has several pages. */
export function qualificationStep(within: string, fields: Fields, rules: Rules, page = 0): ModalView {
  const pages = pagesOf(rules)
  const scored = rules.framework.minimumScore !== undefined
  return modal({
    form: 'offer_qualification',
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

export type Route = {
  ae: string
  inRotation: boolean
  isOwed?: boolean | undefined
  ownsUntil?: Date | undefined
  away?: { cover: string | undefined } | undefined
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
    form: 'offer_handover',
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
      ...(fields.message_link ? [fromMessage(within, fields)] : []),
      back(within),
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

/** From a private channel it may hold what the others should not read, so it is seen and edited first. */
function fromMessage(within: string, fields: Fields): KnownBlock {
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

/** Whose lead this is, so that a form that comes back days later is not sent for another. */
function whose(fields: Fields): KnownBlock[] {
  return rich([[bold(clip(fields.company ?? '', 80)), ` · ${clip(fields.contact ?? '', 80)}`]])
}

function back(draftId: string): KnownBlock {
  return actions('steps', [button('Back', 'offer_back', draftId), discard(draftId)])
}

function discard(draftId: string): Button {
  return button('Discard draft', 'discard_draft', draftId, {
    confirm: {
      title: plain('Discard this draft?'),
      text: plain('What you typed is gone, and an empty form takes its place.'),
      confirm: plain('Discard'),
      deny: plain('Keep it'),
    },
  })
}

/** In the place of a form that cannot go on, with why. */
export function deadForm(words: string): ModalView {
  return modal({ form: 'dead', title: TITLE, close: 'Close', blocks: rich([[words]]) })
}

import type { ModalView } from '@slack/types'
import { type Fields, LONGEST } from '../../src/domain/fields.ts'
import type { Handoff } from '../../src/domain/handoff/handoff.ts'
import { ACTIONS, type Happening } from '../../src/domain/handoff/history.ts'
import { leadOf } from '../../src/domain/handoff/lead.ts'
import { type GuardedAction, PERMISSIONS, whoMay } from '../../src/domain/handoff/permissions.ts'
import type { Refusal } from '../../src/domain/handoff/refusals.ts'
import { checkQualification } from '../../src/domain/offering/gate.ts'
import { checkHandover, checkWho } from '../../src/domain/offering/steps.ts'
import type { Notice } from '../../src/domain/outbox/notices.ts'
import type { Rules } from '../../src/domain/settings/rules.ts'
import { cleanText } from '../../src/domain/text.ts'
import {
  answerForm,
  askForm,
  declineForm,
  informationForm,
  recycleForm,
  reofferForm,
  withdrawForm,
} from '../../src/views/answering.ts'
import { brief } from '../../src/views/handoff/brief.ts'
import { card, movedOn } from '../../src/views/handoff/card.ts'
import { threadMessage } from '../../src/views/handoff/happenings.ts'
import { historyModal } from '../../src/views/handoff/history.ts'
import { refusalWords } from '../../src/views/handoff/refusals.ts'
import { help, unknownWord } from '../../src/views/home/help.ts'
import { mine } from '../../src/views/home/mine.ts'
import { whole } from '../../src/views/home/show.ts'
import { brokenForm, deadForm } from '../../src/views/offering/form.ts'
import { handoverStep } from '../../src/views/offering/handover.ts'
import { qualificationStep } from '../../src/views/offering/qualification.ts'
import { whoStep } from '../../src/views/offering/who.ts'
import { undelivered } from '../../src/views/outbox/undelivered.ts'
import { wrongAe, wrongSdr } from '../../src/views/people/cannot_take_part.ts'
import { preferencesForm } from '../../src/views/people/preferences.ts'
import { type Message, message, modal, rich } from '../../src/views/slack/blocks.ts'
import {
  aHandoff,
  aHappening,
  aPerson,
  aTeam,
  at,
  EVA,
  later,
  MIA,
  minutes,
  nameOf,
  OFFERED_AT,
  SAM,
  STAGES,
  someRules,
} from '../support/builders.ts'

/** Writes a text of exactly so many characters as JavaScript counts them, where an emoji is two or more. */
export type Writer = (characters: number) => string

/** Every message and every form of the app, filled by one writer as far as the domain admits. */
export type Samples = { messages: Record<string, Message>; forms: Record<string, ModalView> }

/** A long framework; MEDDPICC has eight. */
const CRITERIA = 20

const NOW = at('Fri 20 Nov 17:31')

export function samplesWith(write: Writer, criteria = CRITERIA): Samples {
  const rules = longRules(write, criteria)
  const fields = longFields(write, rules)
  const words = cleanText(write(LONGEST.note))
  const handoffs = Object.values(STAGES).map((standing) => longHandoff(fields, rules, standing, words))
  const [offered = aHandoff()] = handoffs
  const link = ({ id }: { id: string }) => `https://work.slack.example/archives/C0HANDOFFS/p${id}`
  const history = ACTIONS.flatMap((action): Happening[] => [
    happening(action, EVA, words),
    happening(action, MIA, words),
    happening(action, SAM, words),
  ])
  const route = { ae: EVA, inRotation: true, acceptDue: NOW, zone: 'America/Argentina/Buenos_Aires' }
  const typedWord = words.slice(0, 1500)

  const messages: Record<string, Message> = {
    'moved on': movedOn(offered),
    brief: brief(offered),
    mine: mine(
      Array.from({ length: 20 }, (_, place) => leadOf(handoffs[place % handoffs.length] ?? offered)),
      1000,
      EVA,
      link,
    ),
    'unknown word': unknownWord(typedWord, help('/handoff', [{ usage: 'help', means: 'this list' }])),
    'wrong AE': wrongAe(offered, aPerson({ name: write(80) }), 'deactivated'),
    'wrong SDR': wrongSdr(offered),
  }
  const forms: Record<string, ModalView> = {
    who: whoStep(offered.id, fields, { begun: true }),
    qualification: qualificationStep(offered.id, fields, rules),
    handover: handoverStep(offered.id, fields, route, 'Say when the intro call is.'),
    'handover without a call': handoverStep(offered.id, { ...fields, intro: 'not_possible' }, undefined),
    decline: declineForm(offered),
    ask: askForm(offered),
    reoffer: reofferForm(offered),
    'add information': informationForm(offered),
    recycle: recycleForm(offered, '2027-01-19'),
    withdraw: withdrawForm(offered),
    history: historyModal(offered, history),
    broken: brokenForm('1f2e3d4c'),
    dead: deadForm(write(150)),
    preferences: preferencesForm(aPerson(), {
      leads: true,
      isSelf: true,
      leave: undefined,
      holidayLists: ['Sweden'],
    }),
  }
  for (const handoff of handoffs) {
    const { status } = handoff.stage
    messages[`card, ${status}`] = card(handoff, NOW, 'channel')
    messages[`card in a DM, ${status}`] = card(handoff, NOW, 'dm')
    messages[`whole, ${status}`] = whole(handoff, history, link, NOW)
    forms[`answer, ${status}`] = answerForm(handoff)
    const refusals: Record<string, Refusal> = {
      'too late': { refused: 'too_late', action: 'accepted', handoff },
      'needs news': { refused: 'needs_news', handoff, ae: EVA },
      'nothing to undo': { refused: 'nothing_to_undo', handoff },
    }
    for (const action of Object.keys(PERMISSIONS) as GuardedAction[])
      refusals[action] = { refused: 'not_allowed', action, handoff, who: whoMay(action, handoff, OFFERED_AT) }
    for (const [why, refusal] of Object.entries(refusals)) {
      const lines = refusalWords(refusal)
      messages[`refusal, ${why}, ${status}`] = message(lines)
      forms[`refused, ${why}, ${status}`] = modal({
        form: 'refused',
        title: 'Not withdrawn',
        blocks: rich(lines),
      })
    }
  }
  for (const happened of history)
    messages[`thread, ${happened.action} by ${nameOf(happened.by)}`] = threadMessage(offered, happened, () =>
      write(80),
    )
  for (const missing of MISSING)
    for (const why of ['uncertain', 'failed'] as const)
      messages[`undelivered, ${missing.what}, ${why}`] = undelivered(
        offered,
        missing,
        { kind: 'reminder', what: 'undelivered', of: `${offered.id}:${missing.what}`, try: 1, to: SAM, why },
        why === 'failed' ? 'messages_tab_disabled' : undefined,
      )
  return { messages, forms }
}

const MISSING: Exclude<Notice, { what: 'undelivered' }>[] = [
  { kind: 'state', what: 'card' },
  { kind: 'state', what: 'brief' },
  { kind: 'state', what: 'ae_card', offer: 1, to: EVA, urgent: true },
  { kind: 'event', what: 'thread', version: 2 },
  { kind: 'reminder', what: 'check_ae', offer: 1, to: SAM },
  { kind: 'reminder', what: 'check_sdr', to: MIA },
  { kind: 'reminder', what: 'undo_over', of: 'card', offer: 1, version: 2 },
]

/** A workspace's own framework and reasons; nothing says how long their names may be, so they are long. */
function longRules(write: Writer, length: number): Rules {
  const criteria = Array.from({ length }, (_, place) => ({
    key: `criterion-${place}`,
    name: write(60),
    hint: write(200),
    required: place % 2 === 0,
  }))
  const codes = Array.from({ length: 20 }, (_, place) => ({
    code: `reason-${place}`,
    label: write(80),
    givesTurnBack: false,
  }))
  return someRules({ framework: { name: write(60), criteria }, declineCodes: codes })
}

function longFields(write: Writer, rules: Rules): Fields {
  const evidence = rules.framework.criteria.flatMap(({ key }, place): [string, string][] => [
    [`state-${key}`, (['confirmed', 'pending'] as const)[place % 2] ?? 'pending'],
    [`evidence-${key}`, write(LONGEST.evidence)],
  ])
  return {
    company: write(LONGEST.line),
    contact: write(LONGEST.line),
    title: write(LONGEST.line),
    email: `${write(140).replace(/[\s@<>]/g, '&')}@acme.io`,
    crm: `https://crm.example/?deal=${write(LONGEST.link - 26)}`,
    ae: EVA,
    ...Object.fromEntries(evidence),
    next_step: write(LONGEST.note),
    next_step_date: '2026-11-24',
    intro: 'scheduled',
    intro_at: String(at('Mon 23 Nov 10:00').getTime() / 1000),
    intro_reason: write(LONGEST.line),
    sdr_joins: 'yes',
    promised: write(LONGEST.note),
    landed: write(LONGEST.note),
    avoid: write(LONGEST.note),
  }
}

/** The handoff that the three steps of the form make of these fields, with five additions to its brief. */
function longHandoff(
  fields: Fields,
  rules: Rules,
  standing: (typeof STAGES)[keyof typeof STAGES],
  words: string,
): Handoff {
  const who = checkWho(fields)
  const answers = checkQualification(fields, rules)
  const handover = checkHandover({ ...fields, intro: 'not_possible' }, OFFERED_AT, 'Europe/Stockholm')
  if (!who.ok || !answers.ok || !handover.ok)
    throw new Error(`the domain refused the sample: ${JSON.stringify([who, answers, handover])}`)
  const { ae: _, ...prospect } = who.value
  const additions = Array.from({ length: 5 }, (_, place) => ({
    by: SAM,
    at: later(OFFERED_AT, minutes(place)),
    words,
  }))
  const { stage, offer } = { offer: {}, ...standing }
  const question = { by: EVA, askedAt: OFFERED_AT, words }
  return aHandoff({
    ref: 123_456_789,
    team: aTeam({ name: words.slice(0, 20), managers: [MIA] }),
    prospect,
    rules,
    brief: { ...handover.value, ...answers.value, additions },
    offer,
    stage: stage.status === 'info_needed' ? { status: 'info_needed', question } : stage,
    lastAnswer: { action: 'accepted', by: EVA, at: NOW, from: 'offered' },
  })
}

const happening = (action: Happening['action'], by: string, words: string): Happening =>
  aHappening({ action, by, words, code: 'reason-1', until: '2027-01-19', undid: 'accepted' })

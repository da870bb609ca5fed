import { LONGEST } from '../../domain/fields.ts'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { clip } from '../../domain/text.ts'
import { introWords } from '../calls/intro.ts'
import {
  bold,
  dayOf,
  faint,
  type Line,
  link,
  type Message,
  moment,
  person,
  rich,
  spoken,
} from '../slack/blocks.ts'
import { HANDOVER_LABELS, handedOverWords, inSentence } from '../words.ts'
import { scoreWords, stateSign, totalWords } from './criteria.ts'

/** Everything the AE needs before they talk to the prospect, in the order in which they need it. */
export function brief(handoff: Handoff, ...more: Line[][]): Message {
  const parts = [...briefParts(handoff), ...more]
  return { text: spoken(parts.flat()), blocks: parts.flatMap((lines) => rich(lines)) }
}

function briefParts(handoff: Handoff): Line[][] {
  const { prospect, brief: facts, sdr } = handoff
  return [
    [
      [bold(`Brief ${refOf(handoff)}: ${prospect.company}`)],
      [
        prospect.contact,
        prospect.title ? `, ${prospect.title}` : '',
        prospect.email ? ` · ${prospect.email}` : '',
      ],
      ...(prospect.crmLink ? [[link(prospect.crmLink)]] : []),
    ],
    [
      ...criteria(handoff),
      totalWords(facts.answers, handoff.rules),
      ...note('Sent past the gate', facts.exception),
    ],
    [
      [bold('Next step: '), facts.nextStep, `, by ${dayOf(facts.nextStepDate)}`],
      [bold('Intro call: '), ...introWords(facts, sdr, LONGEST.line)],
      ...note('What was promised', facts.promised),
      ...note('What landed', facts.landed),
      ...note('What to avoid', facts.avoid),
      ...note('Handed off again because', facts.duplicateReason),
      ...fromMessage(facts),
      ...doubleCheck(handoff),
    ],
    [...verbal(handoff), ...additions(handoff)],
  ]
}

/** Slack takes about 13,000 characters of blocks; these shares leave room for all parts at their longest. */
const EVIDENCE_SHARE = 3000

const ADDITIONS_SHARE = 2000

/** The newest first, as far as there is room. */
function additions({ brief: facts }: Handoff): Line[] {
  let room = ADDITIONS_SHARE
  const shown = facts.additions.toReversed().filter(({ words }) => {
    room -= words.length
    return room >= 0
  })
  const earlier = facts.additions.length - shown.length
  return [
    ...shown.map(({ by, at, words }): Line => [bold('Added '), moment(at), ' by ', person(by), `: ${words}`]),
    ...(earlier > 0 ? [[faint(`${earlier} earlier additions are in the history.`)]] : []),
  ]
}

function criteria({ brief: { answers }, rules }: Handoff): Line[] {
  const most = Math.floor(EVIDENCE_SHARE / Math.max(3, rules.framework.criteria.length))
  return rules.framework.criteria.map((criterion) => {
    const answer = answers.find(({ key }) => key === criterion.key)
    const state = answer?.state ?? 'unknown'
    return [
      stateSign(state),
      ' ',
      bold(`${criterion.name}${scoreWords(answer?.score)}: `),
      clip(answer?.evidence ?? '', most) || 'no evidence',
      faint(` (${state})`),
    ]
  })
}

/** Whether they talked; until then, how the AE likes to. */
function verbal({ verbal: done, aePrefers, offer }: Handoff): Line[] {
  if (done)
    return [
      [bold('Handed over '), `${handedOverWords(done.form)} by `, person(done.by), ', ', moment(done.at)],
    ]
  return aePrefers ? [[person(offer.ae), ` prefers: ${inSentence(HANDOVER_LABELS[aePrefers])}`]] : []
}

function fromMessage({ fromMessage: words, messageLink }: Handoff['brief']): Line[] {
  if (!messageLink) return []
  return [[bold('From the message: '), ...(words ? [`${words} `] : []), link(messageLink)]]
}

function note(label: string, words: string | undefined): Line[] {
  return words ? [[bold(`${label}: `), words]] : []
}

function doubleCheck({ brief: { answers }, rules }: Handoff): Line[] {
  const open = rules.framework.criteria.filter(({ key }) =>
    answers.some((answer) => answer.key === key && answer.state !== 'confirmed'),
  )
  return open.length === 0 ? [] : [[bold('To double-check: '), open.map(({ name }) => name).join(', ')]]
}

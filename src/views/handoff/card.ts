import { type Handoff, refOf, type Touch } from '../../domain/handoff/handoff.ts'
import { leadOf } from '../../domain/handoff/lead.ts'
import { firstMeaningful, isLoggedLate, lastTouch } from '../../domain/owning/touches.ts'
import type { UserId } from '../../domain/people/people.ts'
import { touchTarget } from '../../domain/reminders/deadlines.ts'
import { clip } from '../../domain/text.ts'
import { introWords } from '../calls/intro.ts'
import {
  bold,
  code,
  dayOf,
  faint,
  type Line,
  type Message,
  message,
  moment,
  person,
} from '../slack/blocks.ts'
import { declineLabel, endWords, pullInWords, touchWords } from '../words.ts'
import { buttonsOf, type CardPlace } from './buttons.ts'
import { scoreWords, stateSign, totalWords } from './criteria.ts'

/** More criteria than this would push the buttons off a phone, so a long framework shows states without evidence. */
const MOST_WITH_EVIDENCE = 4

/** The one message of a handoff that everybody works from. `now` decides only whether undoing is still offered. */
export function card(handoff: Handoff, now: Date, place: CardPlace): Message {
  const { prospect, sdr, offer } = handoff
  const lines: Line[] = [
    [
      bold(clip(prospect.company, 80)),
      ` · ${clip(prospect.contact, 60)}${prospect.title ? `, ${clip(prospect.title, 60)}` : ''} · `,
      code(refOf(handoff)),
    ],
    ['For ', person(offer.ae), ', from ', person(sdr), ' · offered ', moment(offer.offeredAt)],
    ...criteriaLines(handoff),
    ...exceptionLine(handoff),
    nextStepLine(handoff),
    [...standingLine(handoff)],
  ]
  return message(lines, buttonsOf(leadOf(handoff), now, place))
}

/** What the AE's own card says once somebody else has the lead. */
export function movedOn(handoff: Handoff): Message {
  const { offer, prospect } = handoff
  return message([
    [code(refOf(handoff)), ` ${clip(prospect.company, 80)} is now with `, person(offer.ae), '.'],
  ])
}

/** What was the card in the channel of the team that had the lead before. */
export function movedToTeam({ ref, prospect, team }: Handoff): Message {
  return message([
    [
      code(refOf({ ref })),
      ` ${clip(prospect.company, 80)} went to Team ${clip(team.name, 60)}; its card is in their channel.`,
    ],
  ])
}

function criteriaLines({ brief, rules }: Handoff): Line[] {
  const named = brief.answers.map((answer) => ({
    ...answer,
    name: rules.framework.criteria.find(({ key }) => key === answer.key)?.name ?? answer.key,
  }))
  if (named.length > MOST_WITH_EVIDENCE)
    return [
      [
        ...named.flatMap(
          ({ name, state, score }, place): Line => [
            place > 0 ? ' · ' : '',
            stateSign(state),
            ` ${name}${scoreWords(score)}`,
          ],
        ),
        ...totalWords(brief.answers, rules),
      ],
    ]
  const lines = named.map(
    ({ name, state, evidence, score }): Line => [
      stateSign(state),
      ` ${name}${scoreWords(score)}: ${clip(oneLine(evidence), 90) || 'no evidence'}`,
    ],
  )
  const last = lines.at(-1)
  return last ? [...lines.slice(0, -1), [...last, ...totalWords(brief.answers, rules)]] : lines
}

function exceptionLine({ brief: { exception } }: Handoff): Line[] {
  if (exception === undefined) return []
  return [
    [{ emoji: 'warning', means: 'Exception:' }, ` Sent past the gate: ${clip(oneLine(exception), 120)}`],
  ]
}

function nextStepLine({ brief, sdr }: Handoff): Line {
  const step = `Next step: ${clip(oneLine(brief.nextStep), 100)}, by ${dayOf(brief.nextStepDate)} · Intro call: `
  return [step, ...introWords(brief, sdr)]
}

/** Where it stands, and what happens next by when. */
function standingLine(handoff: Handoff): Line {
  const { stage, offer, sdr, rules } = handoff
  switch (stage.status) {
    case 'offered':
      return [faint('Waiting for '), person(offer.ae), ...until(offer.acceptDue)]
    case 'info_needed':
      return [
        person(stage.question.by),
        faint(' asks: '),
        clip(oneLine(stage.question.words), 140),
        faint(' · Waiting for '),
        person(sdr),
        faint('.'),
        ...(offer.acceptDue
          ? [
              faint(' The time of '),
              person(offer.ae),
              faint(' runs until '),
              moment(offer.acceptDue),
              faint('.'),
            ]
          : []),
      ]
    case 'accepted':
      return [
        person(stage.owner),
        faint(' owns it since '),
        moment(stage.at),
        ...(stage.by === stage.owner ? [] : [faint(', accepted by '), person(stage.by)]),
        ...touchLine(handoff),
        ...pullInLine(handoff),
      ]
    case 'qualified':
      return [
        person(stage.owner),
        faint(' owns it, qualified '),
        moment(stage.at),
        faint('.'),
        ...pullInLine(handoff),
      ]
    case 'disqualified':
    case 'won':
    case 'lost':
      return [
        faint(`${sentence(endWords(rules, stage.status, stage.code))} `),
        moment(stage.at),
        faint(', says '),
        person(stage.by),
        faint('.'),
      ]
    case 'declined':
      return [
        faint('Declined by '),
        person(stage.by),
        faint(` (${declineLabel(rules, stage.code)}). Waiting for `),
        person(sdr),
        faint(' to re-offer, recycle or withdraw it.'),
      ]
    case 'withdrawn':
      return [faint('Withdrawn by '), person(stage.by), ' ', moment(stage.at), faint('.')]
    case 'recycled':
      return [faint(`Recycled until ${dayOf(stage.until)} by `), person(stage.by), faint('.')]
    default:
      return stage satisfies never
  }
}

/** That the SDR was asked back in, until they are done. */
function pullInLine({ pullIn, sdr }: Handoff): Line {
  return pullIn ? [faint(` Asks `), person(sdr), faint(` back in: ${pullInWords(pullIn.reason)}.`)] : []
}

/** Whether the prospect has heard from the owner, and what does not count as that. */
function touchLine(handoff: Handoff): Line {
  const met = firstMeaningful(handoff)
  if (met)
    return [
      faint(`. First meaningful touch: ${touchWords(met.kind)} `),
      moment(met.happenedAt),
      faint(late(met)),
    ]
  const due = touchTarget(handoff)
  const last = lastTouch(handoff)
  const idle: Line = last
    ? [faint(` A ${touchWords(last.kind)} `), moment(last.happenedAt), faint(' does not stop the clock.')]
    : []
  return due
    ? [faint('. First meaningful touch by '), moment(due), faint('.'), ...idle]
    : [faint('.'), ...idle]
}

const late = (touch: Touch): string => (isLoggedLate(touch) ? ', logged late.' : '.')

function until(due: Date | undefined): Line {
  return due ? [faint(' until '), moment(due), faint('.')] : [faint('.')]
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

/** The same card for whoever stands in, who has to know why it reaches them. */
export function forCover({ text, blocks }: Message, ae: UserId): Message {
  const why = message([['You cover for ', person(ae), ' while they are away; your answer counts as theirs.']])
  return { text: `${why.text}\n${text}`, blocks: [...why.blocks, ...blocks] }
}

import type { ModalView } from '@slack/types'
import { touchTarget } from '../domain/deadlines.ts'
import { type Handoff, type Happening, refOf } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import { clip } from '../domain/text.ts'
import { firstMeaningful } from '../domain/touches.ts'
import {
  actions,
  bold,
  button,
  code,
  dayOf,
  faint,
  type Line,
  type Message,
  message,
  modal,
  moment,
  person,
  rich,
} from './blocks.ts'
import { brief } from './brief.ts'
import { buttons } from './card_buttons.ts'
import { historyLine } from './thread.ts'

/** The open handoffs of one person, what is theirs to do first. */
export function mine(handoffs: readonly Handoff[], count: number, reader: UserId, linkTo: LinkTo): Message {
  if (count === 0) return message([['You have no open handoffs. /handoff begins one.']])
  const waiting = handoffs.filter((handoff) => waitsFor(handoff) === reader)
  const others = handoffs.filter((handoff) => waitsFor(handoff) !== reader)
  const section = (heading: string, list: readonly Handoff[]): Line[] =>
    list.length === 0 ? [] : [[bold(heading)], ...list.map((handoff) => row(handoff, linkTo))]
  const rest = count - handoffs.length
  return message([
    ...section('Waiting for you', waiting),
    ...section('Open', others),
    ...(rest > 0 ? [[faint(`and ${rest} more`)]] : []),
  ])
}

/** What a search found, the newest first. */
export function foundList(
  handoffs: readonly Handoff[],
  hasMore: boolean,
  text: string,
  linkTo: LinkTo,
): Message {
  if (handoffs.length === 0)
    return message([
      [`Nothing that you can see holds “${clip(text, 60)}”: companies, people and addresses were searched.`],
    ])
  return message([
    ...handoffs.map((handoff) => row(handoff, linkTo)),
    ...(hasMore ? [[faint('There are more; a longer text finds fewer.')]] : []),
  ])
}

/** Everything about one handoff, with its history and its buttons, also when its card cannot be reached. */
export function whole(handoff: Handoff, history: readonly Happening[], linkTo: LinkTo, now: Date): Message {
  const url = linkTo(handoff)
  const said = brief(
    handoff,
    latestLines(handoff, history),
    url ? [[{ link: url, shown: 'Open the card' }]] : [],
  )
  return { ...said, blocks: [...said.blocks, buttons(handoff, now, 'private')] }
}

/** The latest, which are what somebody opens it for, and those before them a click away: page 0 is the latest. */
export function historyModal(handoff: Handoff, history: readonly Happening[], page = 0): ModalView {
  const until = Math.max(history.length - page * ON_A_PAGE, 0)
  const from = Math.max(until - ON_A_PAGE, 0)
  const shown = history.slice(from, until)
  const turns = [
    ...(from > 0 ? [button('Earlier', 'history_page', String(page + 1))] : []),
    ...(page > 0 ? [button('Later', 'history_page', String(page - 1))] : []),
  ]
  const place = turns.length > 0 ? [[faint(`${from + 1} to ${until} of ${history.length}`)]] : []
  return modal({
    form: 'history',
    title: `${refOf(handoff)} history`,
    close: 'Close',
    about: handoff.id,
    blocks: [
      ...rich([[bold(handoff.prospect.company)], ...place, ...historyLines(handoff, shown, 300)]),
      ...(turns.length > 0 ? [actions('history', turns)] : []),
    ],
  })
}

/** As many as fit into a form with all that was typed. */
const ON_A_PAGE = 30
/** What a message has room for beside the brief. */
const LATEST = { most: 6, words: 60 }

export type LinkTo = (handoff: Handoff) => string | undefined

function latestLines(handoff: Handoff, history: readonly Happening[]): Line[] {
  const earlier = Math.max(history.length - LATEST.most, 0)
  return [
    [bold('History')],
    ...(earlier > 0 ? [[faint(`${earlier} earlier, under Show history`)]] : []),
    ...historyLines(handoff, history.slice(-LATEST.most), LATEST.words),
  ]
}

const historyLines = (handoff: Handoff, history: readonly Happening[], most: number): Line[] =>
  history.map((happened) =>
    historyLine(handoff, { ...happened, words: happened.words && clip(happened.words, most) }),
  )

export function row(handoff: Handoff, linkTo: LinkTo): Line {
  const { prospect, stage, offer, sdr } = handoff
  const url = linkTo(handoff)
  const name: Line = [
    code(refOf(handoff)),
    ' ',
    url ? { link: url, shown: clip(prospect.company, 60) } : clip(prospect.company, 60),
  ]
  switch (stage.status) {
    case 'offered':
      return [...name, ' · ', person(offer.ae), ' answers', ...by(offer.acceptDue)]
    case 'info_needed':
      return [...name, ' · ', person(sdr), ' answers a question of ', person(stage.question.by)]
    case 'accepted':
      return [
        ...name,
        ' · ',
        person(stage.owner),
        ...(firstMeaningful(handoff)
          ? [' owns it']
          : [' makes a meaningful touch', ...by(touchTarget(handoff))]),
      ]
    case 'qualified':
      return [
        ...name,
        ' · ',
        person(stage.owner),
        ` owns it, qualified · next step ${dayOf(handoff.brief.nextStepDate)}`,
      ]
    case 'declined':
      return [...name, ' · declined; ', person(sdr), ' re-offers, recycles or withdraws it']
    case 'disqualified':
    case 'won':
    case 'lost':
    case 'withdrawn':
    case 'recycled':
      return [...name, ` · ${stage.status}`]
    default:
      return stage satisfies never
  }
}

function by(due: Date | undefined): Line {
  return due ? [' by ', moment(due)] : []
}

/** Whose move it is; nobody's while an owner who has touched the lead works on it. */
export function waitsFor(handoff: Handoff): UserId | undefined {
  const { stage, offer, sdr } = handoff
  switch (stage.status) {
    case 'offered':
      return offer.ae
    case 'accepted':
      return firstMeaningful(handoff) ? undefined : offer.ae
    case 'info_needed':
    case 'declined':
      return sdr
    case 'qualified':
    case 'disqualified':
    case 'won':
    case 'lost':
    case 'withdrawn':
    case 'recycled':
      return undefined
    default:
      return stage satisfies never
  }
}

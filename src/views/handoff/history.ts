import type { ModalView } from '@slack/types'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { clip } from '../../domain/text.ts'
import {
  actions,
  bold,
  button,
  dayOf,
  faint,
  type Line,
  modal,
  moment,
  person,
  rich,
} from '../slack/blocks.ts'
import { declineLabel, endWords, handedOverWords, inSentence, pullInWords, touchWords } from '../words.ts'

/** One line of the history that people read: when, who, what. */
export function historyLine(handoff: Handoff, happened: Happening): Line {
  const who: Line = [moment(happened.at), ' · ', person(happened.by), ' ']
  const words = happened.words ? `: ${happened.words}` : ''
  switch (happened.action) {
    case 'sent':
      return [...who, 'handed it off to ', person(happened.ae), routeWords(happened.code)]
    case 'accepted':
      return [...who, 'accepted it', ...forAe(happened)]
    case 'declined':
      return [...who, `declined it (${declineLabel(handoff.rules, happened.code ?? '')})${words}`]
    case 'asked':
      return [...who, `asked${words}`]
    case 'answered':
      return [...who, `answered${words}`]
    case 'reoffered':
      return [...who, 're-offered it to ', person(happened.ae)]
    case 'information_added':
      return [...who, `added information${words}`]
    case 'withdrawn':
      return [...who, 'withdrew it']
    case 'recycled':
      return [...who, `recycled it${happened.until ? ` until ${dayOf(happened.until)}` : ''}`]
    case 'undone':
      return [...who, `took back that it was ${happened.undid}`]
    case 'touched':
      return [...who, `logged a touch: ${touchWords(happened.code)}${words}`]
    case 'next_step_updated':
      return [...who, `set the next step${happened.until ? ` for ${dayOf(happened.until)}` : ''}${words}`]
    case 'reassigned':
      return [
        ...who,
        'reassigned it to ',
        person(happened.ae),
        ` (${reassignLabel(handoff, happened)})${words}`,
      ]
    case 'nudged':
      return [...who, 'asked for the next move']
    case 'snoozed':
      return [...who, `left it out of the daily list for ${happened.code} days`]
    case 'qualified':
      return [...who, `qualified it${words}${rated(happened)}`]
    case 'disqualified':
    case 'won':
    case 'lost':
      return [
        ...who,
        `closed it as ${endWords(handoff.rules, happened.action, happened.code)}${words}${rated(happened)}`,
      ]
    case 'corrected':
      return [...who, `set the outcome right: it is ${happened.to} again${words}`]
    case 'feedback_given':
      return [...who, `gave feedback${words}${rated(happened)}`]
    case 'called':
      return [...who, `logged a call: ${callWords(happened.code)}${words}`]
    case 'pulled_in':
      return [...who, 'asked ', person(handoff.sdr), ` back in (${pullInWords(happened.code)})${words}`]
    case 'handed_over':
      return [...who, `handed over ${handedOverWords(happened.code)}${words}`]
    case 'call_declined':
      return [...who, 'could not make the intro call']
    case 'erased':
      return [moment(happened.at), ' · what people had typed was erased']
    case 'touch_corrected':
      return [...who, `corrected a touch: ${touchWords(happened.code)}${words}`]
    case 'pull_in_done':
      return [...who, 'did what they were asked back in for']
    default:
      return happened.action satisfies never
  }
}

/** Why it went to them, as it was when it was sent. */
function routeWords(route: string | undefined): string {
  switch (route) {
    case 'rotation':
      return ', next in the rotation'
    case 'turn_back':
      return ', whose turn had been given back'
    case 'owner':
      return ', who owned the prospect'
    default:
      return ''
  }
}

const rated = ({ rating }: Happening): string => (rating === undefined ? '' : ` · rated ${rating} of 5`)

function callWords(result: string | undefined): string {
  if (result === 'moved') return 'it moved'
  return result === 'no_show' ? 'the prospect did not come' : 'it was held'
}

function forAe({ by, ae }: Happening): Line {
  return by === ae ? [] : [' for ', person(ae)]
}

export function reassignLabel({ rules }: Handoff, { code }: Happening): string {
  return inSentence(rules.reassignCodes.find((known) => known.code === code)?.label ?? code ?? 'other')
}

/** The latest, which are what somebody opens it for, and those before them a click away: page 0 is the latest. */
export function historyModal(handoff: Handoff, history: readonly Happening[], page = 0): ModalView {
  const until = Math.max(history.length - page * HISTORY_PAGE, 0)
  const from = Math.max(until - HISTORY_PAGE, 0)
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
const HISTORY_PAGE = 30

export const historyLines = (handoff: Handoff, history: readonly Happening[], most: number): Line[] =>
  history.map((happened) =>
    historyLine(handoff, { ...happened, words: happened.words && clip(happened.words, most) }),
  )

import { type Handoff, type Happening, refOf } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import { bold, dayOf, type Line, type Message, message, moment, person } from './blocks.ts'
import { declineLabel, endWords, handedOverWords, inSentence, pullInWords, touchWords } from './words.ts'

/** A name to print where a mention would ping whoever just acted; a mention where the name is not known. */
export type NameOf = (id: UserId) => string | undefined

/**
 * What the thread says about one happening, in the words of that happening: told late, it does not claim what came
 * after. It mentions whoever should know and names whoever acted, because nobody needs a ping about their own click.
 */
export function threadMessage(handoff: Handoff, happened: Happening, nameOf: NameOf): Message {
  return message(wordsOf(handoff, happened, nameOf))
}

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

function wordsOf(handoff: Handoff, happened: Happening, nameOf: NameOf): Line[] {
  const name = nameOf(happened.by)
  const by = name === undefined ? person(happened.by) : bold(name)
  const sdr = person(handoff.sdr)
  const ae = person(happened.ae)
  switch (happened.action) {
    case 'accepted': {
      const forWhom = happened.by === happened.ae ? [] : [' for ', ae]
      return [[by, ` accepted ${refOf(handoff)}`, ...forWhom, '. ', sdr, ', it has an owner now.']]
    }
    case 'declined':
      return [
        [by, ` declined: ${declineLabel(handoff.rules, happened.code ?? '')}.`, ...said(happened)],
        [sdr, ', re-offer it, recycle it or withdraw it on the card.'],
      ]
    case 'asked':
      return [
        [by, ' asks ', sdr, ':', ...said(happened)],
        ...(holdsTheClock(handoff, happened) ? [['The deadline waits for the answer.']] : []),
      ]
    case 'answered':
      return [[by, ' answers ', ae, ':', ...said(happened)]]
    case 'reoffered':
      return [[by, ` offered ${refOf(handoff)} to `, ae, '. The brief is at the top of this thread.']]
    case 'withdrawn':
      return [[by, ` withdrew ${refOf(handoff)}; there is nothing left to do.`, ...others(happened, handoff)]]
    case 'recycled': {
      const until = happened.until ? ` until ${dayOf(happened.until)}` : ''
      return [[by, ` put ${refOf(handoff)} aside${until}.`, ...others(happened, handoff)]]
    }
    case 'undone':
      return [
        [
          by,
          ` took that back: ${refOf(handoff)} is no longer ${happened.undid}.`,
          ...others(happened, handoff),
        ],
      ]
    case 'reassigned':
      return [
        [by, ` gave ${refOf(handoff)} to `, ae, ` (${reassignLabel(handoff, happened)}).`, ...said(happened)],
        ['The brief is at the top of this thread. ', sdr, ', it has a new AE.'],
      ]
    case 'qualified':
      return [[by, ` qualified ${refOf(handoff)}. `, sdr, ', it is a real opportunity.'], feedback(happened)]
    case 'disqualified':
    case 'won':
    case 'lost':
      return [
        [
          by,
          ` closed ${refOf(handoff)} as ${endWords(handoff.rules, happened.action, happened.code)}. `,
          sdr,
        ],
        feedback(happened),
      ]
    case 'corrected':
      return [
        [
          by,
          ` set the outcome of ${refOf(handoff)} right: it is ${happened.to} again.`,
          ...others(happened, handoff),
        ],
        said(happened),
      ]
    case 'feedback_given':
      return [[by, ' has feedback for ', sdr, ` on ${refOf(handoff)}.`], feedback(happened)]
    case 'pulled_in':
      return [
        [by, ' asks ', sdr, ` back in on ${refOf(handoff)}: ${pullInWords(happened.code)}.`],
        said(happened),
      ]
    case 'pull_in_done':
      return [[by, ' did what they were asked back in for on ', `${refOf(handoff)}. `, ae]]
    case 'call_declined': {
      const other = happened.by === handoff.sdr ? ae : sdr
      return [[by, ' cannot make the intro call. ', other, ', go alone, or move it with Log call.']]
    }
    case 'called':
      return [[by, ' logged a call with ', ae, ` on it. To own ${refOf(handoff)}, accept it on the card.`]]
    case 'handed_over':
    case 'erased':
    case 'touch_corrected':
    case 'sent':
    case 'information_added':
    case 'touched':
    case 'next_step_updated':
    case 'nudged':
    case 'snoozed':
      return [historyLine(handoff, happened)]
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

/** What the owner thought of the handoff, in their words and as stars. */
function feedback({ words, rating }: Happening): Line {
  const stars = rating === undefined ? '' : `Rated ${rating} of 5.`
  return [...(words ? [`“${words}”`] : []), ...(words && stars ? [' '] : []), stars]
}

const rated = ({ rating }: Happening): string => (rating === undefined ? '' : ` · rated ${rating} of 5`)

function callWords(result: string | undefined): string {
  if (result === 'moved') return 'it moved'
  return result === 'no_show' ? 'the prospect did not come' : 'it was held'
}

function said({ words }: Happening): Line {
  return words ? [` ${words}`] : []
}

function forAe({ by, ae }: Happening): Line {
  return by === ae ? [] : [' for ', person(ae)]
}

function reassignLabel({ rules }: Handoff, { code }: Happening): string {
  return inSentence(rules.reassignCodes.find((known) => known.code === code)?.label ?? code ?? 'other')
}

/** Only the first question of an offer stops its clock. */
function holdsTheClock({ offer }: Handoff, { at, offer: seq }: Happening): boolean {
  return offer.seq === seq && offer.questions[0]?.askedAt.getTime() === at.getTime()
}

/** The SDR, and the AE unless they have already given the lead back; never whoever acted. */
function others({ by, ae, from, undid }: Happening, { sdr }: Handoff): Line {
  const gaveBack = from === 'declined' && !undid
  const told = [...new Set(gaveBack ? [sdr] : [sdr, ae])].filter((id) => id !== by)
  return told.flatMap((id) => [' ', person(id)])
}

import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import type { NameOf } from '../people/names.ts'
import { bold, dayOf, type Line, type Message, message, person } from '../slack/blocks.ts'
import { declineLabel, endWords, pullInWords } from '../words.ts'
import { historyLine, reassignLabel } from './history.ts'

/**
 * What the thread says about one happening, in the words of that happening: told late, it does not claim what came
 * after. It mentions whoever should know and names whoever acted, because nobody needs a ping about their own click.
 */
export function threadMessage(handoff: Handoff, happened: Happening, nameOf: NameOf): Message {
  return message(threadLines(handoff, happened, nameOf))
}

function threadLines(handoff: Handoff, happened: Happening, nameOf: NameOf): Line[] {
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

/** What the owner thought of the handoff, in their words and as stars. */
function feedback({ words, rating }: Happening): Line {
  const stars = rating === undefined ? '' : `Rated ${rating} of 5.`
  return [...(words ? [`“${words}”`] : []), ...(words && stars ? [' '] : []), stars]
}

function said({ words }: Happening): Line {
  return words ? [` ${words}`] : []
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

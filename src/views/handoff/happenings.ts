import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import type { Outcome } from '../../domain/handoff/status.ts'
import type { NameOf } from '../people/names.ts'
import { bold, dayOf, type Line, type Message, message, moment, person } from '../slack/blocks.ts'
import { declineLabel, endWords, handedOverWords, inSentence, pullInWords, touchWords } from '../words.ts'

/** One thing that happened, as it is told: to whom it matters in the thread, and to whoever reads the history. */
type Told = {
  handoff: Handoff
  happened: Happening
  by: Line[number]
  sdr: Line[number]
  ae: Line[number]
  ref: string
}

type Words = {
  /** What follows "when · who" in the history. */
  line: (told: Told) => Line
  /** What the thread says; nothing of its own where the line of the history is enough. */
  thread?: (told: Told) => Line[]
}

/** The two ways of saying each action side by side, so that they never say different things. */
const wordsOf: Record<Happening['action'], Words> = {
  sent: {
    line: ({ happened, ae }) => ['handed it off to ', ae, routeWords(happened.code)],
  },
  accepted: {
    line: ({ happened, ae }) => ['accepted it', ...(happened.by === happened.ae ? [] : [' for ', ae])],
    thread: ({ happened, by, sdr, ae, ref }) => {
      const forWhom = happened.by === happened.ae ? [] : [' for ', ae]
      return [[by, ` accepted ${ref}`, ...forWhom, '. ', sdr, ', it has an owner now.']]
    },
  },
  declined: {
    line: ({ handoff, happened }) => [
      `declined it (${declineLabel(handoff.rules, happened.code ?? '')})${quoted(happened)}`,
    ],
    thread: ({ handoff, happened, by, sdr }) => [
      [by, ` declined: ${declineLabel(handoff.rules, happened.code ?? '')}.`, ...said(happened)],
      [sdr, ', re-offer it, recycle it or withdraw it on the card.'],
    ],
  },
  asked: {
    line: ({ happened }) => [`asked${quoted(happened)}`],
    thread: ({ handoff, happened, by, sdr }) => [
      [by, ' asks ', sdr, ':', ...said(happened)],
      ...(holdsTheClock(handoff, happened) ? [['The deadline waits for the answer.']] : []),
    ],
  },
  answered: {
    line: ({ happened }) => [`answered${quoted(happened)}`],
    thread: ({ happened, by, ae }) => [[by, ' answers ', ae, ':', ...said(happened)]],
  },
  reoffered: {
    line: ({ ae }) => ['re-offered it to ', ae],
    thread: ({ by, ae, ref }) => [
      [by, ` offered ${ref} to `, ae, '. The brief is at the top of this thread.'],
    ],
  },
  information_added: {
    line: ({ happened }) => [`added information${quoted(happened)}`],
  },
  withdrawn: {
    line: () => ['withdrew it'],
    thread: ({ handoff, happened, by, ref }) => [
      [by, ` withdrew ${ref}; there is nothing left to do.`, ...others(happened, handoff)],
    ],
  },
  recycled: {
    line: ({ happened }) => [`recycled it${happened.until ? ` until ${dayOf(happened.until)}` : ''}`],
    thread: ({ handoff, happened, by, ref }) => {
      const until = happened.until ? ` until ${dayOf(happened.until)}` : ''
      return [[by, ` put ${ref} aside${until}.`, ...others(happened, handoff)]]
    },
  },
  undone: {
    line: ({ happened }) => [`took back that it was ${happened.undid}`],
    thread: ({ handoff, happened, by, ref }) => [
      [by, ` took that back: ${ref} is no longer ${happened.undid}.`, ...others(happened, handoff)],
    ],
  },
  touched: {
    line: ({ happened }) => [`logged a touch: ${touchWords(happened.code)}${quoted(happened)}`],
  },
  touch_corrected: {
    line: ({ happened }) => [`corrected a touch: ${touchWords(happened.code)}${quoted(happened)}`],
  },
  next_step_updated: {
    line: ({ happened }) => [
      `set the next step${happened.until ? ` for ${dayOf(happened.until)}` : ''}${quoted(happened)}`,
    ],
  },
  reassigned: {
    line: ({ handoff, happened, ae }) => [
      'reassigned it to ',
      ae,
      ` (${reassignLabel(handoff, happened)})${quoted(happened)}`,
    ],
    thread: ({ handoff, happened, by, sdr, ae, ref }) => [
      [by, ` gave ${ref} to `, ae, ` (${reassignLabel(handoff, happened)}).`, ...said(happened)],
      ['The brief is at the top of this thread. ', sdr, ', it has a new AE.'],
    ],
  },
  nudged: {
    line: () => ['asked for the next move'],
  },
  snoozed: {
    line: ({ happened }) => [`left it out of the daily list for ${happened.code} days`],
  },
  qualified: {
    line: ({ happened }) => [`qualified it${quoted(happened)}${rated(happened)}`],
    thread: ({ happened, by, sdr, ref }) => [
      [by, ` qualified ${ref}. `, sdr, ', it is a real opportunity.'],
      feedback(happened),
    ],
  },
  disqualified: closedAs('disqualified'),
  won: closedAs('won'),
  lost: closedAs('lost'),
  corrected: {
    line: ({ happened }) => [`set the outcome right: it is ${happened.to} again${quoted(happened)}`],
    thread: ({ handoff, happened, by, ref }) => [
      [by, ` set the outcome of ${ref} right: it is ${happened.to} again.`, ...others(happened, handoff)],
      said(happened),
    ],
  },
  feedback_given: {
    line: ({ happened }) => [`gave feedback${quoted(happened)}${rated(happened)}`],
    thread: ({ happened, by, sdr, ref }) => [
      [by, ' has feedback for ', sdr, ` on ${ref}.`],
      feedback(happened),
    ],
  },
  called: {
    line: ({ happened }) => [`logged a call: ${callWords(happened.code)}${quoted(happened)}`],
    thread: ({ by, ae, ref }) => [
      [by, ' logged a call with ', ae, ` on it. To own ${ref}, accept it on the card.`],
    ],
  },
  call_declined: {
    line: () => ['could not make the intro call'],
    thread: ({ handoff, happened, by, sdr, ae }) => {
      const other = happened.by === handoff.sdr ? ae : sdr
      return [[by, ' cannot make the intro call. ', other, ', go alone, or move it with Log call.']]
    },
  },
  pulled_in: {
    line: ({ happened, sdr }) => [
      'asked ',
      sdr,
      ` back in (${pullInWords(happened.code)})${quoted(happened)}`,
    ],
    thread: ({ happened, by, sdr, ref }) => [
      [by, ' asks ', sdr, ` back in on ${ref}: ${pullInWords(happened.code)}.`],
      said(happened),
    ],
  },
  pull_in_done: {
    line: () => ['did what they were asked back in for'],
    thread: ({ by, ae, ref }) => [[by, ' did what they were asked back in for on ', `${ref}. `, ae]],
  },
  handed_over: {
    line: ({ happened }) => [`handed over ${handedOverWords(happened.code)}${quoted(happened)}`],
  },
  erased: {
    line: () => ['erased what people had typed'],
  },
}

function closedAs(outcome: Outcome): Words {
  const how = ({ handoff, happened }: Told) => endWords(handoff.rules, outcome, happened.code)
  return {
    line: (told) => [`closed it as ${how(told)}${quoted(told.happened)}${rated(told.happened)}`],
    thread: (told) => [[told.by, ` closed ${told.ref} as ${how(told)}. `, told.sdr], feedback(told.happened)],
  }
}

/** One line of the history that people read: when, who, what. */
export function historyLine(handoff: Handoff, happened: Happening): Line {
  const when = moment(happened.at)
  // Time alone may have erased it, so nobody is named.
  if (happened.action === 'erased') return [when, ' · what people had typed was erased']
  const told = toldBy(handoff, happened, person(happened.by))
  return [when, ' · ', told.by, ' ', ...wordsOf[happened.action].line(told)]
}

/**
 * What the thread says about one happening, in the words of that happening: told late, it does not claim what came
 * after. It mentions whoever should know and names whoever acted, because nobody needs a ping about their own click.
 */
export function threadMessage(handoff: Handoff, happened: Happening, nameOf: NameOf): Message {
  const name = nameOf(happened.by)
  const told = toldBy(handoff, happened, name === undefined ? person(happened.by) : bold(name))
  return message(wordsOf[happened.action].thread?.(told) ?? [historyLine(handoff, happened)])
}

const toldBy = (handoff: Handoff, happened: Happening, by: Line[number]): Told => ({
  handoff,
  happened,
  by,
  sdr: person(handoff.sdr),
  ae: person(happened.ae),
  ref: refOf(handoff),
})

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

function callWords(result: string | undefined): string {
  if (result === 'moved') return 'it moved'
  return result === 'no_show' ? 'the prospect did not come' : 'it was held'
}

function reassignLabel({ rules }: Handoff, { code }: Happening): string {
  return inSentence(rules.reassignCodes.find((known) => known.code === code)?.label ?? code ?? 'other')
}

const rated = ({ rating }: Happening): string => (rating === undefined ? '' : ` · rated ${rating} of 5`)

/** What the owner thought of the handoff, in their words and as stars. */
function feedback({ words, rating }: Happening): Line {
  const stars = rating === undefined ? '' : `Rated ${rating} of 5.`
  return [...(words ? [`“${words}”`] : []), ...(words && stars ? [' '] : []), stars]
}

const quoted = ({ words }: Happening): string => (words ? `: ${words}` : '')

const said = ({ words }: Happening): Line => (words ? [` ${words}`] : [])

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

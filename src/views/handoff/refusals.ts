import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { Action } from '../../domain/handoff/history.ts'
import type { Refusal } from '../../domain/handoff/refusals.ts'
import { dayOf, type Line, moment, person } from '../slack/blocks.ts'
import { declineLabel, endWords } from '../words.ts'

const VERBS: Record<Action, string> = {
  sent: 'send',
  accepted: 'accept',
  declined: 'decline',
  asked: 'ask about',
  answered: 'answer the question on',
  reoffered: 're-offer',
  information_added: 'add information to',
  withdrawn: 'withdraw',
  recycled: 'recycle',
  undone: 'undo the last answer on',
  touched: 'log a touch on',
  next_step_updated: 'update the next step of',
  reassigned: 'reassign',
  nudged: 'nudge somebody about',
  snoozed: 'snooze',
  qualified: 'qualify',
  disqualified: 'disqualify',
  won: 'end',
  lost: 'end',
  corrected: 'correct',
  feedback_given: 'give feedback on',
  called: 'log a call on',
  pulled_in: 'ask the SDR back in on',
  pull_in_done: 'answer the request on',
  handed_over: 'hand over in person',
  call_declined: 'say that they cannot come to the call of',
  touch_corrected: 'correct a touch on',
  erased: 'erase',
}

/** Why nothing changed, for the one person who tried, with who can or what did happen. */
export function refusalWords(refusal: Refusal): Line[] {
  const { handoff } = refusal
  switch (refusal.refused) {
    case 'not_allowed':
      return [
        [
          'Only ',
          ...(refusal.action === 'undone' ? mentions(refusal.who) : listOf(refusal.who, handoff)),
          ` can ${VERBS[refusal.action]} ${refOf(handoff)}.`,
        ],
        ...deadlineOf(handoff),
      ]
    case 'too_late':
      return [alreadySo(handoff), ['Nothing was changed.']]
    case 'needs_news':
      return [
        [person(refusal.ae), ` declined ${refOf(handoff)} on what they know.`],
        ['Add information first, or offer it to somebody else.'],
      ]
    case 'nothing_to_undo':
      return [[`There is nothing to undo on ${refOf(handoff)}: an answer can be taken back for ten minutes.`]]
    case 'same_ae':
      return [[person(handoff.offer.ae), ` has ${refOf(handoff)} already. Pick somebody else.`]]
    case 'touch_too_early':
      return [
        [
          `${refOf(handoff)} was first offered `,
          moment(handoff.createdAt),
          '; a touch before that does not count.',
        ],
      ]
    case 'touch_in_future':
      return [['A call or touch is logged after it happened, not before.']]
    case 'move_to_past':
      return [['A call moves to a time that lies ahead.']]
    case 'nothing_to_move':
      return [[`A call on ${refOf(handoff)} was held already. Log the next one once it has happened.`]]
    case 'nothing_asked':
      return [[`Nobody waits for you on ${refOf(handoff)}: it was done already.`]]
    case 'call_logged':
      return [[person(refusal.by), ' logged this call already. Another call has another time.']]
    case 'sent_already':
      return [[`This reached ${refOf(handoff)} already, and it counts once.`]]
    case 'no_such_touch':
      return [['That touch was corrected already, or it is a call, which is logged as such.']]
    default:
      return refusal satisfies never
  }
}

function alreadySo(handoff: Handoff): Line {
  const { stage, offer, sdr, rules } = handoff
  const ref = refOf(handoff)
  switch (stage.status) {
    case 'offered':
      return [`${ref} is waiting for `, person(offer.ae), '.']
    case 'info_needed':
      return [
        person(stage.question.by),
        ` asked about ${ref} `,
        moment(stage.question.askedAt),
        '; ',
        person(sdr),
        ' has yet to answer.',
      ]
    case 'accepted':
      return [person(stage.by), ` accepted ${ref} `, moment(stage.at), '; ', person(stage.owner), ' owns it.']
    case 'declined':
      return [
        person(stage.by),
        ` declined ${ref} `,
        moment(stage.at),
        ` (${declineLabel(rules, stage.code)}).`,
      ]
    case 'qualified':
      return [
        person(stage.by),
        ` qualified ${ref} `,
        moment(stage.at),
        '; ',
        person(stage.owner),
        ' owns it.',
      ]
    case 'disqualified':
    case 'won':
    case 'lost':
      return [
        `${ref} was ${endWords(rules, stage.status, stage.code)} `,
        moment(stage.at),
        ', says ',
        person(stage.by),
        '.',
      ]
    case 'withdrawn':
      return [person(stage.by), ` withdrew ${ref} `, moment(stage.at), '.']
    case 'recycled':
      return [person(stage.by), ` put ${ref} aside until ${dayOf(stage.until)}.`]
    default:
      return stage satisfies never
  }
}

function listOf(who: readonly string[], { team, offer, sdr }: Handoff): Line {
  const first = who.filter((id) => id === offer.ae || id === sdr)
  const managers = who.filter((id) => !first.includes(id))
  if (managers.length === 0) return mentions(who)
  const group: Line = [`a manager of ${team.name} (`, ...mentions(managers), ')']
  return first.length === 0 ? group : [...mentions(first), ' or ', ...group]
}

const mentions = (ids: readonly string[]): Line =>
  ids.flatMap((id, place) => [place > 0 ? ', ' : '', person(id)])

function deadlineOf({ stage, offer }: Handoff): Line[] {
  if (stage.status !== 'offered' || !offer.acceptDue) return []
  return [[person(offer.ae), ' has until ', moment(offer.acceptDue), '.']]
}

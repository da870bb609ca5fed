import { type Handoff, refOf } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import type { Reminder } from '../domain/reminders.ts'
import { clip } from '../domain/text.ts'
import { actions, button, code, dayOf, type Line, type Message, message, moment, person } from './blocks.ts'

/** To whoever has to act, before the deadline; with the buttons that they need for it. `covers` is whom they stand in for. */
export function warning(handoff: Handoff, { clock, due }: Reminder, covers: UserId | undefined): Message {
  const about: Line = [code(refOf(handoff)), ` ${clip(handoff.prospect.company, 80)}`]
  const instead: Line = covers ? [' (you cover for ', person(covers), ')'] : []
  const { id } = handoff
  switch (clock) {
    case 'accept':
      return message(
        [[...about, ' waits for your answer until ', moment(due), ...instead, '.']],
        actions('reminder', [
          button('Accept', 'accept', id, { style: 'primary' }),
          button('Decline', 'decline', id),
          button('Need info', 'need_info', id),
        ]),
      )
    case 'answer': {
      const { stage } = handoff
      const asked = stage.status === 'info_needed' ? `: “${clip(stage.question.words, 200)}”` : ''
      return message(
        [[...about, ' has an open question', asked, '. Please answer by ', moment(due), ...instead, '.']],
        actions('reminder', [button('Answer', 'answer', id, { style: 'primary' })]),
      )
    }
    case 'reoffer':
      return message(
        [[...about, ' was declined. Re-offer, recycle or withdraw it by ', moment(due), ...instead, '.']],
        actions('reminder', [
          button('Re-offer', 'reoffer', id, { style: 'primary' }),
          button('Recycle', 'recycle', id),
          button('Withdraw', 'withdraw', id),
        ]),
      )
    case 'touch':
      return message(
        [[...about, ' needs its first meaningful touch by ', moment(due), ...instead, '.']],
        actions('reminder', [button('Log touch', 'log_touch', id, { style: 'primary' })]),
      )
    case 'comes_back': {
      const { stage } = handoff
      const until = stage.status === 'recycled' ? dayOf(stage.until) : 'today'
      return message(
        [[...about, ` comes back: it was put aside until ${until}`, ...instead, '. Is it time?']],
        actions('reminder', [button('Hand off again', 'hand_off_again', id, { style: 'primary' })]),
      )
    }
    default:
      return clock satisfies never
  }
}

/** In the thread, once, after the deadline: what it still waits for. A manager hears of it by message. */
export function breachInThread(handoff: Handoff, { clock, due, move }: Reminder): Message {
  const waits = `, ${refOf(handoff)} is still waiting: ${AWAITED[clock]} was due `
  return message([[person(move), waits, moment(due), '.']])
}

/** A manager asks for the next move. */
export function nudged(handoff: Handoff, by: UserId): Message {
  return message([
    [
      person(by),
      ' asks you for the next move on ',
      code(refOf(handoff)),
      ` ${clip(handoff.prospect.company, 80)}.`,
    ],
  ])
}

/** To a manager: what it still waits for, and the way out. */
export function breachToManager(handoff: Handoff, { clock, due, move }: Reminder): Message {
  const { id, prospect, stage } = handoff
  const about: Line = [code(refOf(handoff)), ` ${clip(prospect.company, 80)} is still waiting for `]
  return message(
    [[...about, person(move), `: ${AWAITED[clock]} was due `, moment(due), '.']],
    actions('reminder', [
      ...(stage.status === 'declined' ? [] : [button('Reassign', 'reassign', id)]),
      button('Show history', 'show_history', id),
    ]),
  )
}

const AWAITED: Record<Reminder['clock'], string> = {
  accept: 'the answer',
  answer: 'the reply to the question',
  reoffer: 'a re-offer',
  touch: 'the first meaningful touch',
  comes_back: 'another look',
}

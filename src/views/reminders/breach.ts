import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { Reminder } from '../../domain/reminders/reminders.ts'
import { clip } from '../../domain/text.ts'
import { actions, button, code, type Line, type Message, message, moment, person } from '../slack/blocks.ts'

/** In the thread, once, after the deadline: what it still waits for. A manager hears of it by message. */
export function breachInThread(handoff: Handoff, { clock, due, move }: Reminder): Message {
  const waits = `, ${refOf(handoff)} is still waiting: ${AWAITED[clock]} was due `
  return message([[person(move), waits, moment(due), '.']])
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

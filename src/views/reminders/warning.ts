import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Reminder } from '../../domain/reminders/reminders.ts'
import { clip } from '../../domain/text.ts'
import {
  actions,
  button,
  code,
  dayOf,
  type Line,
  type Message,
  message,
  moment,
  person,
} from '../slack/blocks.ts'

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

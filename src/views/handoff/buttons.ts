import type { ActionsBlock, Button, Overflow } from '@slack/types'
import { mayStillUndo } from '../../domain/answering/undo.ts'
import { refOf } from '../../domain/handoff/handoff.ts'
import type { Lead } from '../../domain/handoff/lead.ts'
import { isIn, OWNED, UNANSWERED } from '../../domain/handoff/status.ts'
import { clip } from '../../domain/text.ts'
import { actions, button, option } from '../slack/blocks.ts'

/** In the channel, in the AE's own messages, or in a private answer. */
export type CardPlace = 'channel' | 'dm' | 'private'

/** Everything that can be done now. The block says which of a handoff's messages a click came from. */
export function buttonsOf(lead: Lead, now: Date, place: CardPlace): ActionsBlock {
  const { id, status, company } = lead
  const about = (label: string, action: string, style?: Button['style']) =>
    button(label, action, id, {
      accessibility_label: clip(`${label} ${refOf(lead)} ${company}`, 75),
      ...(style ? { style } : {}),
    })
  const accept = about('Accept', 'accept', 'primary')
  const decline = about('Decline', 'decline')
  const more = overflow(lead, now)
  const block = place === 'dm' ? `ae_card:${lead.offer}` : place === 'channel' ? 'card' : 'private'
  switch (status) {
    case 'offered':
      return actions(block, [accept, decline, about('Need info', 'need_info'), more])
    case 'info_needed':
      return actions(block, [about('Answer', 'answer', 'primary'), about('Accept', 'accept'), decline, more])
    case 'declined':
      return actions(block, [
        about('Re-offer', 'reoffer', 'primary'),
        about('Add information', 'add_information'),
        about('Recycle', 'recycle'),
        about('Withdraw', 'withdraw'),
        more,
      ])
    case 'accepted':
    case 'qualified':
      return actions(block, [
        about('Log touch', 'log_touch', status === 'accepted' ? 'primary' : undefined),
        about('Log call', 'log_call'),
        about('Outcome', 'outcome'),
        about('Pull SDR in', 'pull_in'),
        more,
      ])
    case 'disqualified':
    case 'won':
    case 'lost':
      return actions(block, [
        about('Show history', 'show_history'),
        ...undoButton(lead, now, about),
        about('Correct', 'correct'),
      ])
    case 'recycled':
      return actions(block, [
        about('Hand off again', 'hand_off_again'),
        about('Show history', 'show_history'),
        ...undoButton(lead, now, about),
      ])
    case 'withdrawn':
      return actions(block, [about('Show history', 'show_history'), ...undoButton(lead, now, about)])
    default:
      return status satisfies never
  }
}

function undoButton(
  { lastAnswer }: Lead,
  now: Date,
  about: (label: string, action: string) => Button,
): Button[] {
  return mayStillUndo(lastAnswer, now) ? [about('Undo', 'undo')] : []
}

function overflow({ id, status, lastAnswer }: Lead, now: Date): Overflow {
  const entry = (label: string, action: string) => option(label, `${action}:${id}`)
  const open = isIn(UNANSWERED, status)
  const owned = isIn(OWNED, status)
  return {
    type: 'overflow',
    action_id: 'more',
    options: [
      ...(owned ? [entry('Update next step', 'update_next_step'), entry('Give feedback', 'feedback')] : []),
      ...(open || owned ? [entry('Reassign', 'reassign')] : []),
      ...(open ? [entry('Log call', 'log_call'), entry('Withdraw', 'withdraw')] : []),
      ...(mayStillUndo(lastAnswer, now)
        ? [entry('Undo', 'undo')]
        : status === 'qualified'
          ? [entry('Correct', 'correct')]
          : []),
      entry('Show history', 'show_history'),
    ],
  }
}

import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { UserId } from '../../domain/people/people.ts'
import { type LinkTo, row, waitsFor } from '../handoff/row.ts'
import { bold, faint, type Line, type Message, message } from '../slack/blocks.ts'

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

import type { Lead } from '../../domain/handoff/lead.ts'
import type { UserId } from '../../domain/people/people.ts'
import { type LinkTo, row } from '../handoff/row.ts'
import { bold, faint, type Line, type Message, message } from '../slack/blocks.ts'

/** The open handoffs of one person, what is theirs to do first. */
export function mine(leads: readonly Lead[], count: number, reader: UserId, linkTo: LinkTo): Message {
  if (count === 0) return message([['You have no open handoffs. /handoff begins one.']])
  const waiting = leads.filter(({ waitsFor }) => waitsFor === reader)
  const others = leads.filter(({ waitsFor }) => waitsFor !== reader)
  const section = (heading: string, list: readonly Lead[]): Line[] =>
    list.length === 0 ? [] : [[bold(heading)], ...list.map((lead) => row(lead, linkTo))]
  const rest = count - leads.length
  return message([
    ...section('Waiting for you', waiting),
    ...section('Open', others),
    ...(rest > 0 ? [[faint(`and ${rest} more`)]] : []),
  ])
}

import type { Lead } from '../../domain/handoff/lead.ts'
import { clip } from '../../domain/text.ts'
import { type LinkTo, row } from '../handoff/row.ts'
import { faint, type Message, message } from '../slack/blocks.ts'

/** What a search found, the newest first. */
export function foundList(leads: readonly Lead[], hasMore: boolean, text: string, linkTo: LinkTo): Message {
  if (leads.length === 0)
    return message([
      [`Nothing that you can see holds “${clip(text, 60)}”: companies, people and addresses were searched.`],
    ])
  return message([
    ...leads.map((lead) => row(lead, linkTo)),
    ...(hasMore ? [[faint('There are more; a longer text finds fewer.')]] : []),
  ])
}

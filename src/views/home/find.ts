import type { Handoff } from '../../domain/handoff/handoff.ts'
import { clip } from '../../domain/text.ts'
import { type LinkTo, row } from '../handoff/row.ts'
import { faint, type Message, message } from '../slack/blocks.ts'

/** What a search found, the newest first. */
export function foundList(
  handoffs: readonly Handoff[],
  hasMore: boolean,
  text: string,
  linkTo: LinkTo,
): Message {
  if (handoffs.length === 0)
    return message([
      [`Nothing that you can see holds “${clip(text, 60)}”: companies, people and addresses were searched.`],
    ])
  return message([
    ...handoffs.map((handoff) => row(handoff, linkTo)),
    ...(hasMore ? [[faint('There are more; a longer text finds fewer.')]] : []),
  ])
}

import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { UserId } from '../../domain/people/people.ts'
import { clip } from '../../domain/text.ts'
import { code, type Message, message, person } from '../slack/blocks.ts'

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

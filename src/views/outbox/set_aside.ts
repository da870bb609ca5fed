import { refOf } from '../../domain/handoff/handoff.ts'
import { code, type Line, type Message, message } from '../slack/blocks.ts'

/** To an admin: some leads get no reminders until somebody has looked, and all others go on. */
export function handoffsSetAside({ count, refs }: { count: number; refs: readonly number[] }): Message {
  const more = count - refs.length
  const which: Line = refs.flatMap((ref, n) => [...(n > 0 ? [', '] : []), code(refOf({ ref }))])
  const one = count === 1
  return message([
    [
      `${count} ${one ? 'handoff' : 'handoffs'} cannot be read: `,
      ...which,
      ...(more > 0 ? [` and ${more} more`] : []),
      '.',
    ],
    [
      `Until ${one ? 'it' : 'they'} can, nobody is reminded about ${one ? 'it' : 'them'}. All other leads go on, and Handoff tries again every hour.`,
    ],
    ['Whoever runs Handoff finds the reason in its log, under “set aside”.'],
  ])
}

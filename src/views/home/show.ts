import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Happening } from '../../domain/handoff/history.ts'
import { leadOf } from '../../domain/handoff/lead.ts'
import { brief } from '../handoff/brief.ts'
import { buttonsOf } from '../handoff/buttons.ts'
import { historyLines } from '../handoff/history.ts'
import type { LinkTo } from '../handoff/row.ts'
import { bold, faint, type Line, type Message } from '../slack/blocks.ts'

/** Everything about one handoff, with its history and its buttons, also when its card cannot be reached. */
export function whole(handoff: Handoff, history: readonly Happening[], linkTo: LinkTo, now: Date): Message {
  const url = linkTo(handoff)
  const said = brief(
    handoff,
    latestLines(handoff, history),
    url ? [[{ link: url, shown: 'Open the card' }]] : [],
  )
  return { ...said, blocks: [...said.blocks, buttonsOf(leadOf(handoff), now, 'private')] }
}

/** What a message has room for beside the brief. */
const LATEST_SHOWN = { most: 6, words: 60 }

function latestLines(handoff: Handoff, history: readonly Happening[]): Line[] {
  const earlier = Math.max(history.length - LATEST_SHOWN.most, 0)
  return [
    [bold('History')],
    ...(earlier > 0 ? [[faint(`${earlier} earlier, under Show history`)]] : []),
    ...historyLines(handoff, history.slice(-LATEST_SHOWN.most), LATEST_SHOWN.words),
  ]
}

import type { KnownBlock } from '@slack/types'
import { type Handoff, refOf } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import type { Cause, Stuck } from '../domain/stuck.ts'
import { clip } from '../domain/text.ts'
import { bold, escaped, type Line, type Message, option, person, plain, rich, spoken } from './blocks.ts'

/** One line of the list: the handoff, why it is stuck, and whether whoever has to move may be pinged now. */
export type StuckLine = { handoff: Handoff; stuck: Stuck; pingable: boolean; link: string | undefined }

/** More than these would not be read; the rest is counted. */
export const MOST_STUCK = 40
/** Slack takes fifty in a message, and every person is one of them too. */
const MOST_BLOCKS = 50

const CAUSES: Record<Cause, string> = {
  owner_left: 'its owner has left',
  not_accepted: 'not accepted',
  question_unanswered: 'question unanswered',
  not_reoffered: 'declined, not re-offered',
  no_meaningful_touch: 'no meaningful touch',
  next_step_overdue: 'next step overdue',
  gone_silent: 'gone silent',
}

/** Grouped by whose move it is, the longest stuck first. `names` prints people who should not be pinged now. */
export function stuckList(
  lines: readonly StuckLine[],
  count: number,
  now: Date,
  names: (id: UserId) => string,
  managers: readonly UserId[],
): Message {
  if (count === 0) {
    const quiet: Line[] = [[bold('Nothing is stuck.'), ' Every open handoff is on its way.']]
    return { text: spoken(quiet), blocks: rich(quiet) }
  }
  const oldest = Math.max(...lines.map(({ handoff }) => age(handoff, now)))
  const heading: Line = [
    bold(`${count} ${count === 1 ? 'handoff needs' : 'handoffs need'} someone`),
    ` · oldest ${days(oldest)}`,
  ]
  const groups = new Map<UserId | undefined, StuckLine[]>()
  for (const line of lines) groups.set(line.stuck.move, [...(groups.get(line.stuck.move) ?? []), line])
  const said: Line[] = [heading]
  const blocks: KnownBlock[] = [...rich([heading])]
  let shown = 0
  for (const [move, members] of groups) {
    const room = MOST_BLOCKS - blocks.length - 2
    if (room < 1) break
    const who = whoseMove(
      move,
      members.some(({ pingable }) => pingable),
      names,
      managers,
    )
    const fitting = members.slice(0, room)
    said.push(who, ...fitting.map((line) => [lineWords(line, now)]))
    blocks.push(...rich([who]), ...fitting.map((line) => lineBlock(line, now)))
    shown += fitting.length
  }
  if (count > shown) {
    const more: Line = [`and ${count - shown} more: /handoff stuck shows yours`]
    said.push(more)
    blocks.push(...rich([more]))
  }
  return { text: spoken(said), blocks }
}

function whoseMove(
  move: UserId | undefined,
  pingable: boolean,
  names: (id: UserId) => string,
  managers: readonly UserId[],
): Line {
  if (move) return [pingable ? person(move) : bold(names(move))]
  return [bold('Managers'), ...managers.map((id) => ` ${names(id)}`)]
}

function lineWords({ handoff, stuck }: StuckLine, now: Date): string {
  const over = stuck.cause === 'owner_left' ? '' : `, ${span(now.getTime() - stuck.since.getTime())} overdue`
  return `${refOf(handoff)} ${clip(handoff.prospect.company, 60)} · ${CAUSES[stuck.cause]}${over} · ${days(age(handoff, now))} old`
}

/** In a link's words Slack reads no formatting, so a company's name stays as it was typed. */
function lineBlock(line: StuckLine, now: Date): KnownBlock {
  const { handoff, link } = line
  const { id, stage } = handoff
  const words = lineWords(line, now)
  const entry = (label: string, action: string) => option(label, `${action}:${id}`)
  return {
    type: 'section',
    text: link ? { type: 'mrkdwn', text: `<${link}|${escaped(words)}>`, verbatim: true } : plain(words),
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [
        entry('Nudge', 'nudge'),
        ...(stage.status === 'declined' ? [] : [entry('Reassign', 'reassign')]),
        entry('Snooze 1 day', 'snooze_1'),
        entry('Snooze 3 days', 'snooze_3'),
        entry('Snooze 7 days', 'snooze_7'),
      ],
    },
  }
}

const age = ({ createdAt }: Handoff, now: Date): number =>
  Math.floor((now.getTime() - createdAt.getTime()) / 86_400_000)

const days = (n: number): string => (n === 1 ? '1 day' : `${n} days`)

function span(ms: number): string {
  const hours = Math.floor(ms / 3_600_000)
  if (hours < 1) return 'just now'
  return hours < 48 ? `${hours} h` : days(Math.floor(hours / 24))
}

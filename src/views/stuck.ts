import type { KnownBlock } from '@slack/types'
import { type Handoff, refOf } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import type { Cause, Stuck } from '../domain/stuck.ts'
import { clip } from '../domain/text.ts'
import { bold, escaped, type Line, type Message, option, person, plain, rich, spoken } from './blocks.ts'

/** One line of the list: the handoff, why it is stuck, and whether whoever has to move may be pinged now. */
export type StuckLine = { handoff: Handoff; stuck: Stuck; pingable: boolean; link: string | undefined }

/** Everything there is to list, the longest stuck first; `count` may be more than was read. */
export type StuckFacts = {
  lines: readonly StuckLine[]
  count: number
  now: Date
  /** Prints people who should not be pinged now. */
  names: (id: UserId) => string
  managers: readonly UserId[]
}

/** Where the reader finds what one message does not hold. */
export type Rest = 'in_thread' | 'on_request'

/** More than these in one message would not be read. */
const MOST_ON_A_PAGE = 40
/** Slack takes fifty blocks in a message; the heading and the line about the rest are two of them. */
const ROOM = 48
/** When every lead is somebody else's move, each takes two blocks. */
export const FEWEST_ON_A_PAGE = ROOM / 2

const CAUSES: Record<Cause, string> = {
  owner_left: 'its owner has left',
  not_accepted: 'not accepted',
  question_unanswered: 'question unanswered',
  not_reoffered: 'declined, not re-offered',
  no_meaningful_touch: 'no meaningful touch',
  next_step_overdue: 'next step overdue',
  gone_silent: 'gone silent',
}

/** The list as messages, each grouped by whose move it is: the first for the channel, the others for its thread. */
export function stuckList(facts: StuckFacts, rest: Rest): [Message, ...Message[]] {
  const [first, ...others] = pagesOf(facts.lines)
  if (!first) {
    const quiet: Line[] = [[bold('Nothing is stuck.'), ' Every open handoff is on its way.']]
    return [{ text: spoken(quiet), blocks: rich(quiet) }]
  }
  let shown = first.length
  const below = others.length > 0 && rest === 'in_thread'
  const messages: [Message, ...Message[]] = [
    listed(facts, headline(facts), first, below ? 'in the thread' : 'not shown', shown),
  ]
  for (const lines of others) {
    const heading = [bold(`${shown + 1} to ${shown + lines.length} of ${facts.count}`)]
    shown += lines.length
    messages.push(listed(facts, heading, lines, lines === others.at(-1) ? 'not shown' : 'in the next', shown))
  }
  return messages
}

/** `shown` are the leads so far, with these. Where the others are is said once; in the thread one sees the next page. */
function listed(
  facts: StuckFacts,
  heading: Line,
  lines: readonly StuckLine[],
  others: 'in the thread' | 'in the next' | 'not shown',
  shown: number,
): Message {
  const said: Line[] = [heading]
  const blocks: KnownBlock[] = [...rich([heading])]
  for (const [move, members] of groupsOf(lines)) {
    const who = whoseMove(move, members, facts)
    said.push(who, ...members.map((line) => [lineWords(line, facts.now)]))
    blocks.push(...rich([who]), ...members.map((line) => lineBlock(line, facts.now)))
  }
  const left = facts.count - shown
  if (left <= 0 || others === 'in the next') return { text: spoken(said), blocks }
  const where = others === 'not shown' ? ': /handoff stuck shows yours' : ' in the thread'
  const rest: Line = [`and ${left} more${where}`]
  return { text: spoken([...said, rest]), blocks: [...blocks, ...rich([rest])] }
}

function headline({ lines, count, now }: StuckFacts): Line {
  const oldest = Math.max(...lines.map(({ handoff }) => age(handoff, now)))
  const need = count === 1 ? 'handoff needs' : 'handoffs need'
  return [bold(`${count} ${need} someone`), ` · oldest ${days(oldest)}`]
}

/** The worst first, as many to a message as Slack takes. */
function pagesOf(lines: readonly StuckLine[]): StuckLine[][] {
  const pages: StuckLine[][] = []
  let movers = new Set<UserId | undefined>()
  for (const line of lines) {
    const page = pages.at(-1)
    movers.add(line.stuck.move)
    if (page && page.length < MOST_ON_A_PAGE && page.length + 1 + movers.size <= ROOM) page.push(line)
    else {
      pages.push([line])
      movers = new Set([line.stuck.move])
    }
  }
  return pages
}

function groupsOf(lines: readonly StuckLine[]): Map<UserId | undefined, StuckLine[]> {
  const groups = new Map<UserId | undefined, StuckLine[]>()
  for (const line of lines) groups.set(line.stuck.move, [...(groups.get(line.stuck.move) ?? []), line])
  return groups
}

function whoseMove(
  move: UserId | undefined,
  members: readonly StuckLine[],
  { names, managers }: StuckFacts,
): Line {
  const pingable = members.some((line) => line.pingable)
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

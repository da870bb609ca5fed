import type { KnownBlock } from '@slack/types'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Cause, Stuck } from '../../domain/stuck/stuck.ts'
import { clip } from '../../domain/text.ts'
import {
  bold,
  escaped,
  type Line,
  type Message,
  option,
  person,
  plain,
  rich,
  spoken,
} from '../slack/blocks.ts'

/** One line of the list: the handoff, why it is stuck, and whether whoever has to move may be pinged now. */
export type StuckLine = { handoff: Handoff; stuck: Stuck; pingable: boolean; link: string | undefined }

/** One page of the list, the longest stuck first, and how many there are in all. */
export type StuckFacts = {
  lines: readonly StuckLine[]
  /** How many stand on the pages before this one. */
  before: number
  count: number
  oldest: Date
  now: Date
  /** Prints people who should not be pinged now. */
  names: (id: UserId) => string
  managers: readonly UserId[]
  team?: string | undefined
}

/** More than these in one message would not be read. */
export const STUCK_PAGE = 40

/** More than these are counted, not listed. */
export const MOST_STUCK_PAGES = 5

/** Slack takes fifty blocks in a message: forty lines, a heading, a line about the rest, and so many people. */
const MOST_GROUPS = 8

const CAUSE_WORDS: Record<Cause, string> = {
  owner_left: 'its owner has left',
  not_accepted: 'not accepted',
  question_unanswered: 'question unanswered',
  not_reoffered: 'declined, not re-offered',
  no_meaningful_touch: 'no meaningful touch',
  intro_not_logged: 'intro call not logged',
  next_step_overdue: 'next step',
  gone_silent: 'gone silent',
}

/** Grouped by whose move it is. In the channel the first page is followed by the others in its thread. */
export function stuckList(facts: StuckFacts, place: 'channel' | 'private'): Message {
  const { lines, before, count, now } = facts
  if (count === 0) {
    const whose = facts.team ? `Team ${clip(facts.team, 40)}: nothing` : 'Nothing'
    const quiet: Line[] = [[bold(`${whose} is stuck.`), ' Every open handoff is on its way.']]
    return { text: spoken(quiet), blocks: rich(quiet) }
  }
  const shown = before + lines.length
  const heading = before === 0 ? headline(facts) : [bold(`${before + 1} to ${shown} of ${count}`)]
  const said: Line[] = [heading]
  const blocks: KnownBlock[] = [...rich([heading])]
  const groups = groupsOf(lines)
  for (const [move, members] of groups) {
    const who = whoseMove(move, members, facts)
    said.push(who, ...members.map((line) => [lineWords(line, now)]))
    // With many people there is no room for a line of their own, so each lead names whose move it is.
    const isCrowded = groups.size > MOST_GROUPS
    const named = isCrowded ? whoseName(move, facts) : undefined
    blocks.push(...(isCrowded ? [] : rich([who])), ...members.map((line) => lineBlock(line, now, named)))
  }
  const rest = restWords(facts, shown, place)
  if (!rest) return { text: spoken(said), blocks }
  return { text: spoken([...said, [rest]]), blocks: [...blocks, ...rich([[rest]])] }
}

/** Said once: on the first page for what its thread holds, on the last for what no page does. */
function restWords(
  { before, count }: StuckFacts,
  shown: number,
  place: 'channel' | 'private',
): string | undefined {
  const left = count - shown
  if (left <= 0) return undefined
  if (place === 'channel' && before === 0) return `and ${left} more in the thread`
  const isLast = place === 'private' || shown >= STUCK_PAGE * MOST_STUCK_PAGES
  return isLast ? `and ${left} more: /handoff stuck shows yours` : undefined
}

function headline({ count, oldest, now, team }: StuckFacts): Line {
  const need = count === 1 ? 'handoff needs' : 'handoffs need'
  const whose = team ? `Team ${clip(team, 40)}: ` : ''
  return [bold(`${whose}${count} ${need} someone`), ` · oldest ${daysOld(age({ createdAt: oldest }, now))}`]
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

function whoseName(move: UserId | undefined, { names }: StuckFacts): string {
  return move ? names(move) : 'Managers'
}

function lineWords({ handoff, stuck }: StuckLine, now: Date): string {
  const over = stuck.cause === 'owner_left' ? '' : `, ${span(now.getTime() - stuck.since.getTime())} overdue`
  return `${refOf(handoff)} ${clip(handoff.prospect.company, 60)} · ${CAUSE_WORDS[stuck.cause]}${over} · ${daysOld(age(handoff, now))} old`
}

/** In a link's words Slack reads no formatting, so a company's name stays as it was typed. */
function lineBlock(line: StuckLine, now: Date, named?: string): KnownBlock {
  const { handoff, link } = line
  const { id, stage } = handoff
  const words = `${named ? `${named} · ` : ''}${lineWords(line, now)}`
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

const age = ({ createdAt }: Pick<Handoff, 'createdAt'>, now: Date): number =>
  Math.floor((now.getTime() - createdAt.getTime()) / 86_400_000)

const daysOld = (n: number): string => (n === 1 ? '1 day' : `${n} days`)

function span(ms: number): string {
  const hours = Math.floor(ms / 3_600_000)
  if (hours < 1) return 'just now'
  return hours < 48 ? `${hours} h` : daysOld(Math.floor(hours / 24))
}

import type { HomeView, KnownBlock } from '@slack/types'
import type { Numbers } from '../../domain/digest/numbers.ts'
import type { Lead } from '../../domain/handoff/lead.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import { digest } from '../digest/digest.ts'
import { buttonsOf } from '../handoff/buttons.ts'
import { type LinkTo, row } from '../handoff/row.ts'
import { actions, bold, button, faint, type Line, type Message, rich } from '../slack/blocks.ts'
import { type HealthFacts, healthLines } from './health.ts'

/** Waiting leads come with their buttons, so only so many of them; the rest are a line each. */
const MOST_WITH_BUTTONS = 10

export type HomeFacts = {
  reader: UserId
  leads: readonly Lead[]
  count: number
  linkTo: LinkTo
  now: Date
  /** For managers: their teams' stuck leads, and the numbers of this week so far. */
  lead?: { stuck: Message | undefined; numbers: Numbers; rules: Rules } | undefined
  /** For admins. */
  health?: HealthFacts | undefined
  help: Message
}

/** One person's own page: what waits for them first, then what else is theirs, then what they look after. */
export function home(facts: HomeFacts): HomeView {
  const { leads, reader, linkTo, now, count, lead, health, help } = facts
  const waiting = leads.filter(({ waitsFor }) => waitsFor === reader)
  const open = leads.filter(({ waitsFor }) => waitsFor !== reader)
  const blocks: KnownBlock[] = [
    ...(count === 0 && !lead ? firstSteps : []),
    ...waitingBlocks(waiting, linkTo, now),
    ...listed('Open', open, linkTo),
    ...(count > leads.length ? rich([[faint(`and ${count - leads.length} more: /handoff mine`)]]) : []),
    ...(lead ? leadBlocks(lead) : []),
    ...(health ? healthBlocks(health) : []),
    actions('home', [
      button('New handoff', 'new_handoff', 'home', { style: 'primary' }),
      button('My preferences', 'open_prefs', 'home'),
      ...(health ? [button('Settings', 'open_settings', 'home')] : []),
    ]),
    ...help.blocks,
  ]
  return { type: 'home', blocks: blocks.slice(0, MOST_BLOCKS) }
}

/** Slack's limit for a Home tab. */
const MOST_BLOCKS = 100

const firstSteps: KnownBlock[] = rich([
  [bold('Handoff makes the moment hold in which a lead passes from an SDR to an AE.')],
  ['Type /handoff in any channel, or press the button below: three short steps, about two minutes.'],
  ['What waits for you, with its buttons, will be here.'],
])

function waitingBlocks(waiting: readonly Lead[], linkTo: LinkTo, now: Date): KnownBlock[] {
  if (waiting.length === 0) return []
  const shown = waiting.slice(0, MOST_WITH_BUTTONS)
  return [
    ...rich([[bold('Waiting for you')]]),
    ...shown.flatMap((lead) => {
      const { elements } = buttonsOf(lead, now, 'private')
      return [...rich([row(lead, linkTo)]), actions(`home:${lead.id}`, elements)]
    }),
    ...listed(undefined, waiting.slice(MOST_WITH_BUTTONS), linkTo),
  ]
}

function listed(heading: string | undefined, leads: readonly Lead[], linkTo: LinkTo): KnownBlock[] {
  if (leads.length === 0) return []
  const lines: Line[] = leads.map((lead) => row(lead, linkTo))
  return rich([...(heading ? [[bold(heading)]] : []), ...lines])
}

function leadBlocks({ stuck, numbers, rules }: NonNullable<HomeFacts['lead']>): KnownBlock[] {
  return [
    ...rich([[bold('Your team, now')]]),
    ...(stuck?.blocks ?? []).slice(0, MOST_STUCK_BLOCKS),
    ...rich([[bold('This week so far')]]),
    ...digest({ numbers, late: false }, rules).said.blocks,
  ]
}

const MOST_STUCK_BLOCKS = 30

function healthBlocks(health: HealthFacts): KnownBlock[] {
  return rich([[bold('How Handoff is doing')], ...healthLines(health)])
}

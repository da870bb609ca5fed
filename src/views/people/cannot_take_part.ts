import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Person } from '../../domain/people/people.ts'
import type { CannotTakePart } from '../../domain/teams/team.ts'
import { whichLead } from '../outbox/undelivered.ts'
import { type Message, message, person } from '../slack/blocks.ts'

/** Why somebody cannot hand off, or cannot be handed a lead. */
export function cannotTakePartWords({ why }: CannotTakePart): string {
  switch (why) {
    case 'guest':
      return 'Guests cannot hand off or take leads. Ask a full member of your team to do it.'
    case 'external':
      return 'Handoff works inside one company; people from other companies cannot use it.'
    case 'bot':
      return 'Bots cannot hand off or take leads.'
    case 'deactivated':
      return 'This account is deactivated.'
    case 'not_an_sdr':
      return 'Only the SDRs of this team can hand off leads. Ask whoever set up Handoff to add you.'
    default:
      return why satisfies never
  }
}

/** Why the picked account executive cannot be handed a lead; said at the field. */
export function cannotBeAeWords(name: string, kind: Exclude<CannotTakePart['why'], 'not_an_sdr'>): string {
  switch (kind) {
    case 'guest':
      return `${name} is a guest here and cannot take a lead. Pick a full member.`
    case 'external':
      return `${name} belongs to another company. Pick somebody from yours.`
    case 'bot':
      return `${name} is a bot. Pick a person.`
    case 'deactivated':
      return `${name} has left: the account is deactivated. Pick somebody else.`
    default:
      return kind satisfies never
  }
}

/** The picked AE turned out to be somebody who cannot take a lead. */
export function wrongAe(handoff: Handoff, ae: Person, kind: Exclude<Person['kind'], 'member'>): Message {
  const { status } = handoff.stage
  const open = status === 'offered' || status === 'info_needed' || status === 'declined'
  return message([
    [...whichLead(handoff), cannotBeAeWords(ae.name, kind)],
    [open ? 'Withdraw it on its card and hand it off to somebody else.' : 'Ask a manager to look at it.'],
  ])
}

/** Slack could not say in time who the SDR was; now it turns out that they may not hand off. */
export function wrongSdr(handoff: Handoff): Message {
  return message([
    [...whichLead(handoff), 'it was handed off by ', person(handoff.sdr), ', who may not hand off leads.'],
    ['Slack could not say so in time. Withdraw it on its card if it should not go on.'],
  ])
}

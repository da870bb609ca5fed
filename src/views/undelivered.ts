import { type Handoff, refOf } from '../domain/handoff.ts'
import type { Notice, Post } from '../domain/notices.ts'
import type { Person } from '../domain/people.ts'
import { clip } from '../domain/text.ts'
import { actions, button, code, type Line, type Message, message, person } from './blocks.ts'
import { cannotBeAeWords } from './refusals.ts'

/** Asks somebody to look, because Slack alone cannot say whether a message arrived or where else it should go. */
export function undelivered(
  handoff: Handoff,
  missing: Missing,
  notice: Extract<Notice, { what: 'undelivered' }>,
  problem: string | undefined,
): Message {
  const about: Line = [...nameOf(handoff), 'Slack ']
  const what = whatOf(missing)
  const why = problem ? ` (${problem})` : ''
  const lines: Line[] =
    notice.why === 'uncertain'
      ? [[...about, 'did not confirm ', ...what, '.'], lookFor(missing)]
      : [
          [...about, 'refused ', ...what, `${why}.`],
          [remedy(missing, problem), ' Then post it again.'],
        ]
  return message(
    [
      ...lines,
      ['The handoff itself is safe: /handoff show ', refOf(handoff), ' has all of it, with its buttons.'],
    ],
    actions('undelivered', [button('Post again', 'post_again', notice.of)]),
  )
}

/** The same of a post that tells of many handoffs. */
export function postUndelivered(
  missing: Notice | Post,
  { of, why }: Pick<Extract<Post, { what: 'post_undelivered' }>, 'of' | 'why'>,
  problem: string | null,
): Message {
  const what = missing.what.startsWith('digest') ? 'the weekly digest' : 'the list of stuck leads'
  const lines: Line[] =
    why === 'uncertain'
      ? [
          [`Slack did not confirm ${what}.`],
          ['Please look whether it is there. If it is not, post it again.'],
        ]
      : [
          [`Slack refused ${what}${problem ? ` (${problem})` : ''}.`],
          [`${channelRemedy(problem, 'its channel')} Then post it again.`],
        ]
  const command = missing.what.startsWith('digest') ? '/handoff digest' : '/handoff stuck'
  return message(
    [...lines, [`Meanwhile ${command} shows it to whoever asks.`]],
    actions('undelivered', [button('Post again', 'post_again', of)]),
  )
}

/** The picked AE turned out to be somebody who cannot take a lead. */
export function wrongAe(handoff: Handoff, ae: Person, kind: Exclude<Person['kind'], 'member'>): Message {
  const { status } = handoff.stage
  const open = status === 'offered' || status === 'info_needed' || status === 'declined'
  return message([
    [...nameOf(handoff), cannotBeAeWords(ae.name, kind)],
    [open ? 'Withdraw it on its card and hand it off to somebody else.' : 'Ask a manager to look at it.'],
  ])
}

/** Slack could not say in time who the SDR was; now it turns out that they may not hand off. */
export function wrongSdr(handoff: Handoff): Message {
  return message([
    [...nameOf(handoff), 'it was handed off by ', person(handoff.sdr), ', who may not hand off leads.'],
    ['Slack could not say so in time. Withdraw it on its card if it should not go on.'],
  ])
}

type Missing = Exclude<Notice, { what: 'undelivered' }>

const nameOf = (handoff: Handoff): Line => [code(refOf(handoff)), ` ${clip(handoff.prospect.company, 80)}: `]

function whatOf(missing: Missing): Line {
  switch (missing.what) {
    case 'card':
      return ['the card in the handoff channel']
    case 'brief':
      return ['the brief in its thread']
    case 'thread':
      return ['a message in its thread']
    case 'ae_card':
      return ['the message to ', person(missing.to)]
    case 'before_call':
    case 'after_call':
      return ['a message about the intro call']
    case 'invitation':
      return ['the calendar links of the intro call']
    case 'card_moved':
      return ['the note that its card has moved']
    case 'redacted':
      return ['the erasure of a message']
    case 'nudge':
      return ['a nudge to ', person(missing.to)]
    case 'told':
      return ['a message to ', person(missing.to)]
    case 'check_ae':
    case 'check_sdr':
    case 'undo_over':
    case 'warning':
    case 'breach_thread':
    case 'breach_manager':
      return ['a message']
    default:
      return missing satisfies never
  }
}

/** How somebody can find out whether a message is there. */
function lookFor({ what }: Missing): Line {
  if (what === 'ae_card') return ['You cannot see it yourself: ask them, or rely on the card in the channel.']
  if (what === 'card')
    return [
      'Please look. If it is there, press Show history on it and its thread goes on; if not, post it again.',
    ]
  return ['Please look whether it is there. If it is not, post it again.']
}

function remedy({ what }: Missing, problem: string | undefined): string {
  if (what === 'ae_card')
    return problem === 'messages_tab_disabled'
      ? 'Switch on the Messages tab of the Slack app.'
      : 'They may have left: withdraw the handoff, or offer it to somebody else.'
  return channelRemedy(problem, 'the handoff channel')
}

function channelRemedy(problem: string | null | undefined, channel: string): string {
  switch (problem) {
    case 'not_in_channel':
    case 'channel_not_found':
      return `Invite @Handoff to ${channel}.`
    case 'is_archived':
    case 'channel_is_archived':
      return `${channel[0]?.toUpperCase()}${channel.slice(1)} is archived: unarchive it, or set another one.`
    case 'message_not_found':
      return 'Somebody deleted it.'
    default:
      return 'Ask whoever runs Handoff to look at its log.'
  }
}

/** In the place of a message whose words were erased. */
export const redacted: Message = message([['The words of this message were erased.']])

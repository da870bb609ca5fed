import { type Handoff, refOf } from '../domain/handoff.ts'
import type { Notice } from '../domain/notices.ts'
import type { Person } from '../domain/people.ts'
import { clip } from '../domain/text.ts'
import { actions, button, code, type Line, type Message, message, person } from './blocks.ts'
import { cannotBeAeWords } from './refusals.ts'

/** Asks somebody to look, because Slack alone cannot say whether a message arrived or where else it should go. */
export function undelivered(
  handoff: Handoff,
  missing: Exclude<Notice, { what: 'undelivered' }>,
  notice: Extract<Notice, { what: 'undelivered' }>,
  problem: string | undefined,
): Message {
  const what = whatOf(missing)
  const about: Line = [code(refOf(handoff)), ` ${clip(handoff.prospect.company, 80)}: `]
  const lines: Line[] =
    notice.why === 'uncertain'
      ? [
          [...about, 'Slack did not confirm ', ...what, '.'],
          ['Please look whether it is there. If it is not, post it again; the handoff itself is safe.'],
        ]
      : [
          [...about, 'Slack refused ', ...what, `${problem ? ` (${problem})` : ''}.`],
          [
            remedy(problem),
            ' Then post it again; the handoff itself is safe, and /handoff show has all of it.',
          ],
        ]
  return message(lines, actions('undelivered', [button('Post again', 'post_again', notice.of)]))
}

/** The picked AE turned out to be somebody who cannot take a lead. */
export function wrongAe(handoff: Handoff, ae: Person, kind: Exclude<Person['kind'], 'member'>): Message {
  return message([
    [code(refOf(handoff)), ` ${clip(handoff.prospect.company, 80)}: `, cannotBeAeWords(ae.name, kind)],
    ['Withdraw it on its card and hand it off to somebody else.'],
  ])
}

function whatOf(missing: Exclude<Notice, { what: 'undelivered' }>): Line {
  switch (missing.what) {
    case 'card':
      return ['the card in the handoff channel']
    case 'brief':
      return ['the brief in its thread']
    case 'thread':
      return ['a message in its thread']
    case 'ae_card':
      return ['the message to ', person(missing.to)]
    case 'check_ae':
      return ['a message to you']
    default:
      return missing satisfies never
  }
}

function remedy(problem: string | undefined): string {
  switch (problem) {
    case 'not_in_channel':
    case 'channel_not_found':
      return 'Invite @Handoff to the handoff channel.'
    case 'is_archived':
    case 'channel_is_archived':
      return 'The handoff channel is archived: unarchive it, or set another one.'
    case 'user_not_found':
    case 'user_disabled':
      return 'The person has left: withdraw the handoff, or offer it to somebody else.'
    case 'messages_tab_disabled':
      return 'Switch on the Messages tab of the Slack app.'
    default:
      return 'Ask whoever runs Handoff to look at its log.'
  }
}

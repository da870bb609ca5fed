import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import type { Notice, Post } from '../../domain/outbox/notices.ts'
import { remedyOf } from '../../domain/outbox/slack_codes.ts'
import { clip } from '../../domain/text.ts'
import { actions, button, code, type Line, type Message, message, person } from '../slack/blocks.ts'

/** Asks somebody to look, because Slack alone cannot say whether a message arrived or where else it should go. */
export function undelivered(
  handoff: Handoff,
  missing: MissingNotice,
  notice: Extract<Notice, { what: 'undelivered' }>,
  problem: string | undefined,
): Message {
  const about: Line = [...whichLead(handoff), 'Slack ']
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
  const what = postNames[missing.what] ?? 'the list of stuck leads'
  const lines: Line[] =
    why === 'uncertain'
      ? [
          [`Slack did not confirm ${what}.`],
          ['Please look whether it is there. If it is not, post it again.'],
        ]
      : [
          [`Slack refused ${what}${problem ? ` (${problem})` : ''}.`],
          [`${remedyOf(problem) ?? ASK} Then post it again.`],
        ]
  const command = missing.what.startsWith('digest') ? '/handoff digest' : '/handoff stuck'
  return message(
    [...lines, [`Meanwhile ${command} shows it to whoever asks.`]],
    actions('undelivered', [button('Post again', 'post_again', of)]),
  )
}

type MissingNotice = Exclude<Notice, { what: 'undelivered' }>

export const whichLead = (handoff: Handoff): Line => [
  code(refOf(handoff)),
  ` ${clip(handoff.prospect.company, 80)}: `,
]

function whatOf(missing: MissingNotice): Line {
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
function lookFor({ what }: MissingNotice): Line {
  if (what === 'ae_card') return ['You cannot see it yourself: ask them, or rely on the card in the channel.']
  if (what === 'card')
    return [
      'Please look. If it is there, press Show history on it and its thread goes on; if not, post it again.',
    ]
  return ['Please look whether it is there. If it is not, post it again.']
}

function remedy({ what }: MissingNotice, problem: string | undefined): string {
  if (what === 'ae_card' && problem !== 'messages_tab_disabled')
    return 'They may have left: withdraw the handoff, or offer it to somebody else.'
  return remedyOf(problem, 'the handoff channel') ?? ASK
}

const ASK = 'Ask whoever runs Handoff to look at its log.'

const postNames: Partial<Record<Post['what'] | Notice['what'], string>> = {
  digest: 'the weekly digest',
  digest_detail: 'the weekly digest',
  digest_reviewed: 'the weekly digest',
  set_aside: 'a message about handoffs that cannot be read',
}

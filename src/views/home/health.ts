import { type Line, moment } from '../slack/blocks.ts'

export type HealthFacts = {
  lastDelivery: Date | undefined
  waiting: number
  troubles: readonly { problem: string; messages: number }[]
  /** Handoffs that cannot be read. */
  setAside: number
  nextDigest: Date | undefined
  /** AEs in a rotation whose account is gone. */
  departed: readonly string[]
}

/** What an admin has to know, and what they can do about each trouble. */
export function healthLines(facts: HealthFacts): Line[] {
  const { lastDelivery, waiting, troubles, setAside, nextDigest, departed } = facts
  return [
    lastDelivery ? ['Slack last took a message ', moment(lastDelivery), '.'] : ['Nothing was posted yet.'],
    ...(waiting > 0 ? [[`${waiting} messages wait for another try.`]] : []),
    ...troubles.map(
      ({ problem, messages }): Line => [
        `${messages} ${messages === 1 ? 'message' : 'messages'} not delivered (${problem}): ${remedyOf(problem)}`,
      ],
    ),
    ...(setAside > 0
      ? [
          [
            `${setAside} ${setAside === 1 ? 'handoff' : 'handoffs'} cannot be read and got no reminders: `,
            "Handoff's log says why.",
          ],
        ]
      : []),
    ...departed.map(
      (id): Line => [{ user: id }, ' is in a rotation and has left: take them out under Settings.'],
    ),
    nextDigest
      ? ['The next digest is posted ', moment(nextDigest), '.']
      : ['No digest is posted: Settings, Posts says where it should go.'],
  ]
}

function remedyOf(problem: string): string {
  switch (problem) {
    case 'not_in_channel':
    case 'channel_not_found':
      return 'invite @Handoff to its channel.'
    case 'is_archived':
      return 'unarchive the channel, or set another under Settings.'
    case 'missing_scope':
      return 're-install the app from its manifest, which lists the permissions.'
    case 'account_inactive':
    case 'user_disabled':
      return 'the person has left; reassign their leads.'
    case 'messages_tab_disabled':
      return 'switch on the Messages tab of the Slack app.'
    case 'token_revoked':
    case 'invalid_auth':
      return 'put a new bot token into the configuration and start again.'
    default:
      return 'its SDR was asked whether it is there.'
  }
}

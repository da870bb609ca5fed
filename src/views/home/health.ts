import { remedyOf } from '../../domain/outbox/slack_codes.ts'
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
        `${messages} ${messages === 1 ? 'message' : 'messages'} not delivered (${problem}): ${remedyOf(problem) ?? 'its SDR was asked whether it is there.'}`,
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

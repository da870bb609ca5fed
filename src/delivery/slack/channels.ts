import type { WebClient } from '@slack/web-api'
import { failureOf } from './errors.ts'

/** What keeps Handoff from posting in a channel; `unsure` when Slack does not answer now. */
type Trouble = 'shared' | 'archived' | 'not_a_member' | 'not_seen' | 'unsure'

export type ChannelCheck = { name: string; trouble?: Trouble; code?: string }

/** Whether Handoff can post in a channel: one that is shared with another company must never be used. */
export async function checkChannel(client: WebClient, channel: string): Promise<ChannelCheck> {
  try {
    const { channel: found } = await client.conversations.info({ channel })
    const name = `#${found?.name ?? channel}`
    if (found?.is_ext_shared) return { name, trouble: 'shared' }
    if (found?.is_archived) return { name, trouble: 'archived' }
    return found?.is_member ? { name } : { name, trouble: 'not_a_member' }
  } catch (error) {
    const { kind, code } = failureOf(error)
    const known = kind === 'gone' || kind === 'refused'
    return { name: channel, trouble: known ? 'not_seen' : 'unsure', code }
  }
}

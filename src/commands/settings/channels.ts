import type { Bot } from '../../bot.ts'
import { type ChannelCheck, checkChannel } from '../../delivery/slack/channels.ts'
import type { Fields } from '../../domain/fields.ts'

/** What keeps Handoff from posting in a channel, at its field, with how to mend it. */
export async function unusableChannels(
  bot: Bot,
  fields: Fields,
  names: readonly string[],
): Promise<Record<string, string> | undefined> {
  for (const name of names) {
    const channel = fields[name]
    if (!channel) continue
    const { trouble } = await checkChannel(bot.slack.reads, channel)
    const problem = trouble && words[trouble]
    if (problem) return { [name]: problem }
  }
  return undefined
}

/** When Slack does not answer, what somebody picked counts; a channel that is none shows at the first post. */
const words: Record<NonNullable<ChannelCheck['trouble']>, string | undefined> = {
  shared: 'This channel is shared with another company. Pick one of yours.',
  archived: 'This channel is archived. Unarchive it, or pick another.',
  not_a_member: 'Handoff is not in this channel. Type /invite @Handoff there, then save again.',
  not_seen: 'Handoff cannot see this channel. Type /invite @Handoff there, then save again.',
  unsure: undefined,
}

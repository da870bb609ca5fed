import type { Bot } from '../../bot.ts'
import { failureOf } from '../../delivery/slack/errors.ts'
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
    const problem = await whyUnusable(bot, channel)
    if (problem) return { [name]: problem }
  }
  return undefined
}

async function whyUnusable(bot: Bot, channel: string): Promise<string | undefined> {
  try {
    const { channel: found } = await bot.slack.reads.conversations.info({ channel })
    if (found?.is_ext_shared) return 'This channel is shared with another company. Pick one of yours.'
    if (found?.is_archived) return 'This channel is archived. Unarchive it, or pick another.'
    return found?.is_member
      ? undefined
      : 'Handoff is not in this channel. Type /invite @Handoff there, then save again.'
  } catch (error) {
    const { kind } = failureOf(error)
    return kind === 'gone' || kind === 'refused'
      ? 'Handoff cannot see this channel. Type /invite @Handoff there, then save again.'
      : undefined
  }
}

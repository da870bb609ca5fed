import type { Bot } from '../../bot.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Message } from '../../views/slack/blocks.ts'
import { failureOf } from './errors.ts'

export type File = { name: string; title: string; content: string }

/**
 * Sends somebody a file in their own conversation with Handoff. It is made for the one person who asked, so it is not
 * kept for later: when Slack does not take it, they hear so and ask again. False when it did not arrive.
 */
export async function sendFile(
  bot: Bot,
  to: UserId,
  { text, blocks }: Message,
  file: File,
): Promise<boolean> {
  try {
    // A message opens the conversation; opening it by itself would need another permission.
    const said = await bot.slack.posts.chat.postMessage({ channel: to, text, blocks })
    if (!said.channel) return false
    await bot.slack.posts.filesUploadV2({
      channel_id: said.channel,
      filename: file.name,
      title: file.title,
      file: Buffer.from(file.content, 'utf8'),
    })
    return true
  } catch (error) {
    bot.log.warn({ code: failureOf(error).code }, 'a file did not arrive')
    return false
  }
}

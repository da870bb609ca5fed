import type { Bot } from '../../bot.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Message } from '../../views/slack/blocks.ts'
import { failureOf } from './errors.ts'

/** Tells somebody in their own conversation, where there is no other place to answer in. */
export async function sayPrivately(bot: Bot, to: UserId, { text, blocks }: Message): Promise<void> {
  await bot.slack.posts.chat.postMessage({ channel: to, text, blocks }).catch((error: unknown) => {
    bot.log.warn({ code: failureOf(error).code }, 'a private answer did not arrive')
  })
}

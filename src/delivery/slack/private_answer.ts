import type { Bot } from '../../bot.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Message } from '../../views/slack/blocks.ts'
import { failureOf } from './errors.ts'

type Respond = (answer: Message & { response_type: 'ephemeral'; replace_original: false }) => Promise<unknown>

/**
 * Says something to one person, where they typed or clicked and nobody else sees it. Slack may refuse even that; then the
 * log is all there is.
 */
export const answerWith =
  (bot: Pick<Bot, 'log'>, respond: Respond) =>
  async ({ text, blocks }: Message): Promise<void> => {
    try {
      await respond({ response_type: 'ephemeral', replace_original: false, text, blocks })
    } catch (error) {
      bot.log.warn({ code: failureOf(error).code }, 'a private answer did not arrive')
    }
  }

/** Tells somebody in their own conversation, where there is no other place to answer in. */
export async function sayPrivately(bot: Bot, to: UserId, { text, blocks }: Message): Promise<void> {
  await bot.slack.posts.chat.postMessage({ channel: to, text, blocks }).catch((error: unknown) => {
    bot.log.warn({ code: failureOf(error).code }, 'a private answer did not arrive')
  })
}

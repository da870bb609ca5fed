import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { isRefusal } from '../../domain/handoff/decision.ts'
import { snooze } from '../../domain/stuck/snooze.ts'
import { message } from '../../views/slack/blocks.ts'
import { explain } from '../reply.ts'
import type { Click } from '../requests.ts'

export const snoozeFor =
  (days: number) =>
  async (bot: Bot, click: Click): Promise<void> => {
    const outcome = await change(bot, click.value, (handoff) =>
      snooze(handoff, click.by, days, bot.clock.now()),
    )
    if (!outcome || isRefusal(outcome)) return explain(click, outcome)
    const span = days === 1 ? 'a day' : `${days} days`
    await click.tell(message([[`It is left out of the daily list for ${span}. No deadline moves for it.`]]))
  }

import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { cannotMakeCall } from '../../domain/calls/cannot_make_it.ts'
import { isRefusal } from '../../domain/handoff/decision.ts'
import { message } from '../../views/slack/blocks.ts'
import { explain } from '../reply.ts'
import type { Click } from '../requests.ts'

export async function declineCall(bot: Bot, click: Click): Promise<void> {
  const outcome = await change(bot, click.value, (handoff) =>
    cannotMakeCall(handoff, click.by, bot.clock.now()),
  )
  if (!outcome || isRefusal(outcome)) return explain(click, outcome)
  await click.tell(
    message([['The other rep is told in the thread. Log call moves the call to another time.']]),
  )
}

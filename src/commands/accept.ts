import type { Bot } from '../bot.ts'
import { change } from '../change.ts'
import { accept } from '../domain/lifecycle.ts'
import { explain } from './reply.ts'
import type { Click } from './requests.ts'

export async function acceptOffer(bot: Bot, click: Click): Promise<void> {
  await explain(
    click,
    await change(bot, click.value, (handoff) => accept(handoff, click.by, bot.clock.now())),
  )
}

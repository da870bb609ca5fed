import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { isRefusal } from '../../domain/handoff/decision.ts'
import { checkPullIn, pullIn, pullInDone } from '../../domain/owning/pull_in.ts'
import { pullInForm } from '../../views/owning/pull_in.ts'
import { message } from '../../views/slack/blocks.ts'
import { leadForm } from '../handoff/lead_form.ts'
import { explain } from '../reply.ts'
import type { Click } from '../requests.ts'

/** **Pull SDR in**: the owner asks the SDR back in. */
export const pullSdrIn = leadForm({
  does: 'pulled_in',
  shows: pullInForm,
  reads: checkPullIn,
  decides: pullIn,
  refusedAt: 'request',
})

/** **Done**: the SDR did what they were asked for. */
export async function finishPullIn(bot: Bot, click: Click): Promise<void> {
  const result = await change(bot, click.value, (handoff) => pullInDone(handoff, click.by, bot.clock.now()))
  if (!result || isRefusal(result)) return explain(click, result)
  await click.tell(message([['Noted. Whoever asked you back in is told.']]))
}

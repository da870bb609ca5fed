import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { undo } from '../../domain/answering/undo.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { explain } from '../reply.ts'
import type { Click } from '../requests.ts'

export async function undoAnswer(bot: Bot, click: Click): Promise<void> {
  const outcome = await change(bot, click.value, async (handoff) => {
    const wasGivenBack = handoff.lastAnswer?.action === 'declined' && owes(handoff)
    return {
      ...undo(handoff, click.by, bot.clock.now()),
      turn: wasGivenBack ? ('used_back' as const) : undefined,
    }
  })
  await explain(click, outcome)
}

/** Whether the AE who takes a decline back was given their turn back for it. */
const owes = ({ team, offer, rules, stage }: Handoff): boolean =>
  stage.status === 'declined' &&
  team.owed?.includes(offer.ae) === true &&
  rules.declineCodes.some(({ code, givesTurnBack }) => givesTurnBack && code === stage.code)

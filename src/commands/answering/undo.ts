import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { undo } from '../../domain/answering/undo.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import type { Turn } from '../../domain/teams/rotation.ts'
import { rotationOf } from '../../store/teams/rotation.ts'
import { explain } from '../reply.ts'
import type { Click } from '../requests.ts'

/** **Undo**: takes the last answer back, with the turn that it had given back. */
export async function undoAnswer(bot: Bot, click: Click): Promise<void> {
  const outcome = await change(bot, click.value, async (handoff) => ({
    ...undo(handoff, click.by, bot.clock.now()),
    turn: await turnUsedAfterAll(bot, handoff),
  }))
  await explain(click, outcome)
}

/** Whoever takes a decline back and was given their turn back for it has used it now. */
async function turnUsedAfterAll({ db }: Bot, handoff: Handoff): Promise<Turn | undefined> {
  const { team, offer, rules, stage, lastAnswer } = handoff
  if (stage.status !== 'declined' || lastAnswer?.action !== 'declined') return undefined
  const gaveBack = rules.declineCodes.some(({ code, givesTurnBack }) => givesTurnBack && code === stage.code)
  if (!gaveBack) return undefined
  const rotation = await rotationOf(db, team)
  return rotation.owed.includes(offer.ae) ? { rotation, ae: offer.ae, kind: 'used_back' } : undefined
}

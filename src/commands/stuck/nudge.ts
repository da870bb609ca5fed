import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { isRefusal } from '../../domain/handoff/decision.ts'
import { nudge } from '../../domain/stuck/nudge.ts'
import { stuckBy } from '../../domain/stuck/stuck.ts'
import { hours } from '../../domain/time/calendar.ts'
import { historyOf } from '../../store/handoff/history.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { peopleWhoLeft } from '../../store/people/departed.ts'
import { message, moment, person } from '../../views/slack/blocks.ts'
import { explain } from '../reply.ts'
import type { Click } from '../requests.ts'

/** Somebody who was asked twice within this time was asked once. */
const NUDGED_AGAIN_MS = hours(4)

/** From the daily list: whoever has to move is asked now. */
export async function nudgeMover(bot: Bot, click: Click): Promise<void> {
  const now = bot.clock.now()
  const handoff = await loadHandoff(bot.db, click.value)
  if (!handoff) return explain(click, undefined)
  const stuck = stuckBy(handoff, new Set(await peopleWhoLeft(bot.db, bot.workspace)), now)
  if (stuck && !stuck.move)
    return click.tell(
      message([['Whoever had to move has left, so nobody was asked. The card says what a manager can do.']]),
    )
  const to = stuck?.move ?? handoff.offer.ae
  const before = (await historyOf(bot.db, handoff.id)).findLast(({ action }) => action === 'nudged')
  if (before && now.getTime() - before.at.getTime() < NUDGED_AGAIN_MS)
    return click.tell(
      message([
        [person(before.by), ' asked for the next move ', moment(before.at), '. Give them some hours.'],
      ]),
    )
  const outcome = await change(bot, click.value, (fresh) => nudge(fresh, click.by, to, now))
  if (!outcome || isRefusal(outcome)) return explain(click, outcome)
  await click.tell(message([['They are asked for their next move.']]))
}

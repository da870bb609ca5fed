import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { isRefusal } from '../../domain/handoff/decision.ts'
import { nudge, nudgedLately, whomToNudge } from '../../domain/stuck/nudge.ts'
import { historyOf } from '../../store/handoff/history.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { peopleWhoLeft } from '../../store/people/departed.ts'
import { message, moment, person } from '../../views/slack/blocks.ts'
import { explain } from '../reply.ts'
import type { Click } from '../requests.ts'

/** From the daily list: whoever has to move is asked now. */
export async function nudgeMover(bot: Bot, click: Click): Promise<void> {
  const now = bot.clock.now()
  const handoff = await loadHandoff(bot.db, click.value)
  if (!handoff) return explain(click, undefined)
  const to = whomToNudge(handoff, new Set(await peopleWhoLeft(bot.db, bot.workspace)), now)
  if (!to)
    return click.tell(
      message([['Whoever had to move has left, so nobody was asked. The card says what a manager can do.']]),
    )
  const before = nudgedLately(await historyOf(bot.db, handoff.id), now)
  if (before)
    return click.tell(
      message([
        [person(before.by), ' asked for the next move ', moment(before.at), '. Give them some hours.'],
      ]),
    )
  const outcome = await change(bot, click.value, (fresh) => nudge(fresh, click.by, to, now))
  if (!outcome || isRefusal(outcome)) return explain(click, outcome)
  await click.tell(message([['They are asked for their next move.']]))
}

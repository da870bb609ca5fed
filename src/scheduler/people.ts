import type { Bot } from '../bot.ts'
import { hours } from '../domain/time/calendar.ts'
import { peopleToLookUp } from '../store/people/to_look_up.ts'

/** Slack answers about a hundred such questions a minute; this leaves room for everybody else. */
const EACH_MINUTE = 20

const AGAIN_AFTER = hours(24)

/** Who has open handoffs is looked up daily: somebody who left, or moved to another zone, is noticed. */
export async function lookUpPeople(bot: Bot): Promise<void> {
  const since = new Date(bot.clock.now().getTime() - AGAIN_AFTER)
  for (const id of await peopleToLookUp(bot.db, bot.workspace, since, EACH_MINUTE)) await bot.people.ask(id)
}

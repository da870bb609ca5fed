import type { Bot } from '../bot.ts'
import { change } from '../change.ts'
import { accept } from '../domain/lifecycle.ts'
import { findPerson } from '../store/people.ts'
import { message } from '../views/blocks.ts'
import { cannotTakePartWords } from '../views/refusals.ts'
import { explain } from './reply.ts'
import type { Click } from './requests.ts'

/** Somebody who was picked while Slack was silent, and turned out to be a guest, cannot become the owner. */
export async function acceptOffer(bot: Bot, click: Click): Promise<void> {
  const person = await findPerson(bot.db, bot.workspace, click.by)
  if (person && person.kind !== 'member')
    return click.tell(message([[cannotTakePartWords({ why: person.kind })]]))
  const outcome = await change(bot, click.value, (handoff) => accept(handoff, click.by, bot.clock.now()))
  await explain(click, outcome)
}

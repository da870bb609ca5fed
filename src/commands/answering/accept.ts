import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { accept } from '../../domain/answering/accept.ts'
import { findPerson } from '../../store/people/people.ts'
import { cannotTakePartWords } from '../../views/people/cannot_take_part.ts'
import { message } from '../../views/slack/blocks.ts'
import { explain } from '../reply.ts'
import type { Click } from '../requests.ts'

/** Somebody who was picked while Slack was silent, and turned out to be a guest, cannot become the owner. */
export async function acceptOffer(bot: Bot, click: Click): Promise<void> {
  const person = await findPerson(bot.db, bot.workspace, click.by)
  if (person && person.kind !== 'member')
    return click.tell(message([[cannotTakePartWords({ why: person.kind })]]))
  const outcome = await change(bot, click.value, (handoff) => accept(handoff, click.by, bot.clock.now()))
  await explain(click, outcome)
}

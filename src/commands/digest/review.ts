import type { Bot } from '../../bot.ts'
import { StaleWrite } from '../../store/database.ts'
import { findDigest, markReviewed } from '../../store/digest/digests.ts'
import { enqueuePosts } from '../../store/outbox/outbox.ts'
import { rulesNow } from '../../store/settings.ts'
import { message, moment, person } from '../../views/slack/blocks.ts'
import { leads } from '../people/roles.ts'
import type { Click } from '../requests.ts'

/** **Mark reviewed**: the review owner, their deputy, managers and admins; next week's digest says who it was. */
export async function reviewDigest(bot: Bot, { by, value: monday, tell }: Click): Promise<void> {
  const { db, workspace } = bot
  const {
    rules: { review },
  } = await rulesNow(db, workspace)
  const isNamed = [review.owner, review.deputy].includes(by)
  if (!isNamed && !(await leads(bot, by)))
    return tell(
      message([['Only the owner of the review, their deputy, managers and admins can mark it as reviewed.']]),
    )
  const at = bot.clock.now()
  try {
    await db.commit((write) => [
      markReviewed(write, workspace, monday, { by, at }),
      ...enqueuePosts(write, workspace, [{ kind: 'state', what: 'digest_reviewed', monday }], at),
    ])
    bot.deliver()
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
    const found = (await findDigest(db, workspace, monday))?.review
    if (found) await tell(message([[person(found.by), ' reviewed it ', moment(found.at), '.']]))
  }
}

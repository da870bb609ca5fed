import type { Bot } from '../bot.ts'
import { eraseHandoff } from '../change.ts'
import { erasedBefore } from '../domain/privacy/retention.ts'
import { endedBefore } from '../store/privacy/retention.ts'
import { rulesNow } from '../store/settings.ts'
import { eachReadable } from './set_aside.ts'

const ERASED_AT_A_TIME = 20

const BY_RETENTION = 'retention'

/** Where a retention time is set: the words of leads that ended longer ago, some in each round. */
export async function eraseOldWords(bot: Bot): Promise<void> {
  const { rules } = await rulesNow(bot.db, bot.workspace)
  const before = erasedBefore(rules, bot.clock.now())
  if (!before) return
  const ended = await endedBefore(bot.db, bot.workspace, before, ERASED_AT_A_TIME)
  await eachReadable(bot, ended, ({ id }) => eraseHandoff(bot, id, BY_RETENTION, 'without_drafts'))
}

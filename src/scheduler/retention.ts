import type { Bot } from '../bot.ts'
import { eraseHandoff } from '../change.ts'
import { hours } from '../domain/time/calendar.ts'
import { endedBefore } from '../store/privacy/retention.ts'
import { rulesNow } from '../store/settings.ts'
import { eachReadable } from './set_aside.ts'

const ERASED_AT_A_TIME = 20

const BY_RETENTION = 'retention'

/** Where a retention time is set: the words of leads that ended longer ago, some in each round. */
export async function eraseOldWords(bot: Bot): Promise<void> {
  const {
    rules: { retentionDays },
  } = await rulesNow(bot.db, bot.workspace)
  if (!retentionDays) return
  const before = new Date(bot.clock.now().getTime() - hours(24 * retentionDays))
  const ended = await endedBefore(bot.db, bot.workspace, before, ERASED_AT_A_TIME)
  await eachReadable(bot, ended, ({ id }) => eraseHandoff(bot, id, BY_RETENTION, 'without_drafts'))
}

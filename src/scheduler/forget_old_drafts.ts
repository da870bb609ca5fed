import type { Bot } from '../bot.ts'
import { addDays, localDate, startOfDay } from '../domain/calendar.ts'
import { DRAFT_KEPT_DAYS } from '../domain/draft.ts'
import { dropDraftsBefore } from '../store/drafts.ts'
import { commitOnce } from '../store/jobs.ts'

/** Once a UTC day: what people began and left for a week is deleted, prospects' words with it. */
export async function forgetOldDrafts(bot: Bot): Promise<void> {
  const at = bot.clock.now()
  const today = localDate(at, 'UTC')
  const before = startOfDay(addDays(today, -DRAFT_KEPT_DAYS), 'UTC')
  const claim = { workspace: bot.workspace, job: 'forget_old_drafts', period: today, at }
  await commitOnce(bot.db, claim, (write) => [dropDraftsBefore(bot.db, write, bot.workspace, before)])
}

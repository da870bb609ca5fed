import type { Bot } from '../bot.ts'
import { DRAFT_KEPT_DAYS } from '../domain/offering/draft.ts'
import { addDays, localDate, startOfDay } from '../domain/time/calendar.ts'
import { commitOnce } from '../store/job_claims.ts'
import { dropDraftsBefore } from '../store/offering/drafts.ts'

/** Once a UTC day: what people began and left for a week is deleted, prospects' words with it. */
export async function forgetOldDrafts(bot: Bot): Promise<void> {
  const at = bot.clock.now()
  const today = localDate(at, 'UTC')
  const before = startOfDay(addDays(today, -DRAFT_KEPT_DAYS), 'UTC')
  const claim = { workspace: bot.workspace, job: 'forget_old_drafts', period: today, at }
  await commitOnce(bot.db, claim, (write) => [dropDraftsBefore(write, bot.workspace, before)])
}

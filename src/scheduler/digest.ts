import type { Bot } from '../bot.ts'
import { digestDue } from '../domain/time/schedule.ts'
import { findDigest, keepDigest } from '../store/digest/digests.ts'
import { numbersOfWeek } from '../store/digest/numbers.ts'
import { commitOnce } from '../store/job_claims.ts'
import { enqueuePosts } from '../store/outbox/outbox.ts'
import { workspaceCalendar } from '../store/people/holidays.ts'
import { rulesNow, setUpAt } from '../store/settings.ts'

/**
 * The last complete week, once: on Monday or the next working day at 09:00 in the workspace's zone, up to three days
 * late, or never. A workspace that was set up after that week has nothing to say about it.
 */
export async function postDigest(bot: Bot): Promise<void> {
  const { db, workspace } = bot
  const at = bot.clock.now()
  const {
    rules: { zone, posts },
  } = await rulesNow(db, workspace)
  if (!posts.leadership) return
  const calendar = await workspaceCalendar(db, workspace, zone)
  const due = digestDue(calendar, at, posts)
  const since = await setUpAt(db, workspace)
  if (!due || !since || since >= due.week.to || (await findDigest(db, workspace, due.week.monday))) return
  const { monday } = due.week
  const numbers = await numbersOfWeek(db, workspace, due.week, calendar)
  const claim = { workspace, job: 'post_digest', period: monday, at }
  const first = await commitOnce(db, claim, (write) => [
    keepDigest(write, workspace, { monday, late: due.late, numbers }, at),
    ...enqueuePosts(
      write,
      workspace,
      [
        { kind: 'event', what: 'digest', monday },
        { kind: 'event', what: 'digest_detail', monday },
      ],
      at,
    ),
  ])
  if (first) bot.deliver()
}

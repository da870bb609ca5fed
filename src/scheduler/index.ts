import cron from 'node-cron'
import { type Bot, type Log, whatBroke } from '../bot.ts'
import { nextDigestAt, nextStuckAt } from '../domain/time/schedule.ts'
import { workspaceCalendar } from '../store/people/holidays.ts'
import { rulesNow } from '../store/settings.ts'
import { postDigest } from './digest.ts'
import { forgetOldDrafts } from './drafts.ts'
import { lookUpPeople } from './people.ts'
import { remind } from './reminders.ts'
import { eraseOldWords } from './retention.ts'
import { lookAfterSetAside } from './set_aside.ts'
import { postStuck } from './stuck.ts'

/** A job looks up by itself what is due, so being woken late, twice or on ten machines does no harm. */
export type Job = { name: string; means: string; run: (bot: Bot) => Promise<void> }

export const jobs: Job[] = [
  { name: 'deliver', means: 'sends what was committed and not sent yet', run: async (bot) => bot.deliver() },
  { name: 'remind', means: 'warns before deadlines and tells when one has passed', run: remind },
  {
    name: 'look_after_set_aside',
    means: 'tries handoffs again that could not be read, and tells an admin that there are some',
    run: lookAfterSetAside,
  },
  {
    name: 'post_stuck',
    means: 'posts the stuck leads on working days, at the time that Settings says',
    run: postStuck,
  },
  {
    name: 'post_digest',
    means: 'posts the digest of the last week, on the first working day of the next',
    run: postDigest,
  },
  {
    name: 'look_up_people',
    means: 'asks Slack once a day who people with open handoffs are',
    run: lookUpPeople,
  },
  {
    name: 'erase_old_words',
    means: 'erases what was typed about leads whose retention time is over',
    run: eraseOldWords,
  },
  { name: 'forget_old_drafts', means: 'deletes drafts after seven days, once a day', run: forgetOldDrafts },
]

/** One round of all jobs; one that breaks does not keep the others from running. */
export async function runJobs(bot: Bot): Promise<void> {
  for (const job of jobs)
    await job
      .run(bot)
      .catch((error: unknown) => bot.log.error({ job: job.name, error: whatBroke(error) }, 'a job broke'))
}

/** Says in the log when the next posts are due, so that a wrong zone is seen before a post is missed. */
export async function sayWhatIsNext(bot: Bot): Promise<void> {
  const now = bot.clock.now()
  const {
    rules: { zone, posts },
  } = await rulesNow(bot.db, bot.workspace)
  const calendar = await workspaceCalendar(bot.db, bot.workspace, zone)
  const stuck = nextStuckAt(calendar, now, posts).toISOString()
  const digest = posts.leadership ? nextDigestAt(calendar, now, posts).toISOString() : 'no channel for it'
  bot.log.info({ zone, stuck, digest }, 'next posts')
}

/** Calls every minute, in UTC: node-cron skips an hour of minutes at a clock change in any other zone. */
export function everyMinute(run: () => Promise<void>, log: Log): () => Promise<void> {
  const quiet = { trace: () => undefined, debug: () => undefined, info: () => undefined }
  const task = cron.schedule('* * * * *', run, {
    name: 'tick',
    timezone: 'UTC',
    noOverlap: true,
    logger: {
      ...quiet,
      warn: (words: string) => log.warn({ from: 'cron' }, words),
      error: (words: string | Error) => log.error({ from: 'cron' }, String(words)),
    },
  })
  return async () => {
    await task.destroy()
  }
}

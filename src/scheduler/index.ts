import cron from 'node-cron'
import type { Bot, Log } from '../bot.ts'
import { forgetOldDrafts } from './forget_old_drafts.ts'

/** A job looks up by itself what is due, so being woken late, twice or on ten machines does no harm. */
export type Job = { name: string; means: string; run: (bot: Bot) => Promise<void> }

export const jobs: Job[] = [
  { name: 'deliver', means: 'sends what was committed and not sent yet', run: async (bot) => bot.nudge() },
  { name: 'forget_old_drafts', means: 'deletes drafts after seven days, once a day', run: forgetOldDrafts },
]

/** One round of all jobs; one that breaks does not keep the others from running. */
export async function runJobs(bot: Bot): Promise<void> {
  for (const job of jobs)
    await job.run(bot).catch((error: unknown) => {
      bot.log.error({ job: job.name, error: error instanceof Error ? error.name : 'unknown' }, 'a job broke')
    })
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

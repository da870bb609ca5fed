import type { Bot } from '../bot.ts'
import type { Post } from '../domain/outbox/notices.ts'
import type { LocalDate } from '../domain/time/calendar.ts'
import { stuckDay, stuckTime } from '../domain/time/schedule.ts'
import { commitOnce } from '../store/job_claims.ts'
import { enqueuePosts } from '../store/outbox/outbox.ts'
import { workspaceCalendar } from '../store/people/holidays.ts'
import { rulesNow, setUpAt } from '../store/settings.ts'
import { stuckIds, stuckIdsByTeam } from '../store/stuck.ts'
import { teamsOf } from '../store/teams/teams.ts'
import { MOST_STUCK_PAGES, STUCK_PAGE } from '../views/stuck/list.ts'

/**
 * Once a working day from 09:00 on in the workspace's zone; a day that was missed is not made up on another, and a
 * workspace that is set up later in the day begins on the next.
 */
export async function postStuck(bot: Bot): Promise<void> {
  const { db, workspace } = bot
  const at = bot.clock.now()
  const {
    rules: { zone, posts },
  } = await rulesNow(db, workspace)
  const day = stuckDay(await workspaceCalendar(db, workspace, zone), at, posts)
  const since = await setUpAt(db, workspace)
  if (!day || !since || since >= stuckTime(day, zone, posts)) return
  const claim = { workspace, job: 'post_stuck', period: day, at }
  const wanted = await listsOf(bot, day)
  const first = await commitOnce(db, claim, (write) => enqueuePosts(write, workspace, wanted, at))
  if (first) bot.deliver()
}

/** One list, or where there are several teams a list of each. */
async function listsOf({ db, workspace, clock }: Bot, day: LocalDate): Promise<Post[]> {
  const most = MOST_STUCK_PAGES * STUCK_PAGE
  const teams = await teamsOf(db, workspace)
  if (teams.length <= 1) return pagesOf(day, await stuckIds(db, workspace, clock.now(), { most }))
  const stuck = await stuckIdsByTeam(db, workspace, clock.now(), most)
  return teams.flatMap(({ id }) => pagesOf(day, stuck.get(id) ?? [], id))
}

/** A page of which nothing is stuck any more by the time it would be sent is dropped. */
function pagesOf(day: LocalDate, found: readonly string[], team?: string): Post[] {
  const whose = team ? { team } : {}
  const pages = Math.max(1, Math.ceil(found.length / STUCK_PAGE))
  return Array.from({ length: pages }, (_, page): Post => {
    const ids = found.slice(page * STUCK_PAGE, (page + 1) * STUCK_PAGE)
    return page === 0
      ? { kind: 'event', what: 'stuck_list', day, ids, ...whose }
      : { kind: 'event', what: 'stuck_rest', day, ids, page, ...whose }
  })
}

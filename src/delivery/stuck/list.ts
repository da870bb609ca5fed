import { type Bot, linkTo } from '../../bot.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { type Post, teamOf } from '../../domain/outbox/notices.ts'
import type { UserId } from '../../domain/people/people.ts'
import { type Stuck, stuckBy } from '../../domain/stuck/stuck.ts'
import { managersOf } from '../../domain/teams/team.ts'
import { localDate } from '../../domain/time/calendar.ts'
import { isWorking } from '../../domain/time/working_time.ts'
import { postedAs, postPlace } from '../../store/outbox/messages.ts'
import { peopleWhoLeft } from '../../store/people/departed.ts'
import { absenceOf } from '../../store/people/leave.ts'
import { findPeople, namesOf } from '../../store/people/people.ts'
import { settingsNow } from '../../store/settings.ts'
import { maybeStuck } from '../../store/stuck.ts'
import { findTeam, teamsOf } from '../../store/teams/teams.ts'
import type { Message } from '../../views/slack/blocks.ts'
import { STUCK_PAGE, type StuckLine, stuckList } from '../../views/stuck/list.ts'
import type { Composed } from '../outbox/composed.ts'

type ListPage = {
  page: number
  place: 'channel' | 'private'
  of?: UserId | undefined
  /** Only leads of these teams; of all without it. */
  teams?: readonly string[] | undefined
  /** What a page was cut to hold; whatever somebody acted on meanwhile is left out. Without it the first ones of now. */
  ids?: readonly string[] | undefined
}

/** A page of the list of now: for the channel whole, for one person (`of`) what concerns them. Nothing when it is empty. */
export async function writeStuckList(
  bot: Bot,
  { page, place, of, teams, ids }: ListPage,
): Promise<Message | undefined> {
  const { db, workspace } = bot
  const now = bot.clock.now()
  const left = await peopleWhoLeft(db, workspace)
  const before = page * STUCK_PAGE
  const found = await maybeStuck(db, workspace, left, now, { most: STUCK_PAGE, of, teams, ids })
  const gone = new Set(left)
  const listed = found.handoffs.flatMap((handoff) => {
    const stuck = stuckBy(handoff, gone, now)
    return stuck ? [{ handoff, stuck }] : []
  })
  if (page > 0 && listed.length === 0) return undefined
  const movers = listed.flatMap(({ stuck }) => (stuck.move ? [stuck.move] : []))
  const people = await findPeople(db, workspace, movers)
  const present = new Set(
    people.filter(({ kind, calendar }) => kind === 'member' && isWorking(calendar, now)).map(({ id }) => id),
  )
  for (const { id, calendar } of people)
    if (await absenceOf(db, workspace, id, localDate(now, calendar.zone))) present.delete(id)
  const lines = await Promise.all(listed.map((one) => lineOf(bot, one, present)))
  const all = await teamsOf(db, workspace)
  const shownTeams = teams ? all.filter(({ id }) => teams.includes(id)) : all
  const managers = [...new Set(shownTeams.flatMap(managersOf))]
  const names = await namesOf(db, workspace, [...movers, ...managers])
  const { count, oldest = now } = found
  const facts = {
    lines,
    before,
    count,
    oldest,
    now,
    names: (id: UserId) => names(id) ?? 'somebody',
    managers,
    // With several teams each list says whose it is.
    team: all.length > 1 && shownTeams.length === 1 ? shownTeams[0]?.name : undefined,
  }
  return stuckList(facts, place)
}

async function lineOf(
  { db, workspaceUrl }: Bot,
  { handoff, stuck }: { handoff: Handoff; stuck: Stuck },
  present: ReadonlySet<UserId>,
): Promise<StuckLine> {
  const card = await postedAs(db, handoff.id, 'card')
  const link = card && linkTo({ workspaceUrl }, card)
  return { handoff, stuck, link, pingable: stuck.move !== undefined && present.has(stuck.move) }
}

export async function composeStuckList(
  bot: Bot,
  post: Extract<Post, { what: 'stuck_list' | 'stuck_rest' }>,
  role: string,
): Promise<Composed> {
  const { zone, posts } = await settingsNow(bot.db, bot.workspace)
  if (post.day !== localDate(bot.clock.now(), zone)) return 'not_needed'
  const page = post.what === 'stuck_list' ? 0 : post.page
  const teams = post.team ? [post.team] : undefined
  const message = await writeStuckList(bot, { page, place: 'channel', teams, ids: post.ids })
  if (!message) return 'not_needed'
  const own = post.team ? (await findTeam(bot.db, post.team)).stuckChannel : undefined
  if (page === 0) return { role, channel: own ?? posts.stuck ?? bot.channels.stuck, message }
  const root = await postPlace(bot.db, bot.workspace, `stuck:${post.day}${teamOf(post)}`)
  return root ? { role, channel: root.channel, threadTs: root.ts, message } : 'not_yet'
}

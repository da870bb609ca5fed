import { type Bot, leaveOut, linkTo } from '../../bot.ts'
import { type Post, teamOf } from '../../domain/outbox/notices.ts'
import { leaveOn } from '../../domain/people/leave.ts'
import type { UserId } from '../../domain/people/people.ts'
import { stuckBy } from '../../domain/stuck/stuck.ts'
import { managersOf } from '../../domain/teams/team.ts'
import { localDate } from '../../domain/time/calendar.ts'
import { isWorking } from '../../domain/time/working_time.ts'
import { cardsOf, postPlace } from '../../store/outbox/messages.ts'
import { peopleWhoLeft } from '../../store/people/departed.ts'
import { leavesOf } from '../../store/people/leave.ts'
import { findPeople, namesOf } from '../../store/people/people.ts'
import { rulesNow } from '../../store/settings.ts'
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
  const which = { most: STUCK_PAGE, of, teams, ids }
  const found = await maybeStuck(db, workspace, left, now, which, leaveOut(bot))
  const gone = new Set(left)
  const listed = found.handoffs.flatMap((handoff) => {
    const stuck = stuckBy(handoff, gone, now)
    return stuck ? [{ handoff, stuck }] : []
  })
  if (page > 0 && listed.length === 0) return undefined
  const movers = listed.flatMap(({ stuck }) => (stuck.move ? [stuck.move] : []))
  const present = await presentNow(bot, movers)
  const cards = await cardsOf(
    db,
    listed.map(({ handoff }) => handoff.id),
  )
  const lines = listed.map(({ handoff, stuck }): StuckLine => {
    const card = cards.get(handoff.id)
    const pingable = stuck.move !== undefined && present.has(stuck.move)
    return { handoff, stuck, link: card && linkTo(bot, card), pingable }
  })
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

/** Who of these is at work now: the others are named, not pinged. */
async function presentNow({ db, workspace, clock }: Bot, ids: readonly UserId[]): Promise<Set<UserId>> {
  const now = clock.now()
  const people = await findPeople(db, workspace, ids)
  const leaves = await leavesOf(db, workspace, ids, now)
  const atWork = people.filter(({ id, kind, calendar }) => {
    const isAway = leaveOn(leaves(id), localDate(now, calendar.zone)) !== undefined
    return kind === 'member' && isWorking(calendar, now) && !isAway
  })
  return new Set(atWork.map(({ id }) => id))
}

export async function composeStuckList(
  bot: Bot,
  post: Extract<Post, { what: 'stuck_list' | 'stuck_rest' }>,
  role: string,
): Promise<Composed> {
  const {
    rules: { zone, posts },
  } = await rulesNow(bot.db, bot.workspace)
  if (post.day !== localDate(bot.clock.now(), zone)) return 'not_needed'
  const page = post.what === 'stuck_list' ? 0 : post.page
  const teams = post.team ? [post.team] : undefined
  const message = await writeStuckList(bot, { page, place: 'channel', teams, ids: post.ids })
  if (!message) return 'not_needed'
  if (page === 0) {
    const channel = await stuckChannel(bot, post.team, posts.stuck)
    return channel ? { role, channel, message } : 'not_needed'
  }
  const root = await postPlace(bot.db, bot.workspace, `stuck:${post.day}${teamOf(post)}`)
  return root ? { role, channel: root.channel, threadTs: root.ts, message } : 'not_yet'
}

/** A team's own channel for it, else the workspace's, else that in which the first team's handoffs are posted. */
async function stuckChannel(
  { db, workspace }: Bot,
  team: string | undefined,
  usual: string | undefined,
): Promise<string | undefined> {
  const own = team ? (await findTeam(db, team)).stuckChannel : undefined
  return own ?? usual ?? (await teamsOf(db, workspace))[0]?.channel
}

import type { Bot } from '../bot.ts'
import { localDate } from '../domain/calendar.ts'
import type { Numbers } from '../domain/metrics.ts'
import { type Post, roleOf, teamOf } from '../domain/notices.ts'
import { findDigest, refusesCharts } from '../store/digests.ts'
import { type PostedMessage, postPlace } from '../store/messages.ts'
import { findRow } from '../store/outbox.ts'
import { namesOf } from '../store/people.ts'
import { findTeam, settingsNow } from '../store/settings.ts'
import { digest } from '../views/digest.ts'
import { bothRepsChart, digestDetail } from '../views/digest_detail.ts'
import { postUndelivered } from '../views/undelivered.ts'
import type { Composed } from './compose.ts'
import { writeStuckList } from './stuck_list.ts'

/** A post about many handoffs. The daily list is of its day and is never told later; a digest keeps its numbers. */
export async function composePost(bot: Bot, post: Post): Promise<Composed> {
  const role = roleOf(post)
  const posted = await postPlace(bot.db, bot.workspace, role)
  if (post.what === 'digest_reviewed')
    return posted ? composeReviewed(bot, post.monday, role, posted) : 'not_needed'
  if (posted) return 'not_needed'
  switch (post.what) {
    case 'stuck_list':
    case 'stuck_rest':
      return composeStuckList(bot, post, role)
    case 'digest':
    case 'digest_detail':
      return composeDigest(bot, post, role)
    case 'post_undelivered': {
      const missing = await findRow(bot.db, post.of)
      if (!missing || missing.state !== post.why) return 'not_needed'
      return { role, channel: post.to, message: postUndelivered(missing.notice, post, missing.problem) }
    }
    default:
      return post satisfies never
  }
}

async function composeStuckList(
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

/** The names of everybody whom a digest's detail tells of. */
function namesIn({ db, workspace }: Bot, { people }: Numbers) {
  const ids = [...(people?.aes ?? []), ...(people?.sdrs ?? [])].map(({ id }) => id)
  return namesOf(db, workspace, ids)
}

/** The same digest with who reviewed it instead of the button. */
async function composeReviewed(
  bot: Bot,
  monday: string,
  role: string,
  { channel, ts }: PostedMessage,
): Promise<Composed> {
  const found = await findDigest(bot.db, bot.workspace, monday)
  if (!found) return 'not_needed'
  const { said, chart } = digest(found, await settingsNow(bot.db, bot.workspace))
  const refused = chart && (await refusesCharts(bot.db, bot.workspace))
  return { role, channel, edits: ts, message: said, chart: refused ? undefined : chart }
}

async function composeDigest(
  bot: Bot,
  post: Extract<Post, { what: 'digest' | 'digest_detail' }>,
  role: string,
): Promise<Composed> {
  const found = await findDigest(bot.db, bot.workspace, post.monday)
  const rules = await settingsNow(bot.db, bot.workspace)
  const channel = rules.posts.leadership ?? bot.channels.leadership
  if (!found || !channel) return 'not_needed'
  if (post.what === 'digest') {
    const { said, chart } = digest(found, rules)
    const refused = chart && (await refusesCharts(bot.db, bot.workspace))
    return { role, channel, message: said, chart: refused ? undefined : chart }
  }
  const root = await postPlace(bot.db, bot.workspace, `digest:${post.monday}`)
  if (!root) return 'not_yet'
  const message = digestDetail(found.numbers, rules, await namesIn(bot, found.numbers))
  const more = bothRepsChart(found.numbers)
  const isRefused = more && (await refusesCharts(bot.db, bot.workspace))
  const chart = isRefused ? undefined : more
  return { role, channel: root.channel, threadTs: root.ts, message, chart }
}

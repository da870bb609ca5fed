import type { Bot } from '../bot.ts'
import type { Numbers } from '../domain/digest/numbers.ts'
import type { Post } from '../domain/outbox/notices.ts'
import { refusesCharts } from '../store/digest/charts.ts'
import { findDigest } from '../store/digest/digests.ts'
import { type PostedMessage, postPlace } from '../store/outbox/messages.ts'
import { namesOf } from '../store/people/people.ts'
import { rulesNow } from '../store/settings.ts'
import { bothRepsChart, digestDetail } from '../views/digest/detail.ts'
import { digest } from '../views/digest/digest.ts'
import type { Composed } from './outbox/composed.ts'

/** The names of everybody whom a digest's detail tells of. */
function namesIn({ db, workspace }: Bot, { people }: Numbers) {
  const ids = [...(people?.aes ?? []), ...(people?.sdrs ?? [])].map(({ id }) => id)
  return namesOf(db, workspace, ids)
}

/** The same digest with who reviewed it instead of the button. */
export async function composeReviewed(
  bot: Bot,
  monday: string,
  role: string,
  { channel, ts }: PostedMessage,
): Promise<Composed> {
  const found = await findDigest(bot.db, bot.workspace, monday)
  if (!found) return 'not_needed'
  const { said, chart } = digest(found, (await rulesNow(bot.db, bot.workspace)).rules)
  const refused = chart && (await refusesCharts(bot.db, bot.workspace))
  return { role, channel, edits: ts, message: said, chart: refused ? undefined : chart }
}

export async function composeDigest(
  bot: Bot,
  post: Extract<Post, { what: 'digest' | 'digest_detail' }>,
  role: string,
): Promise<Composed> {
  const found = await findDigest(bot.db, bot.workspace, post.monday)
  const { rules } = await rulesNow(bot.db, bot.workspace)
  const channel = rules.posts.leadership
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

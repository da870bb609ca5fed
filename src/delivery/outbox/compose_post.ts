import type { Bot } from '../../bot.ts'
import { messageRole, type Post } from '../../domain/outbox/notices.ts'
import { postPlace } from '../../store/outbox/messages.ts'
import { findRow } from '../../store/outbox/outbox.ts'
import { postUndelivered } from '../../views/outbox/undelivered.ts'
import { composeDigest, composeReviewed } from '../digest.ts'
import { composeStuckList } from '../stuck/list.ts'
import type { Composed } from './composed.ts'

/** A post about many handoffs. The daily list is of its day and is never told later; a digest keeps its numbers. */
export async function composePost(bot: Bot, post: Post): Promise<Composed> {
  const role = messageRole(post)
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
      if (!missing?.notice || missing.state !== post.why) return 'not_needed'
      return { role, channel: post.to, message: postUndelivered(missing.notice, post, missing.problem) }
    }
    default:
      return post satisfies never
  }
}

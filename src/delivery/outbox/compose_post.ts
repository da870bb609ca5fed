import type { Bot } from '../../bot.ts'
import { messageRole, type Post } from '../../domain/outbox/notices.ts'
import { whatIsSetAside } from '../../store/handoff/set_aside.ts'
import { postPlace } from '../../store/outbox/messages.ts'
import { findRow } from '../../store/outbox/outbox.ts'
import { handoffsSetAside } from '../../views/outbox/set_aside.ts'
import { postUndelivered } from '../../views/outbox/undelivered.ts'
import { composeDigest, composeReviewed } from '../digest.ts'
import { composeStuckList } from '../stuck/list.ts'
import type { Composed } from './composed.ts'

const SET_ASIDE_NAMED = 10

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
    case 'set_aside': {
      const found = await whatIsSetAside(bot.db, bot.workspace, SET_ASIDE_NAMED)
      return found.count > 0 ? { role, channel: post.to, message: handoffsSetAside(found) } : 'not_needed'
    }
    default:
      return post satisfies never
  }
}

import type { Bot } from '../../bot.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { leadOf } from '../../domain/handoff/lead.ts'
import { happeningAt } from '../../store/handoff/history.ts'
import { buttonsOf } from '../../views/handoff/buttons.ts'
import { nudged } from '../../views/stuck/nudge.ts'
import type { About, MessageDraft } from '../outbox/composed.ts'

/** A person asked for it, so it goes at once; away or not, they said who should move. */
export async function writeNudge(
  bot: Bot,
  handoff: Handoff,
  { version, to }: About<'nudge'>,
): Promise<MessageDraft> {
  const happened = await happeningAt(bot.db, handoff.id, version)
  if (!happened) return 'not_needed'
  const { text, blocks } = nudged(handoff, happened.by)
  const withButtons = { text, blocks: [...blocks, buttonsOf(leadOf(handoff), bot.clock.now(), 'private')] }
  return { to: { channel: to }, message: withButtons }
}

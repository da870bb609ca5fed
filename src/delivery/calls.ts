import { type Bot, linkTo } from '../bot.ts'
import { callMessagesOf } from '../domain/calls/call_reminders.ts'
import { introAt } from '../domain/calls/meetings.ts'
import type { Handoff } from '../domain/handoff/handoff.ts'
import { postedAs } from '../store/outbox/messages.ts'
import { calendarFile } from '../views/calls/calendar_file.ts'
import { afterCallMessage, beforeCallMessage } from '../views/calls/call_reminders.ts'
import { invitation } from '../views/calls/invitation.ts'
import type { About, MessageDraft } from './outbox/composed.ts'
import { inThread, receiverOf } from './reminders/receiver.ts'

/** Around a planned call, to a rep who is to be there, or whoever stands in for them; dropped once the call is logged. */
export async function writeCallMessage(
  bot: Bot,
  handoff: Handoff,
  { what, id, to }: About<'before_call' | 'after_call'>,
): Promise<MessageDraft> {
  const now = bot.clock.now()
  const still = callMessagesOf(handoff).some((one) => one.id === id)
  const call = introAt(handoff)
  if (!still || !call || (what === 'before_call' && now >= call)) return 'not_needed'
  const receiver = await receiverOf(bot, handoff, to)
  if (!receiver) return 'not_needed'
  const message = what === 'before_call' ? beforeCallMessage(handoff, call) : afterCallMessage(handoff, call)
  return receiver.wantsDms ? { to: { channel: receiver.id }, message } : inThread(receiver, message)
}

/** A call that has moved on since is told by its own, later notice. */
export async function writeInvitation(
  bot: Bot,
  handoff: Handoff,
  { version }: About<'invitation'>,
): Promise<MessageDraft> {
  const { intro } = handoff.brief
  if (intro.mode !== 'scheduled') return 'not_needed'
  const root = await postedAs(bot.db, handoff.id, 'card')
  const link = root && linkTo(bot, root)
  // The version grows with every change, so a later file always stands above an earlier one.
  const content = calendarFile(handoff, intro.at, version - 1, link)
  const file = { name: `intro-call-H-${handoff.ref}.ics`, title: 'Calendar file', content }
  return { to: 'thread', message: invitation(handoff, intro.at), file }
}

import type { KnownBlock } from '@slack/types'
import type { Bot } from '../../bot.ts'
import { mayStillUndo } from '../../domain/answering/undo.ts'
import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { isPost, messageRole, type Notice, type Post } from '../../domain/outbox/notices.ts'
import { coverOf } from '../../domain/people/cover.ts'
import { mayHandOff } from '../../domain/teams/team.ts'
import { happeningAt } from '../../store/handoff/history.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { postedAs } from '../../store/outbox/messages.ts'
import { findRow, type OutboxRow } from '../../store/outbox/outbox.ts'
import { findPerson, namesOf } from '../../store/people/people.ts'
import { brief } from '../../views/handoff/brief.ts'
import { card, forCover, movedOn, movedToTeam } from '../../views/handoff/card.ts'
import { threadMessage } from '../../views/handoff/happenings.ts'
import { undelivered } from '../../views/outbox/undelivered.ts'
import { doneButton } from '../../views/owning/pull_in.ts'
import { briefButtons } from '../../views/owning/verbal_handover.ts'
import { wrongAe, wrongSdr } from '../../views/people/cannot_take_part.ts'
import { preferenceAsked } from '../../views/people/preferences.ts'
import { redacted } from '../../views/privacy/erase.ts'
import { type Message, message } from '../../views/slack/blocks.ts'
import { writeCallMessage, writeInvitation } from '../calls.ts'
import { writeReminder } from '../reminders/reminders.ts'
import { writeNudge } from '../stuck/nudge.ts'
import { composePost } from './compose_post.ts'
import { type About, type Composed, isUnsent, type MessageDraft } from './composed.ts'

/** Turns a notice into a message from the state of now, and decides whether it is still worth sending. */
export async function compose(bot: Bot, row: OutboxRow): Promise<Composed> {
  const { notice } = row
  if (!notice) return 'not_needed'
  if (isPost(notice)) return composePost(bot, notice)
  const handoff = row.handoffId ? await loadHandoff(bot.db, row.handoffId) : undefined
  if (!handoff) return 'not_needed'
  const role = messageRole(notice)
  const posted = await postedAs(bot.db, handoff.id, role)
  const draft = await write(bot, handoff, notice, posted !== undefined)
  if (isUnsent(draft)) return draft
  const { to, message, file } = draft
  if (posted) return { role, channel: posted.channel, edits: posted.ts, message }
  if (to !== 'thread') return { role, channel: to.channel, message }
  const root = await postedAs(bot.db, handoff.id, 'card')
  return root ? { role, channel: root.channel, threadTs: root.ts, message, file } : 'not_yet'
}

async function write(bot: Bot, handoff: Handoff, notice: Notice, isPosted: boolean): Promise<MessageDraft> {
  switch (notice.what) {
    case 'card':
      return { to: { channel: handoff.team.channel }, message: card(handoff, bot.clock.now(), 'channel') }
    case 'brief':
      return { to: 'thread', message: withButtons(brief(handoff), briefButtons(handoff)) }
    case 'card_moved':
      return isPosted ? { to: 'thread', message: movedToTeam(handoff) } : 'not_needed'
    case 'redacted':
      return isPosted ? { to: 'thread', message: redacted } : waitingToRedact(bot, handoff, notice)
    case 'thread':
      return isPosted ? 'not_needed' : writeHappening(bot, handoff, notice)
    case 'ae_card':
      return writeAeCard(bot, handoff, notice, isPosted)
    case 'nudge':
      return isPosted ? 'not_needed' : writeNudge(bot, handoff, notice)
    case 'told':
      return isPosted ? 'not_needed' : writeTold(bot, handoff, notice)
    case 'warning':
    case 'breach_thread':
    case 'breach_manager':
      return isPosted ? 'not_needed' : writeReminder(bot, handoff, notice)
    case 'before_call':
    case 'after_call':
      return isPosted ? 'not_needed' : writeCallMessage(bot, handoff, notice)
    case 'invitation':
      return isPosted ? 'not_needed' : writeInvitation(bot, handoff, notice)
    case 'check_ae':
      return writeWrongAe(bot, handoff, notice)
    case 'check_sdr':
      return writeWrongSdr(bot, handoff, notice)
    case 'undo_over':
      return writeUndoOver(bot, handoff, notice, isPosted)
    case 'undelivered':
      return writeHelp(bot, handoff, notice)
    default:
      return notice satisfies never
  }
}

const withButtons = ({ text, blocks }: Message, more: KnownBlock[]): Message => ({
  text,
  blocks: [...blocks, ...more],
})

/** A message whose words are on their way arrives first, and is redacted then. */
async function waitingToRedact(
  bot: Bot,
  handoff: Handoff,
  { role }: About<'redacted'>,
): Promise<MessageDraft> {
  const row = await findRow(bot.db, `${handoff.id}:${role}`)
  return row?.state === 'sending' || row?.state === 'uncertain' ? 'not_yet' : 'not_needed'
}

async function writeHappening(
  bot: Bot,
  handoff: Handoff,
  { version }: About<'thread'>,
): Promise<MessageDraft> {
  const happened = await happeningAt(bot.db, handoff.id, version)
  if (!happened) return 'not_needed'
  const nameOf = await namesOf(bot.db, bot.workspace, [happened.by])
  return { to: 'thread', message: threadMessage(handoff, happened, nameOf) }
}

/** The same words as in the thread, for those who take messages; an open request brings its button. */
async function writeTold(bot: Bot, handoff: Handoff, { version, to }: About<'told'>): Promise<MessageDraft> {
  const happened = await happeningAt(bot.db, handoff.id, version)
  const reader = await findPerson(bot.db, bot.workspace, to)
  if (!happened || reader?.wantsDms === false) return 'not_needed'
  const nameOf = await namesOf(bot.db, bot.workspace, [happened.by])
  const { text, blocks } = threadMessage(handoff, happened, nameOf)
  const about = message([[`${refOf(handoff)} ${handoff.prospect.company}`]])
  const asks = happened.action === 'pulled_in' && handoff.pullIn?.at.getTime() === happened.at.getTime()
  const more = asks ? [doneButton(handoff)] : []
  return {
    to: { channel: to },
    message: { text: `${about.text}\n${text}`, blocks: [...about.blocks, ...blocks, ...more] },
  }
}

/** An AE who switched messages off gets none, unless the prospect is on the line right now. */
async function writeAeCard(
  bot: Bot,
  handoff: Handoff,
  { offer, to, urgent }: About<'ae_card'>,
  isPosted: boolean,
): Promise<MessageDraft> {
  const theirs = handoff.offer.seq === offer
  const message = theirs ? card(handoff, bot.clock.now(), 'dm') : movedOn(handoff)
  if (isPosted) return { to: { channel: to }, message }
  if (!theirs || handoff.stage.status !== 'offered') return 'not_needed'
  const ae = await findPerson(bot.db, bot.workspace, to)
  if (ae?.wantsDms === false && !urgent) return 'not_needed'
  // Whoever is away is not pinged: their cover gets the card, with the same buttons.
  const receiver = coverOf(handoff, bot.clock.now()) ?? to
  if (receiver !== to) return { to: { channel: receiver }, message: forCover(message, to) }
  const asks = ae?.handoverForm === undefined ? [preferenceAsked] : []
  return { to: { channel: receiver }, message: withButtons(message, asks) }
}

async function writeWrongAe(
  bot: Bot,
  handoff: Handoff,
  { offer, to }: About<'check_ae'>,
): Promise<MessageDraft> {
  if (handoff.offer.seq !== offer) return 'not_needed'
  const ae = await bot.people.ask(handoff.offer.ae)
  if (!ae) return 'not_yet'
  return ae.kind === 'member' ? 'not_needed' : { to: { channel: to }, message: wrongAe(handoff, ae, ae.kind) }
}

async function writeWrongSdr(bot: Bot, handoff: Handoff, { to }: About<'check_sdr'>): Promise<MessageDraft> {
  const sdr = await bot.people.ask(handoff.sdr)
  if (!sdr) return 'not_yet'
  const cannot = mayHandOff(sdr, handoff.team)
  return cannot ? { to: { channel: to }, message: wrongSdr(handoff) } : 'not_needed'
}

/** The same card once more, now without the button; unless another answer has followed, with ten minutes of its own. */
function writeUndoOver(
  bot: Bot,
  handoff: Handoff,
  { of }: About<'undo_over'>,
  isPosted: boolean,
): MessageDraft {
  const last = handoff.lastAnswer
  if (!isPosted || !last || mayStillUndo(last, bot.clock.now())) return 'not_needed'
  const place = of === 'card' ? 'channel' : 'dm'
  return { to: { channel: handoff.team.channel }, message: card(handoff, bot.clock.now(), place) }
}

async function writeHelp(bot: Bot, handoff: Handoff, help: About<'undelivered'>): Promise<MessageDraft> {
  const missing = await findRow(bot.db, help.of)
  const notice = missing?.notice
  if (!notice || missing.state !== help.why || !isAboutHandoff(notice)) return 'not_needed'
  const message = undelivered(handoff, notice, help, missing.problem ?? undefined)
  return { to: { channel: help.to }, message }
}

type HandoffNotice = Exclude<Notice, { what: 'undelivered' }>

const isAboutHandoff = (notice: Notice | Post): notice is HandoffNotice =>
  !isPost(notice) && notice.what !== 'undelivered'

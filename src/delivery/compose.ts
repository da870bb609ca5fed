import type { AnyBlock, KnownBlock } from '@slack/types'
import { type Bot, linkTo } from '../bot.ts'
import { type Handoff, refOf } from '../domain/handoff.ts'
import { mayStillUndo } from '../domain/lifecycle.ts'
import { type Notice, type Post, roleOf } from '../domain/notices.ts'
import { mayHandOff } from '../domain/people.ts'
import { coverOf } from '../domain/permissions.ts'
import { happeningAt, loadHandoff } from '../store/handoffs.ts'
import { postedAs } from '../store/messages.ts'
import { findRow, type OutboxRow } from '../store/outbox.ts'
import { findPerson, namesOf } from '../store/people.ts'
import { type Message, message } from '../views/blocks.ts'
import { brief } from '../views/brief.ts'
import { calendarFile } from '../views/calendar_file.ts'
import { invitation } from '../views/calls.ts'
import { card, forCover, movedOn, movedToTeam } from '../views/card.ts'
import { doneButton } from '../views/outcome_forms.ts'
import { briefButtons, preferenceAsked } from '../views/relationship_forms.ts'
import { threadMessage } from '../views/thread.ts'
import { redacted, undelivered, wrongAe, wrongSdr } from '../views/undelivered.ts'
import { composePost } from './posts.ts'
import { writeCallMessage, writeNudge, writeReminder } from './reminding.ts'

/** A message ready to go: a new one, or an edit of one that is there. */
export type Outgoing = {
  role: string
  channel: string
  threadTs?: string | undefined
  edits?: string | undefined
  message: Message
  /** What Slack may refuse as a whole while the message without it is fine. */
  chart?: AnyBlock | undefined
  /** Goes into the same thread after the message; the message is complete without it. */
  file?: { name: string; title: string; content: string } | undefined
}
export type Unsent = 'not_needed' | 'not_yet' | { notBefore: Date }
export type Composed = Outgoing | Unsent

/** Where a new message goes: a channel or person, or the thread under the handoff's card. */
type Destination = { channel: string } | 'thread'
export type Draft = { to: Destination; message: Message; file?: Outgoing['file'] } | Unsent
export type About<W extends Notice['what']> = Extract<Notice, { what: W }>

export const isUnsent = (composed: Composed | Draft): composed is Unsent =>
  typeof composed === 'string' || 'notBefore' in composed

/** Turns a notice into a message from the state of now, and decides whether it is still worth sending. */
export async function compose(bot: Bot, row: OutboxRow): Promise<Composed> {
  const { notice } = row
  if (isPost(notice)) return composePost(bot, notice)
  const handoff = row.handoffId ? await loadHandoff(bot.db, row.handoffId) : undefined
  if (!handoff) return 'not_needed'
  const role = roleOf(notice)
  const posted = await postedAs(bot.db, handoff.id, role)
  const draft = await write(bot, handoff, notice, posted !== undefined)
  if (isUnsent(draft)) return draft
  const { to, message, file } = draft
  if (posted) return { role, channel: posted.channel, edits: posted.ts, message }
  if (to !== 'thread') return { role, channel: to.channel, message }
  const root = await postedAs(bot.db, handoff.id, 'card')
  return root ? { role, channel: root.channel, threadTs: root.ts, message, file } : 'not_yet'
}

async function write(bot: Bot, handoff: Handoff, notice: Notice, isPosted: boolean): Promise<Draft> {
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
async function waitingToRedact(bot: Bot, handoff: Handoff, { role }: About<'redacted'>): Promise<Draft> {
  const row = await findRow(bot.db, `${handoff.id}:${role}`)
  return row?.state === 'sending' || row?.state === 'uncertain' ? 'not_yet' : 'not_needed'
}

/** A call that has moved on since is told by its own, later notice. */
async function writeInvitation(bot: Bot, handoff: Handoff, { version }: About<'invitation'>): Promise<Draft> {
  const { intro } = handoff.brief
  if (intro.mode !== 'scheduled') return 'not_needed'
  const root = await postedAs(bot.db, handoff.id, 'card')
  const link = root && linkTo(bot, root)
  // The version grows with every change, so a later file always stands above an earlier one.
  const content = calendarFile(handoff, intro.at, version - 1, link)
  const file = { name: `intro-call-H-${handoff.ref}.ics`, title: 'Calendar file', content }
  return { to: 'thread', message: invitation(handoff, intro.at), file }
}

async function writeHappening(bot: Bot, handoff: Handoff, { version }: About<'thread'>): Promise<Draft> {
  const happened = await happeningAt(bot.db, handoff.id, version)
  if (!happened) return 'not_needed'
  const nameOf = await namesOf(bot.db, bot.workspace, [happened.by])
  return { to: 'thread', message: threadMessage(handoff, happened, nameOf) }
}

/** The same words as in the thread, for those who take messages; an open request brings its button. */
async function writeTold(bot: Bot, handoff: Handoff, { version, to }: About<'told'>): Promise<Draft> {
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
): Promise<Draft> {
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

async function writeWrongAe(bot: Bot, handoff: Handoff, { offer, to }: About<'check_ae'>): Promise<Draft> {
  if (handoff.offer.seq !== offer) return 'not_needed'
  const ae = await bot.people.ask(handoff.offer.ae)
  if (!ae) return 'not_yet'
  return ae.kind === 'member' ? 'not_needed' : { to: { channel: to }, message: wrongAe(handoff, ae, ae.kind) }
}

async function writeWrongSdr(bot: Bot, handoff: Handoff, { to }: About<'check_sdr'>): Promise<Draft> {
  const sdr = await bot.people.ask(handoff.sdr)
  if (!sdr) return 'not_yet'
  const cannot = mayHandOff(sdr, handoff.team)
  return cannot ? { to: { channel: to }, message: wrongSdr(handoff) } : 'not_needed'
}

/** The same card once more, now without the button; unless another answer has followed, with ten minutes of its own. */
function writeUndoOver(bot: Bot, handoff: Handoff, { of }: About<'undo_over'>, isPosted: boolean): Draft {
  const last = handoff.lastAnswer
  if (!isPosted || !last || mayStillUndo(last, bot.clock.now())) return 'not_needed'
  const place = of === 'card' ? 'channel' : 'dm'
  return { to: { channel: handoff.team.channel }, message: card(handoff, bot.clock.now(), place) }
}

async function writeHelp(bot: Bot, handoff: Handoff, help: About<'undelivered'>): Promise<Draft> {
  const missing = await findRow(bot.db, help.of)
  const notice = missing?.notice
  if (!notice || missing.state !== help.why || !isAboutHandoff(notice)) return 'not_needed'
  const message = undelivered(handoff, notice, help, missing.problem ?? undefined)
  return { to: { channel: help.to }, message }
}

type Told = Exclude<Notice, { what: 'undelivered' }>

const isPost = (notice: Notice | Post): notice is Post =>
  'day' in notice || 'monday' in notice || notice.what === 'post_undelivered'

const isAboutHandoff = (notice: Notice | Post): notice is Told =>
  !isPost(notice) && notice.what !== 'undelivered'

import type { Bot } from '../bot.ts'
import { localDate } from '../domain/calendar.ts'
import { callMessagesOf } from '../domain/calls.ts'
import type { Handoff } from '../domain/handoff.ts'
import { introAt } from '../domain/meetings.ts'
import type { Person, Team, UserId } from '../domain/people.ts'
import { managersOf } from '../domain/permissions.ts'
import { type Reminder, remindersOf } from '../domain/reminders.ts'
import { isWorking, nextWorkingMoment } from '../domain/working_time.ts'
import { absenceOf } from '../store/calendars.ts'
import { happeningAt } from '../store/handoffs.ts'
import { findPerson } from '../store/people.ts'
import type { Message } from '../views/blocks.ts'
import { afterCall, beforeCall } from '../views/calls.ts'
import { buttons } from '../views/card_buttons.ts'
import { breachInThread, breachToManager, nudged, warning } from '../views/reminders.ts'
import type { About, Draft } from './compose.ts'

/**
 * Whether a reminder is still true, and whom it reaches, are decided here, when it is sent: whoever has acted hears
 * nothing, whoever is away is not pinged, and nobody is pinged outside their hours.
 */
export async function writeReminder(
  bot: Bot,
  handoff: Handoff,
  notice: About<'warning' | 'breach_thread' | 'breach_manager'>,
): Promise<Draft> {
  const reminder = remindersOf(handoff).find(({ id }) => id === notice.id)
  if (!reminder) return 'not_needed'
  switch (notice.what) {
    case 'warning':
      // Only breaches go late: a cover's hours, or a long silence of Slack, may have taken the time to act.
      return bot.clock.now() >= reminder.due ? 'not_needed' : writeWarning(bot, handoff, reminder)
    case 'breach_thread':
      return { to: 'thread', message: breachInThread(handoff, reminder) }
    case 'breach_manager': {
      const manager = await firstPresent(bot, handoff.team)
      return manager ? inHours(bot, manager, breachToManager(handoff, reminder)) : 'not_needed'
    }
    default:
      return notice.what satisfies never
  }
}

/** Around a planned call, to a rep who is to be there, or whoever stands in for them; dropped once the call is logged. */
export async function writeCallMessage(
  bot: Bot,
  handoff: Handoff,
  { what, id, to }: About<'before_call' | 'after_call'>,
): Promise<Draft> {
  const now = bot.clock.now()
  const still = callMessagesOf(handoff).some((one) => one.id === id)
  const call = introAt(handoff)
  if (!still || !call || (what === 'before_call' && now >= call)) return 'not_needed'
  const receiver = await receiverOf(bot, handoff, to)
  if (!receiver) return 'not_needed'
  const message = what === 'before_call' ? beforeCall(handoff, call) : afterCall(handoff, call)
  return receiver.wantsDms ? { to: { channel: receiver.id }, message } : inThread(receiver, message)
}

/** A person asked for it, so it goes at once; away or not, they said who should move. */
export async function writeNudge(
  bot: Bot,
  handoff: Handoff,
  { version, to }: About<'nudge'>,
): Promise<Draft> {
  const happened = await happeningAt(bot.db, handoff.id, version)
  if (!happened) return 'not_needed'
  const { text, blocks } = nudged(handoff, happened.by)
  const withButtons = { text, blocks: [...blocks, buttons(handoff, bot.clock.now(), 'private')] }
  return { to: { channel: to }, message: withButtons }
}

/** To whoever has to move, or who stands in for them; in the thread for those who want no messages. */
async function writeWarning(bot: Bot, handoff: Handoff, reminder: Reminder): Promise<Draft> {
  const receiver = await receiverOf(bot, handoff, reminder.move)
  if (!receiver) return 'not_needed'
  const covers = receiver.id === reminder.move ? undefined : reminder.move
  const message = warning(handoff, reminder, covers)
  // Their own hours were decided with the reminder; somebody else's are decided now.
  if (covers && !isWorking(receiver.calendar, bot.clock.now()))
    return { notBefore: nextWorkingMoment(receiver.calendar, bot.clock.now()) }
  return receiver.wantsDms ? { to: { channel: receiver.id }, message } : inThread(receiver, message)
}

/** Whoever has to move; when they are away their cover, one step and never the SDR; else a manager. */
async function receiverOf(bot: Bot, handoff: Handoff, move: UserId): Promise<Person | undefined> {
  const person = await bot.people.find(move)
  if (!person) return undefined
  if (person.kind !== 'member') return firstPresent(bot, handoff.team)
  const away = await awayNow(bot, person)
  if (!away) return person
  const cover = away.cover && away.cover !== handoff.sdr ? await bot.people.find(away.cover) : undefined
  const stands = cover?.kind === 'member' && !(await awayNow(bot, cover))
  return stands ? cover : firstPresent(bot, handoff.team)
}

/** A manager of the team who is not away; without one an admin. */
async function firstPresent(bot: Bot, team: Team): Promise<Person | undefined> {
  for (const id of [...managersOf(team), ...team.admins]) {
    const person = (await findPerson(bot.db, bot.workspace, id)) ?? (await bot.people.find(id))
    if (person?.kind === 'member' && !(await awayNow(bot, person))) return person
  }
  return undefined
}

function awayNow(bot: Bot, person: Person) {
  const today = localDate(bot.clock.now(), person.calendar.zone)
  return absenceOf(bot.db, bot.workspace, person.id, today)
}

function inHours(bot: Bot, person: Person, message: Message): Draft {
  const now = bot.clock.now()
  if (!isWorking(person.calendar, now)) return { notBefore: nextWorkingMoment(person.calendar, now) }
  return { to: { channel: person.id }, message }
}

/** In the thread a mention is what reaches them. */
function inThread({ id }: Person, { text, blocks }: Message): Draft {
  const ping = { type: 'rich_text_section' as const, elements: [{ type: 'user' as const, user_id: id }] }
  const message = {
    text: `<@${id}> ${text}`,
    blocks: [{ type: 'rich_text' as const, elements: [ping] }, ...blocks],
  }
  return { to: 'thread', message }
}

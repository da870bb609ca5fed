import type { Bot } from '../bot.ts'
import type { Handoff } from '../domain/handoff/handoff.ts'
import type { Person, UserId } from '../domain/people/people.ts'
import { type Reminder, remindersOf } from '../domain/reminders/reminders.ts'
import { managersOf, type Team } from '../domain/teams/team.ts'
import { isWorking, nextWorkingMoment } from '../domain/time/working_time.ts'
import { leaveNow } from '../store/people/leave.ts'
import { findPerson } from '../store/people/people.ts'
import { breachInThread, breachToManager } from '../views/reminders/breach.ts'
import { warning } from '../views/reminders/warning.ts'
import type { Message } from '../views/slack/blocks.ts'
import type { About, MessageDraft } from './outbox/composed.ts'

/**
 * Whether a reminder is still true, and whom it reaches, are decided here, when it is sent: whoever has acted hears
 * nothing, whoever is away is not pinged, and nobody is pinged outside their hours.
 */
export async function writeReminder(
  bot: Bot,
  handoff: Handoff,
  notice: About<'warning' | 'breach_thread' | 'breach_manager'>,
): Promise<MessageDraft> {
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

/** To whoever has to move, or who stands in for them; in the thread for those who want no messages. */
async function writeWarning(bot: Bot, handoff: Handoff, reminder: Reminder): Promise<MessageDraft> {
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
export async function receiverOf(bot: Bot, handoff: Handoff, move: UserId): Promise<Person | undefined> {
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

const awayNow = (bot: Bot, person: Person) => leaveNow(bot.db, bot.workspace, person, bot.clock.now())

function inHours(bot: Bot, person: Person, message: Message): MessageDraft {
  const now = bot.clock.now()
  if (!isWorking(person.calendar, now)) return { notBefore: nextWorkingMoment(person.calendar, now) }
  return { to: { channel: person.id }, message }
}

/** In the thread a mention is what reaches them. */
export function inThread({ id }: Person, { text, blocks }: Message): MessageDraft {
  const ping = { type: 'rich_text_section' as const, elements: [{ type: 'user' as const, user_id: id }] }
  const message = {
    text: `<@${id}> ${text}`,
    blocks: [{ type: 'rich_text' as const, elements: [ping] }, ...blocks],
  }
  return { to: 'thread', message }
}

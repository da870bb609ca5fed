import type { Bot } from '../../bot.ts'
import type { Fields } from '../../domain/fields.ts'
import { type WrongLeave, wrongLeave } from '../../domain/people/leave.ts'
import type { UserId } from '../../domain/people/people.ts'
import { localDate } from '../../domain/time/calendar.ts'
import { zoneOf } from './zone.ts'

/** What is wrong with a leave, at its field of the form; nothing when there is none, or it can be kept. */
export async function leaveErrors(
  bot: Bot,
  whose: UserId,
  { leave_from: from, leave_to: to, cover }: Fields,
): Promise<Record<string, string> | undefined> {
  const wrong = wrongLeave(
    { from: from || undefined, to: to || undefined, cover: cover || undefined },
    whose,
    await todayOf(bot, whose),
  )
  if (wrong) return { [FIELDS[wrong.field]]: WORDS[wrong.why] }
  const person = cover ? await bot.people.find(cover) : undefined
  return person && person.kind !== 'member'
    ? { cover: `${person.name} is not a full member here.` }
    : undefined
}

const FIELDS = { from: 'leave_from', to: 'leave_to', cover: 'cover' }

const WORDS: Record<WrongLeave['why'], string> = {
  cover_without_days: 'Say from when, so that somebody can stand in.',
  no_first_day: 'Say from when.',
  no_last_day: 'Say until when.',
  ends_before: 'A leave ends on the day it begins, or later.',
  over: 'This leave is over. Empty both dates to end it.',
  own_cover: 'Somebody else has to stand in.',
}

export async function todayOf(bot: Bot, id: UserId): Promise<string> {
  return localDate(bot.clock.now(), await zoneOf(bot, id))
}

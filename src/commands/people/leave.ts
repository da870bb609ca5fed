import type { Bot } from '../../bot.ts'
import type { Fields } from '../../domain/fields.ts'
import type { UserId } from '../../domain/people/people.ts'
import { localDate } from '../../domain/time/calendar.ts'
import { zoneOf } from './zone.ts'

/** A leave has both its days, ends after it begins and not before today, and its cover can act. */
export async function wrongLeave(
  bot: Bot,
  whose: UserId,
  { leave_from: first, leave_to: last, cover }: Fields,
): Promise<Record<string, string> | undefined> {
  if (!first && !last)
    return cover ? { leave_from: 'Say from when, so that somebody can stand in.' } : undefined
  if (!first) return { leave_from: 'Say from when.' }
  if (!last) return { leave_to: 'Say until when.' }
  if (last < first) return { leave_to: 'A leave ends on the day it begins, or later.' }
  if (last < (await todayOf(bot, whose)))
    return { leave_to: 'This leave is over. Empty both dates to end it.' }
  if (!cover) return undefined
  if (cover === whose) return { cover: 'Somebody else has to stand in.' }
  const person = await bot.people.find(cover)
  return person && person.kind !== 'member'
    ? { cover: `${person.name} is not a full member here.` }
    : undefined
}

export async function todayOf(bot: Bot, id: UserId): Promise<string> {
  return localDate(bot.clock.now(), await zoneOf(bot, id))
}

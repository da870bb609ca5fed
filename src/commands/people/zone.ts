import type { Bot } from '../../bot.ts'
import type { UserId } from '../../domain/people/people.ts'
import { rulesNow } from '../../store/settings.ts'

/** The IANA zone in which somebody means the dates and times that they type: their own, else the workspace's. */
export async function zoneOf(bot: Bot, id: UserId): Promise<string> {
  const person = await bot.people.find(id)
  return person?.calendar.zone ?? (await rulesNow(bot.db, bot.workspace)).rules.zone
}

import type { Bot } from '../../bot.ts'
import { writeStuckList } from '../../delivery/stuck/list.ts'
import { type Message, message } from '../../views/slack/blocks.ts'
import { rolesOf } from '../people/roles.ts'
import type { Slash } from '../requests.ts'

/** `/handoff stuck`: managers and admins see all of it, everybody else what concerns them. */
export async function showStuck(bot: Bot, { by }: Slash): Promise<Message> {
  const { led } = await rolesOf(bot, by)
  const whose = led.length > 0 ? { teams: led.map(({ id }) => id) } : { of: by }
  const list = await writeStuckList(bot, { page: 0, place: 'private', ...whose })
  return list ?? message([])
}

import type { Bot } from '../../bot.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { canStandIn } from '../../domain/people/cover.ts'
import type { Person, UserId } from '../../domain/people/people.ts'
import { managersOf, type Team } from '../../domain/teams/team.ts'
import { leaveNow } from '../../store/people/leave.ts'
import { findPerson } from '../../store/people/people.ts'
import type { Message } from '../../views/slack/blocks.ts'
import type { MessageDraft } from '../outbox/composed.ts'

/** Whoever has to move; when they are away their cover, one step and never the SDR; else a manager. */
export async function receiverOf(bot: Bot, handoff: Handoff, move: UserId): Promise<Person | undefined> {
  const person = await bot.people.find(move)
  if (!person) return undefined
  if (person.kind !== 'member') return firstPresent(bot, handoff.team)
  const away = await awayNow(bot, person)
  if (!away) return person
  const cover = away.cover ? await bot.people.find(away.cover) : undefined
  const coverIsAway = cover !== undefined && (await awayNow(bot, cover)) !== undefined
  return canStandIn(cover, handoff, coverIsAway) ? cover : firstPresent(bot, handoff.team)
}

/** A manager of the team who is not away; without one an admin. */
export async function firstPresent(bot: Bot, team: Team): Promise<Person | undefined> {
  for (const id of [...managersOf(team), ...team.admins]) {
    const person = (await findPerson(bot.db, bot.workspace, id)) ?? (await bot.people.find(id))
    if (person?.kind === 'member' && !(await awayNow(bot, person))) return person
  }
  return undefined
}

const awayNow = (bot: Bot, person: Person) => leaveNow(bot.db, bot.workspace, person, bot.clock.now())

/** In the thread a mention is what reaches them. */
export function inThread({ id }: Person, { text, blocks }: Message): MessageDraft {
  const ping = { type: 'rich_text_section' as const, elements: [{ type: 'user' as const, user_id: id }] }
  const message = {
    text: `<@${id}> ${text}`,
    blocks: [{ type: 'rich_text' as const, elements: [ping] }, ...blocks],
  }
  return { to: 'thread', message }
}

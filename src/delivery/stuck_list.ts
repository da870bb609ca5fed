import type { Bot } from '../bot.ts'
import type { Handoff } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import { managersOf } from '../domain/permissions.ts'
import { type Stuck, stuckBy } from '../domain/stuck.ts'
import { isWorking } from '../domain/working_time.ts'
import { postedAs } from '../store/messages.ts'
import { findPeople, namesOf } from '../store/people.ts'
import { findTeam, teamIdOf } from '../store/settings.ts'
import { maybeStuck, peopleWhoLeft } from '../store/stuck.ts'
import type { Message } from '../views/blocks.ts'
import { type Rest, type StuckLine, stuckList } from '../views/stuck.ts'

/** The list of now, page by page: for the channel whole, for one person (`of`) what concerns them. */
export async function writeStuckList(bot: Bot, rest: Rest, of?: UserId): Promise<[Message, ...Message[]]> {
  const { db, workspace } = bot
  const now = bot.clock.now()
  const left = await peopleWhoLeft(db, workspace)
  const { handoffs, count } = await maybeStuck(db, workspace, left, now, of)
  const gone = new Set(left)
  const found = handoffs.flatMap((handoff) => {
    const stuck = stuckBy(handoff, gone, now)
    return stuck ? [{ handoff, stuck }] : []
  })
  const movers = found.flatMap(({ stuck }) => (stuck.move ? [stuck.move] : []))
  const people = await findPeople(db, workspace, movers)
  const present = new Set(
    people.filter(({ kind, calendar }) => kind === 'member' && isWorking(calendar, now)).map(({ id }) => id),
  )
  const lines = await Promise.all(found.map((one) => lineOf(bot, one, present)))
  const managers = managersOf(await findTeam(db, teamIdOf(workspace)))
  const names = await namesOf(db, workspace, [...movers, ...managers])
  const notStuck = handoffs.length - found.length
  const facts = {
    lines,
    count: count - notStuck,
    now,
    names: (id: UserId) => names(id) ?? 'somebody',
    managers,
  }
  return stuckList(facts, rest)
}

async function lineOf(
  { db, workspaceUrl }: Bot,
  { handoff, stuck }: { handoff: Handoff; stuck: Stuck },
  present: ReadonlySet<UserId>,
): Promise<StuckLine> {
  const card = await postedAs(db, handoff.id, 'card')
  const link = card && `${workspaceUrl}archives/${card.channel}/p${card.ts.replace('.', '')}`
  return { handoff, stuck, link, pingable: stuck.move !== undefined && present.has(stuck.move) }
}

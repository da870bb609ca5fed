import { type Bot, linkTo } from '../bot.ts'
import { localDate } from '../domain/calendar.ts'
import type { Handoff } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import { managersOf } from '../domain/permissions.ts'
import { type Stuck, stuckBy } from '../domain/stuck.ts'
import { isWorking } from '../domain/working_time.ts'
import { absenceOf } from '../store/calendars.ts'
import { postedAs } from '../store/messages.ts'
import { findPeople, namesOf } from '../store/people.ts'
import { teamsOf } from '../store/settings.ts'
import { maybeStuck, peopleWhoLeft } from '../store/stuck.ts'
import type { Message } from '../views/blocks.ts'
import { ON_A_PAGE, type StuckLine, stuckList } from '../views/stuck.ts'

type Asked = {
  page: number
  place: 'channel' | 'private'
  of?: UserId | undefined
  /** Only leads of these teams; of all without it. */
  teams?: readonly string[] | undefined
  /** What a page was cut to hold; whatever somebody acted on meanwhile is left out. Without it the first ones of now. */
  ids?: readonly string[] | undefined
}

/** A page of the list of now: for the channel whole, for one person (`of`) what concerns them. Nothing when it is empty. */
export async function writeStuckList(
  bot: Bot,
  { page, place, of, teams, ids }: Asked,
): Promise<Message | undefined> {
  const { db, workspace } = bot
  const now = bot.clock.now()
  const left = await peopleWhoLeft(db, workspace)
  const before = page * ON_A_PAGE
  const found = await maybeStuck(db, workspace, left, now, { most: ON_A_PAGE, of, teams, ids })
  const gone = new Set(left)
  const listed = found.handoffs.flatMap((handoff) => {
    const stuck = stuckBy(handoff, gone, now)
    return stuck ? [{ handoff, stuck }] : []
  })
  if (page > 0 && listed.length === 0) return undefined
  const movers = listed.flatMap(({ stuck }) => (stuck.move ? [stuck.move] : []))
  const people = await findPeople(db, workspace, movers)
  const present = new Set(
    people.filter(({ kind, calendar }) => kind === 'member' && isWorking(calendar, now)).map(({ id }) => id),
  )
  for (const { id, calendar } of people)
    if (await absenceOf(db, workspace, id, localDate(now, calendar.zone))) present.delete(id)
  const lines = await Promise.all(listed.map((one) => lineOf(bot, one, present)))
  const all = await teamsOf(db, workspace)
  const shownTeams = teams ? all.filter(({ id }) => teams.includes(id)) : all
  const managers = [...new Set(shownTeams.flatMap(managersOf))]
  const names = await namesOf(db, workspace, [...movers, ...managers])
  const { count, oldest = now } = found
  const facts = {
    lines,
    before,
    count,
    oldest,
    now,
    names: (id: UserId) => names(id) ?? 'somebody',
    managers,
    // With several teams each list says whose it is.
    team: all.length > 1 && shownTeams.length === 1 ? shownTeams[0]?.name : undefined,
  }
  return stuckList(facts, place)
}

async function lineOf(
  { db, workspaceUrl }: Bot,
  { handoff, stuck }: { handoff: Handoff; stuck: Stuck },
  present: ReadonlySet<UserId>,
): Promise<StuckLine> {
  const card = await postedAs(db, handoff.id, 'card')
  const link = card && linkTo({ workspaceUrl }, card)
  return { handoff, stuck, link, pingable: stuck.move !== undefined && present.has(stuck.move) }
}

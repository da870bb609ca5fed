import type { Bot } from '../../bot.ts'
import { failureOf } from '../../delivery/slack/errors.ts'
import { writeStuckList } from '../../delivery/stuck/list.ts'
import type { UserId } from '../../domain/people/people.ts'
import { mondayOf, nextDigestAt, weekOf } from '../../domain/time/schedule.ts'
import { numbersOfWeek } from '../../store/digest/numbers.ts'
import { healthNow } from '../../store/home/health.ts'
import { openLeadsOf } from '../../store/home/leads.ts'
import { peopleWhoLeft } from '../../store/people/departed.ts'
import { workspaceCalendar } from '../../store/people/holidays.ts'
import type { HealthFacts } from '../../views/home/health.ts'
import { type HomeFacts, home } from '../../views/home/home.ts'
import type { Message } from '../../views/slack/blocks.ts'
import { linksOf } from '../handoff/links.ts'
import { type Roles, rolesOf } from '../people/roles.ts'

const MOST_LISTED = 30

/** Draws somebody's Home tab. Slack may be too slow or gone; it is drawn anew when they open it again. */
export async function publishHome(bot: Bot, reader: UserId, help: Message): Promise<void> {
  try {
    const view = home(await homeFacts(bot, reader, help))
    await bot.slack.posts.views.publish({ user_id: reader, view })
  } catch (error) {
    bot.log.warn({ code: failureOf(error).code }, 'a Home tab was not drawn')
  }
}

async function homeFacts(bot: Bot, reader: UserId, help: Message): Promise<HomeFacts> {
  const { db, workspace, clock } = bot
  const { leads, count } = await openLeadsOf(db, workspace, reader, MOST_LISTED)
  const roles = await rolesOf(bot, reader)
  return {
    reader,
    leads,
    count,
    linkTo: await linksOf(bot, leads),
    now: clock.now(),
    lead: await leadFacts(bot, roles),
    health: roles.isAdmin ? await healthFacts(bot, roles) : undefined,
    help,
  }
}

async function leadFacts(bot: Bot, { led, rules }: Roles): Promise<HomeFacts['lead']> {
  if (led.length === 0) return undefined
  const { db, workspace } = bot
  const now = bot.clock.now()
  const week = weekOf(mondayOf(now, rules.zone), rules.zone)
  const calendar = await workspaceCalendar(db, workspace, rules.zone)
  return {
    stuck: await writeStuckList(bot, { page: 0, place: 'private', teams: led.map(({ id }) => id) }),
    numbers: await numbersOfWeek(db, workspace, { ...week, to: now }, calendar, 'headline'),
    rules,
  }
}

async function healthFacts(bot: Bot, { rules, teams }: Roles): Promise<HealthFacts> {
  const { db, workspace } = bot
  const { zone, posts } = rules
  const calendar = await workspaceCalendar(db, workspace, zone)
  const left = await peopleWhoLeft(db, workspace)
  const aes = teams.flatMap((team) => team.aes)
  return {
    ...(await healthNow(db, workspace)),
    nextDigest: posts.leadership ? nextDigestAt(calendar, bot.clock.now(), posts) : undefined,
    departed: left.filter((id) => aes.includes(id)),
  }
}

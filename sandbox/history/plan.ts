import type { Bot } from '../../src/bot.ts'
import { sendNew } from '../../src/change.ts'
import type { Person } from '../../src/domain/people/people.ts'
import { addDays, at, type LocalDate, localDate } from '../../src/domain/time/calendar.ts'
import { mondayOf } from '../../src/domain/time/schedule.ts'
import { findDigest, markReviewed } from '../../src/store/digest/digests.ts'
import { enqueuePosts } from '../../src/store/outbox/outbox.ts'
import { rulesNow } from '../../src/store/settings.ts'
import { teamIdOf } from '../../src/store/teams/teams.ts'
import { idFor } from '../ids.ts'
import { COMPANY_ZONE } from '../moments.ts'
import { chance } from './chance.ts'
import type { Ae } from './habits.ts'
import { leadAt } from './leads.ts'
import { live } from './live.ts'
import { beginningOf, type Plans } from './plans.ts'
import type { Fate, Team } from './team.ts'

const WORKING_DAYS = 40

/** The visitor's own week has begun briskly, so that its digest has something to say. */
const leadsOn = (day: number): number => (day < WORKING_DAYS - 2 ? 2 : 4)

const SEED = 48

/** Leads that stay stuck, counted back from the last, and who has them. */
const STUCK: Record<number, { ae: Ae; fate: Fate }> = {
  8: { ae: 'tom', fate: 'unanswered' },
  9: { ae: 'omar', fate: 'question' },
  11: { ae: 'omar', fate: 'declined' },
  17: { ae: 'tom', fate: 'untouched' },
  19: { ae: 'tom', fate: 'untouched' },
  24: { ae: 'eva', fate: 'overdue' },
  45: { ae: 'tom', fate: 'silent' },
}

/** Mia goes through the digest every Tuesday, and has not found the time since two weeks. */
function planReviews({ bot, plans, until, person }: Team): void {
  const last = addDays(localDate(until, COMPANY_ZONE), -21)
  for (let monday = mondayOf(beginningOf(until), COMPANY_ZONE); monday < last; monday = addDays(monday, 7))
    plans.add(at(addDays(monday, 8), '10:30', COMPANY_ZONE), async () => {
      const { db, workspace, clock } = bot
      const review = { by: (await person('mia')).id, at: clock.now() }
      if (!(await findDigest(db, workspace, monday))) return
      await db.commit((write) => [
        markReviewed(write, workspace, monday, review),
        ...enqueuePosts(write, workspace, [{ kind: 'state', what: 'digest_reviewed', monday }], review.at),
      ])
      bot.deliver()
    })
}

/** Two leads a working day, Sam's before noon and Nadia's after it. */
export async function planWeeks(bot: Bot, plans: Plans, until: Date): Promise<void> {
  const draw = chance(SEED)
  const team: Team = { bot, plans, draw, until, person: (handle) => personCalled(bot, handle) }
  planReviews(team)
  const days = workingDays(localDate(beginningOf(until), COMPANY_ZONE)).slice(0, WORKING_DAYS)
  const last = days.reduce((sum, _, day) => sum + leadsOn(day), 0) - 1
  let place = -1
  for (const [day, date] of days.entries())
    for (let nth = 0; nth < leadsOn(day); nth += 1) {
      place += 1
      const sdr = nth % 2 === 0 ? 'sam' : 'nadia'
      const stuck = STUCK[last - place]
      const ae = stuck?.ae ?? draw.weighted({ eva: 36, omar: 32, tom: 32 })
      const isThin = sdr === 'sam' && draw.next() < 0.35
      const time = `${[10, 14, 11, 15][nth] ?? 16}:${String(Math.floor(draw.between(5, 55))).padStart(2, '0')}`
      const moment = at(date, time, COMPANY_ZONE)
      const beginning = { place, sdr, ae, isThin, date, fate: stuck?.fate ?? ('usual' as const) }
      if (moment < until) plans.add(moment, () => begin(team, beginning))
    }
}

type Beginning = { place: number; sdr: string; ae: Ae; isThin: boolean; date: LocalDate; fate: Fate }

async function begin(team: Team, { place, sdr, ae, isThin, date, fate }: Beginning): Promise<void> {
  const { bot } = team
  const current = await rulesNow(bot.db, bot.workspace)
  const [from, to] = [await team.person(sdr), await team.person(ae)]
  const { company, contact, title, email, answers, nextStep, promised, landed, avoid } = leadAt(place, isThin)
  const { id } = await sendNew(
    bot,
    { id: `history-${place}`, person: from.id, teamId: teamIdOf(bot.workspace) },
    async () => ({
      prospect: { company, contact, title, email },
      brief: {
        answers,
        nextStep,
        nextStepDate: nextStepDateOf(team, date, fate),
        ...introOf(team, date, to.calendar.zone),
        ...(isThin && date > addDays(localDate(team.until, COMPANY_ZONE), -21)
          ? { exception: 'Their board meets on Friday; the rest is promised in writing by then.' }
          : {}),
        ...(promised ? { promised } : {}),
        ...(landed ? { landed } : {}),
        ...(avoid ? { avoid } : {}),
        additions: [],
      },
      rulesId: current.id,
      rules: current.rules,
      ae: to.id,
      calendar: to.calendar,
      sdrCalendar: from.calendar,
      aeUnchecked: false,
      sdrUnchecked: false,
    }),
  )
  live(team, { id, sdr, ae, fate })
}

/** Every other lead has its intro call on the next working day but one, with its SDR on it. */
function introOf(
  { draw }: Team,
  date: LocalDate,
  zone: string,
): { intro: { mode: 'sequential' } | { mode: 'scheduled'; at: Date }; sdrJoins: boolean } {
  const isPlanned = draw.next() < 0.55
  const hour = 10 + Math.floor(draw.between(0, 6))
  if (!isPlanned) return { intro: { mode: 'sequential' }, sdrJoins: false }
  const [, day = date] = workingDays(addDays(date, 1))
  return { intro: { mode: 'scheduled', at: at(day, `${hour}:00`, zone) }, sdrJoins: true }
}

/** What runs when the visitor comes has its next step ahead of it, unless that is what it is stuck for. */
function nextStepDateOf({ draw, until }: Team, sent: LocalDate, fate: Fate): LocalDate {
  const usual = addDays(sent, Math.floor(draw.between(5, 9)))
  if (fate === 'silent') return addDays(sent, 60)
  const today = localDate(until, COMPANY_ZONE)
  if (fate === 'overdue' || sent < addDays(today, -12)) return usual
  return addDays(today, Math.floor(draw.between(6, 10)))
}

async function personCalled(bot: Bot, handle: string): Promise<Person> {
  const person = await bot.people.find(idFor('U', handle))
  if (!person) throw new Error(`nobody is called ${handle}`)
  return person
}

function workingDays(from: LocalDate): LocalDate[] {
  return Array.from({ length: 70 }, (_, day) => addDays(from, day)).filter(
    (date) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()),
  )
}

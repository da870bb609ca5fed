import type { Bot } from '../../src/bot.ts'
import { handOff } from '../../src/change.ts'
import { addDays, at, type LocalDate, localDate } from '../../src/domain/calendar.ts'
import type { Person } from '../../src/domain/people.ts'
import { currentRules, teamIdOf } from '../../src/store/settings.ts'
import { idFor } from '../ids.ts'
import { COMPANY_ZONE } from '../moments.ts'
import { type Chance, chance } from './chance.ts'
import type { Ae } from './habits.ts'
import { leadAt } from './leads.ts'
import { live } from './live.ts'
import { beginningOf, type Plans } from './play.ts'

/** How a lead stands when the visitor comes. Most are on their way; a few are stuck, each for another cause. */
export type Fate = 'usual' | 'unanswered' | 'question' | 'declined' | 'untouched' | 'overdue' | 'silent'

const LEADS_A_DAY = 2
const WORKING_DAYS = 40
const SEED = 48

/** Leads that stay stuck, counted back from the last, and who has them. */
const STUCK: Record<number, { ae: Ae; fate: Fate }> = {
  2: { ae: 'omar', fate: 'question' },
  8: { ae: 'tom', fate: 'unanswered' },
  9: { ae: 'omar', fate: 'declined' },
  13: { ae: 'tom', fate: 'untouched' },
  15: { ae: 'tom', fate: 'untouched' },
  20: { ae: 'eva', fate: 'overdue' },
  41: { ae: 'tom', fate: 'silent' },
}

export type Team = {
  bot: Bot
  plans: Plans
  draw: Chance
  until: Date
  person: (handle: string) => Promise<Person>
}

/** Two leads a working day, Sam's before noon and Nadia's after it. */
export async function planWeeks(bot: Bot, plans: Plans, until: Date): Promise<void> {
  const draw = chance(SEED)
  const team: Team = { bot, plans, draw, until, person: (handle) => personCalled(bot, handle) }
  const days = workingDays(localDate(beginningOf(until), COMPANY_ZONE)).slice(0, WORKING_DAYS)
  const last = days.length * LEADS_A_DAY - 1
  for (const [day, date] of days.entries())
    for (let nth = 0; nth < LEADS_A_DAY; nth += 1) {
      const place = day * LEADS_A_DAY + nth
      const sdr = nth === 0 ? 'sam' : 'nadia'
      const stuck = STUCK[last - place]
      const ae = stuck?.ae ?? draw.weighted({ eva: 36, omar: 32, tom: 32 })
      const isThin = sdr === 'sam' && draw.next() < 0.35
      const time = `${nth === 0 ? '10' : '14'}:${String(Math.floor(draw.between(5, 55))).padStart(2, '0')}`
      const moment = at(date, time, COMPANY_ZONE)
      if (moment < until)
        plans.add(moment, () => begin(team, { place, sdr, ae, isThin, date, fate: stuck?.fate ?? 'usual' }))
    }
}

type Beginning = { place: number; sdr: string; ae: Ae; isThin: boolean; date: LocalDate; fate: Fate }

async function begin(team: Team, { place, sdr, ae, isThin, date, fate }: Beginning): Promise<void> {
  const { bot, draw } = team
  const current = await currentRules(bot.db, bot.workspace)
  if (!current) throw new Error('there are no rules')
  const [from, to] = [await team.person(sdr), await team.person(ae)]
  const { company, contact, title, email, answers, nextStep, promised, landed, avoid } = leadAt(place, isThin)
  const stepIn = fate === 'overdue' ? 4 : fate === 'silent' ? 60 : Math.floor(draw.between(5, 9))
  const { id } = await handOff(
    bot,
    { id: `history-${place}`, person: from.id, teamId: teamIdOf(bot.workspace) },
    async () => ({
      prospect: { company, contact, title, email },
      brief: {
        answers,
        nextStep,
        nextStepDate: addDays(date, stepIn),
        intro: { mode: 'sequential' },
        sdrJoins: draw.next() < 0.5,
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

import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, it, vi } from 'vitest'
import { type Chance, chance } from '../../sandbox/history/chance.ts'
import { change, sendNew } from '../../src/change.ts'
import { accept } from '../../src/domain/answering/accept.ts'
import { decline } from '../../src/domain/answering/decline.ts'
import { answer, ask } from '../../src/domain/answering/need_info.ts'
import { recycle } from '../../src/domain/answering/recycle.ts'
import { reoffer } from '../../src/domain/answering/reoffer.ts'
import { undo } from '../../src/domain/answering/undo.ts'
import { logTouch } from '../../src/domain/owning/log_touch.ts'
import { reassign } from '../../src/domain/owning/reassign.ts'
import type { Calendar } from '../../src/domain/time/calendar.ts'
import { loadHandoff } from '../../src/store/handoff/load.ts'
import { rulesNow } from '../../src/store/settings.ts'
import { teamIdOf } from '../../src/store/teams/teams.ts'
import { HANDOFFS, LEADERS, type Office, openOffice, STUCK } from './office.ts'
import { HOLIDAYS, hoursOf, idsOf, isThere, NEW_YORK, WORKSPACE } from './team.ts'
import { HOUR, instantOf, local } from './wall_clock.ts'

// A year takes minutes, one round of the jobs after another.
vi.setConfig({ testTimeout: 900_000 })

const START = instantOf('2026-01-05', '06:00', NEW_YORK)

const END = instantOf('2027-01-04', '12:00', NEW_YORK)

const LEADS = 240

type Plan = { at: number; does: () => Promise<void> }

it('a year of a team of twenty: nobody is pinged at night, twice or after they acted, and no post is missed', async () => {
  const began = performance.now()
  const office = await openOffice(START)
  const plans = drawYear(office, chance(2026))
  let next = START
  let rounds = 0
  while (next < END) {
    const nine = nextNine(next)
    const planned = plans[0]?.at ?? END
    next = Math.min(planned, Math.max(next + 60_000, await office.nextWork()), nine, END)
    await office.goTo(next)
    rounds += 1
    while (plans[0] && plans[0].at <= next) await plans.shift()?.does()
    await office.settle()
  }
  await office.settle()
  const { bot, heard } = office
  const { handoffs, history, outbox, reminders } = bot.db.tables
  const refs = new Map((await bot.db.read.select().from(handoffs)).map(({ ref, id }) => [`H-${ref}`, id]))
  const past = await bot.db.read.select().from(history).orderBy(history.at, history.version)
  const posts = heard
    .filter(({ method }) => method === 'post')
    .map(({ in: channel, when: at, text, threadTs: thread }) => ({ channel, at, text, thread }))
  const byClock = posts.filter(
    ({ text }) =>
      /until|Please answer by|Re-offer, recycle or withdraw it by|touch by/.test(text) &&
      /waits for your answer|open question|was declined\. Re-offer|needs its first/.test(text),
  )
  const breaches = posts.filter(({ text }) => text.includes('is still waiting'))
  const toManagers = breaches.filter(({ channel }) => channel !== HANDOFFS)

  const outside = [...byClock, ...toManagers].filter(
    ({ channel, at }) => channel.startsWith('U') && !isThere(channel, at),
  )
  expect(outside.map(({ channel, at, text }) => `${channel} ${new Date(at).toISOString()} ${text}`)).toEqual(
    [],
  )

  const wrong = byClock.filter(({ text, at }) => {
    const id = refs.get(/H-\d+/.exec(text)?.[0] ?? '')
    const before = past.filter((row) => row.handoffId === id && row.at.getTime() < at - 5000).at(-1)
    return before?.toStatus !== statusFor(text)
  })
  expect(wrong.map(({ text, at }) => `${new Date(at).toISOString()} ${text}`)).toEqual([])

  const inThread = breaches.filter(({ channel }) => channel === HANDOFFS).map(({ text }) => text)
  expect(inThread.filter((text, place) => inThread.indexOf(text) !== place)).toEqual([])
  expect(byClock.length).toBeGreaterThan(150)
  expect(inThread.length).toBeGreaterThan(25)

  const workdays = eachDay().filter((day) => {
    const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
    return weekday > 0 && weekday < 6 && !(HOLIDAYS.workspace ?? []).includes(day)
  })
  const lists = posts.filter(({ channel, thread }) => channel === STUCK && !thread)
  expect(lists.map(({ at }) => local(at, NEW_YORK).date)).toEqual(workdays)
  expect(
    lists.filter(({ at }) => at - instantOf(local(at, NEW_YORK).date, '09:00', NEW_YORK) > 60_000),
  ).toEqual([])
  const digests = posts.filter(({ channel, text }) => channel === LEADERS && text.startsWith('Handoffs,'))
  expect(digests).toHaveLength(52)

  const cards = posts.filter(({ channel, thread }) => channel === HANDOFFS && !thread)
  expect(cards).toHaveLength(refs.size)
  const left = await bot.db.read.select().from(outbox)
  const stuck = left.filter(({ state, dueAt }) =>
    state === 'pending' ? dueAt.getTime() < END - HOUR : !['sent', 'dropped', 'pending'].includes(state),
  )
  expect(stuck.map(({ id, state, problem }) => `${id} ${state} ${problem}`)).toEqual([])
  const told = await bot.db.read.select().from(reminders).where(eq(reminders.workspace, WORKSPACE))
  process.stdout.write(
    `a year: ${refs.size} handoffs, ${past.length} actions, ${posts.length} posts, ${heard.length - posts.length} edits, ` +
      `${byClock.length} warnings, ${inThread.length} breaches in threads, ${toManagers.length} to managers, ${told.length} told, ` +
      `${lists.length} lists, ${digests.length} digests, ${rounds} rounds, ${Math.round((performance.now() - began) / 1000)} s\n`,
  )
})

/** The next 09:00 in New York, when the company's posts are due. */
function nextNine(at: number): number {
  const today = instantOf(local(at, NEW_YORK).date, '09:00', NEW_YORK)
  return at < today ? today : instantOf(local(today + 24 * HOUR, NEW_YORK).date, '09:00', NEW_YORK)
}

function statusFor(text: string): string {
  if (text.includes('waits for your answer')) return 'offered'
  if (text.includes('open question')) return 'info_needed'
  return text.includes('was declined') ? 'declined' : 'accepted'
}

function eachDay(): string[] {
  const days: string[] = []
  for (let at = Date.UTC(2026, 0, 6, 12); at <= Date.UTC(2027, 0, 4, 12); at += 24 * HOUR)
    days.push(new Date(at).toISOString().slice(0, 10))
  return ['2026-01-05', ...days]
}

/** Who hands off what when, and what becomes of it; drawn once, in order of time. */
function drawYear({ bot }: Office, draw: Chance): Plan[] {
  const plans: Plan[] = []
  const plan = (at: number, does: () => Promise<void>) => {
    const place = plans.findIndex((one) => one.at > at)
    plans.splice(place < 0 ? plans.length : place, 0, { at, does })
  }
  const now = () => bot.clock.now()
  const calendarOf = (id: string): Calendar => hoursOf(id, now().getTime())
  const to = (ae: string) => ({ ae, calendar: calendarOf(ae), unchecked: false })
  const soon = (most: number) => now().getTime() + Math.floor(draw.between(0, most * 60)) * 60_000

  async function live(id: string, turn: number): Promise<void> {
    const handoff = await loadHandoff(bot.db, id)
    if (!handoff || turn > 12) return
    const { ae } = handoff.offer
    const again = () => plan(soon(70), () => live(id, turn + 1))
    const other = draw.of(idsOf('ae').filter((one) => one !== ae))
    const luck = draw.between(0, 100)
    switch (handoff.stage.status) {
      case 'offered':
        if (luck < 55) await change(bot, id, (one) => accept(one, ae, now()))
        else if (luck < 68) await change(bot, id, (one) => decline(one, ae, { code: 'no_budget' }, now()))
        else if (luck < 80) await change(bot, id, (one) => ask(one, ae, 'Who signs?', now()))
        else if (luck < 86)
          await change(bot, id, (one) => reassign(one, 'U0MGR1', to(other), { code: 'no_answer' }, now()))
        return again()
      case 'info_needed':
        if (luck < 70) await change(bot, id, (one) => answer(one, one.sdr, 'The CIO.', now()))
        return again()
      case 'declined':
        if (luck < 10) await change(bot, id, (one) => undo(one, ae, now()))
        else if (luck < 60) await change(bot, id, (one) => reoffer(one, one.sdr, to(other), now()))
        else if (luck < 75) await change(bot, id, (one) => recycle(one, one.sdr, '2027-06-01', now()))
        return again()
      case 'accepted': {
        const kind = luck < 25 ? 'templated_email' : 'call_attempted'
        if (luck < 70) await change(bot, id, (one) => logTouch(one, ae, { kind, happenedAt: now() }, now()))
        else if (luck < 76)
          await change(bot, id, (one) => reassign(one, 'U0MGR1', to(other), { code: 'no_capacity' }, now()))
        return again()
      }
      default:
        return
    }
  }

  for (let lead = 0; lead < LEADS; lead++) {
    const at = START + HOUR + Math.floor(((END - START - 30 * 24 * HOUR) * lead) / LEADS)
    plan(at, async () => {
      const sdr = draw.of(idsOf('sdr'))
      const ae = draw.of(idsOf('ae'))
      const current = await rulesNow(bot.db, WORKSPACE)
      const { id } = await sendNew(
        bot,
        { id: randomUUID(), person: sdr, teamId: teamIdOf(WORKSPACE) },
        async () => ({
          prospect: { company: `Lead ${lead}`, contact: 'Dana' },
          brief: {
            answers: [],
            nextStep: 'call',
            nextStepDate: '2027-12-24',
            intro: { mode: 'sequential' },
            sdrJoins: false,
            additions: [],
          },
          rulesId: current.id,
          rules: current.rules,
          ae,
          calendar: calendarOf(ae),
          sdrCalendar: calendarOf(sdr),
          aeUnchecked: false,
          sdrUnchecked: false,
        }),
      )
      plan(soon(60), () => live(id, 0))
    })
  }
  return plans
}

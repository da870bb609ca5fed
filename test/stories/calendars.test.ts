import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PersonAtWork } from '../../sandbox/people/person.ts'
import type { Seen } from '../../sandbox/reading/seen.ts'
import { at, officeHours } from '../../src/domain/time/calendar.ts'
import { isWorking } from '../../src/domain/time/working_time.ts'
import { findPerson } from '../../src/store/people/people.ts'
import { savePreferences } from '../../src/store/people/preferences.ts'
import { local } from '../support/builders.ts'
import { aWorld, handsOff, type World } from '../support/world.ts'

const NEW_YORK = 'America/New_York'

const STOCKHOLM = 'Europe/Stockholm'

const KOLKATA = 'Asia/Kolkata'

const newYork = (date: string, time: string) => at(date, time, NEW_YORK)

const stockholm = (date: string, time: string) => at(date, time, STOCKHOLM)

const sentAt = ({ ts }: Seen) => new Date(Number(ts.split('.')[0]) * 1000)

/** A reminder is one line; an AE's card is many. */
const reminders = ({ dm }: PersonAtWork) => dm.filter(({ plain }) => !plain.includes('\n'))

/** Each message with when it was sent, by a clock on the wall of that zone. */
const timed = (zone: string, seen: Seen[]) => seen.map((one) => `${local(sentAt(one), zone)}: ${one.plain}`)

const told = (person: PersonAtWork, zone: string) => timed(zone, reminders(person))

const firstLines = (seen: Seen[]) => seen.map(({ plain }) => plain.split('\n')[0])

const posts = (world: World) =>
  world.ada.sees('leadership').filter(({ threadTs, isPrivate }) => !threadTs && !isPrivate)

const digests = (world: World) => posts(world).filter(({ plain }) => plain.startsWith('Handoffs,'))

const lists = (world: World) => posts(world).filter(({ plain }) => !plain.startsWith('Handoffs,'))

/** When each was posted, by the workspace's wall. */
const posted = (seen: Seen[], zone = NEW_YORK) => seen.map((one) => local(sentAt(one), zone))

/** What the threads of all leads say about deadlines that passed, as somebody there reads it. */
const breaches = (world: World, reader: PersonAtWork) => {
  const said = world.cards().flatMap((card) => reader.thread(card))
  return said.filter(({ plain }) => plain.includes('is still waiting'))
}

const NEXT_SUMMER = { 'Next step date': '2027-06-01' }

const standing = (world: World) => world.card().plain.split('\n').at(-1)

async function answers(person: PersonAtWork, card: Seen, button: 'Need info' | 'Decline'): Promise<void> {
  await person.click(card, button)
  await person.fill(button === 'Decline' ? { Reason: 'Wrong territory' } : { Question: 'Who signs?' })
  await person.press(button === 'Decline' ? 'Decline' : 'Ask')
}

describe('a lead declined on Tuesday and re-offered on Friday', () => {
  it('is the SDR’s meanwhile, has both clocks anew afterwards, and is as old as its first offer', async () => {
    const world = await aWorld({ at: newYork('2026-11-24', '10:00') })
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.liveUntil(newYork('2026-11-24', '11:00'))
    await answers(world.eva, world.card(), 'Decline')
    await world.liveUntil(newYork('2026-11-26', '09:30'))
    // Half of the SDR's day is Tuesday 23:00, which waits until nine.
    expect(told(world.sam, NEW_YORK)).toEqual([
      'Wed 25 Nov 09:00: H-1 Acme Corp was declined. Re-offer, recycle or withdraw it by Wed 25 Nov at 11:00.',
    ])
    const due = 'a re-offer was due Wed 25 Nov at 11:00.'
    expect(world.thread().at(-1)).toBe(`@Sam Reyes, H-1 is still waiting: ${due}`)
    const toManager = `H-1 Acme Corp is still waiting for @Sam Reyes: ${due}`
    expect(told(world.mia, NEW_YORK)).toEqual([`Wed 25 Nov 11:30: ${toManager}`])
    expect(lists(world).at(-1)?.plain.split('\n').at(-1)).toBe(
      'H-1 Acme Corp · declined, not re-offered, 21 h overdue · 1 day old',
    )

    await world.liveUntil(newYork('2026-11-27', '11:00'))
    await world.sam.click(world.card(), 'Re-offer')
    await world.sam.fill({ 'Account executive': 'Omar Haddad' })
    await world.sam.press('Re-offer')
    await world.settle()
    expect(standing(world)).toBe('Waiting for @Omar Haddad until Mon 30 Nov at 11:00.')
    await world.liveUntil(newYork('2026-11-27', '20:59'))
    await world.liveUntil(newYork('2026-12-01', '09:30'))
    // Omar's Monday begins at nine in Los Angeles, when his time is over: he was warned on Friday, at the end of the day.
    expect(told(world.omar, 'America/Los_Angeles')).toEqual([
      'Fri 27 Nov 17:59: H-1 Acme Corp waits for your answer until Mon 30 Nov at 08:00.',
    ])
    expect(lists(world).at(-1)?.plain.split('\n')).toEqual([
      '1 handoff needs someone · oldest 6 days',
      'Omar Haddad',
      'H-1 Acme Corp · not accepted, 21 h overdue · 6 days old',
    ])
    await world.omar.click(world.card(), 'Accept')
    await world.settle()
    expect(standing(world)).toContain('First meaningful touch by Tue 1 Dec at 11:00.')
    expect(told(world.eva, STOCKHOLM)).toEqual(['Tue 24 Nov 16:00: H-1 Acme Corp is now with @Omar Haddad.'])
  })
})

describe('somebody whose account is gone', () => {
  it('as the owner is noticed within a day, listed as having left, and a manager is warned in their place', async () => {
    const world = await aWorld()
    const { db, workspace } = world.running.bot
    const kind = async () => (await findPerson(db, workspace, world.eva.id))?.kind
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.liveUntil(newYork('2026-11-20', '17:00'))
    world.eva.facts.deleted = true
    await world.liveUntil(newYork('2026-11-21', '09:00'))
    expect(await kind()).toBe('member')
    await world.liveUntil(newYork('2026-11-21', '12:00'))
    expect(await kind()).toBe('deactivated')
    await world.liveUntil(newYork('2026-11-24', '12:00'))
    // Due at 17:00 in Stockholm; the second warning, at 13:00 there, waits for the manager's morning.
    expect(told(world.mia, NEW_YORK)).toEqual([
      'Mon 23 Nov 11:00: H-1 Acme Corp needs its first meaningful touch by Tue 24 Nov at 11:00 (you cover for @Eva Lind).',
      'Tue 24 Nov 09:00: H-1 Acme Corp needs its first meaningful touch by Tue 24 Nov at 11:00 (you cover for @Eva Lind).',
      'Tue 24 Nov 11:00: H-1 Acme Corp is still waiting for @Eva Lind: the first meaningful touch was due Tue 24 Nov at 11:00.',
    ])
    expect(reminders(world.eva)).toEqual([])
    expect(lists(world).map(({ plain }) => plain.split('\n').slice(1))).toEqual([
      ['Managers Mia Ortiz', 'H-1 Acme Corp · its owner has left · 2 days old'],
      ['Managers Mia Ortiz', 'H-1 Acme Corp · its owner has left · 3 days old'],
    ])
  })

  it('as the SDR with an open question leaves the answer to a manager', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await answers(world.eva, world.card(), 'Need info')
    world.sam.facts.deleted = true
    await world.liveUntil(newYork('2026-11-24', '09:30'))
    expect(told(world.mia, NEW_YORK)).toEqual([
      'Mon 23 Nov 09:00: H-1 Acme Corp has an open question: “Who signs?”. Please answer by Mon 23 Nov at 11:00 (you cover for @Sam Reyes).',
      'Mon 23 Nov 11:30: H-1 Acme Corp is still waiting for @Sam Reyes: the reply to the question was due Mon 23 Nov at 11:00.',
    ])
    expect(reminders(world.sam)).toEqual([])
    expect(lists(world).at(-1)?.plain.split('\n').slice(1)).toEqual([
      'Managers Mia Ortiz',
      'H-1 Acme Corp · question unanswered, 21 h overdue · 3 days old',
    ])
  })
})

describe('people on two continents', () => {
  it('are each warned in their own hours only, for three days', async () => {
    const world = await aWorld({ at: newYork('2026-11-23', '09:30') })
    const day = [
      ['Asked', '09:30', 'Need info'],
      ['Declined', '11:30', 'Decline'],
      ['Owned', '13:00', 'Accept'],
      ['Waiting', '16:30', undefined],
    ] as const
    for (const [company, time, button] of day) {
      await world.liveUntil(newYork('2026-11-23', time))
      await handsOff(world, world.sam, { ae: 'Eva Lind', who: { Company: company } })
      if (button === 'Accept') await world.eva.click(world.card(), button)
      else if (button) await answers(world.eva, world.card(), button)
    }
    // A round in the last minute of Sam's Monday; the rounds of the test are half an hour apart otherwise.
    await world.liveUntil(newYork('2026-11-23', '17:59'))
    await world.liveUntil(newYork('2026-11-26', '09:30'))
    const heard = (person: PersonAtWork, zone: string) =>
      reminders(person).map((one) => `${one.plain.split(' ')[1]}, ${local(sentAt(one), zone)}`)
    // The question is due on Tuesday at 09:30, so that nine on Tuesday would be too late to warn.
    expect(heard(world.sam, NEW_YORK)).toEqual(['Asked, Mon 23 Nov 17:59', 'Declined, Tue 24 Nov 09:00'])
    // Offered at 22:30 and at 19:00 in Stockholm; a day before Wednesday 19:00 is after hours.
    expect(heard(world.eva, STOCKHOLM)).toEqual([
      'Waiting, Tue 24 Nov 11:00',
      'Owned, Wed 25 Nov 09:00',
      'Owned, Wed 25 Nov 15:30',
    ])
    // What Eva missed after her hours, the thread hears at nine of hers and the manager at nine of theirs.
    expect(heard(world.mia, NEW_YORK)).toEqual([
      'Asked, Tue 24 Nov 10:00',
      'Declined, Tue 24 Nov 12:00',
      'Waiting, Wed 25 Nov 09:00',
      'Owned, Thu 26 Nov 09:00',
    ])
    const inThreads = ['Tue 24 Nov 16:00', 'Tue 24 Nov 18:00', 'Thu 26 Nov 09:00', 'Wed 25 Nov 09:00']
    expect(posted(breaches(world, world.ada), STOCKHOLM)).toEqual(inThreads)
    for (const person of [world.sam, world.eva, world.mia])
      for (const one of reminders(person))
        expect(isWorking(officeHours(person.facts.tz), sentAt(one))).toBe(true)
  })

  it('whose zone has half an hour are warned by their own wall', async () => {
    const world = await aWorld({ others: [{ handle: 'ravi', name: 'Ravi Nair', tz: KOLKATA }] })
    // 11:00 in New York is 21:30 in Kolkata; half of a day of Ravi's is Monday 09:30.
    await handsOff(world, world.sam, { ae: 'Ravi Nair' })
    await world.liveUntil(newYork('2026-11-24', '10:00'))
    expect(told(world.slack.person('ravi'), KOLKATA)).toEqual([
      'Mon 23 Nov 09:30: H-1 Acme Corp waits for your answer until Mon 23 Nov at 21:30.',
    ])
    expect(posted(breaches(world, world.ada), KOLKATA)).toEqual(['Tue 24 Nov 09:00'])
    expect(posted(reminders(world.mia))).toEqual(['Tue 24 Nov 09:00'])
  })
})

describe('the week in which clocks change', () => {
  it.each([
    ['back', '2026-10-23', 'Mon 26 Oct', 'Tue 27 Oct', '2026-10-27'],
    ['forward', '2027-03-26', 'Mon 29 Mar', 'Tue 30 Mar', '2027-03-30'],
  ])('%s in Stockholm keeps 17:00 on the wall', async (_, friday, monday, tuesday, until) => {
    const world = await aWorld({ at: stockholm(friday, '17:00') })
    await handsOff(world, world.sam, { ae: 'Eva Lind', handover: NEXT_SUMMER })
    await handsOff(world, world.sam, { ae: 'Eva Lind', who: { Company: 'Globex' }, handover: NEXT_SUMMER })
    await world.eva.click(world.card(), 'Accept')
    await world.liveUntil(stockholm(until, '18:00'))
    // The second was sent a few seconds after 17:00, so that the round of the next half hour tells of it.
    const touch = `H-2 Globex needs its first meaningful touch by ${tuesday} at 17:00.`
    expect(told(world.eva, STOCKHOLM)).toEqual([
      `${monday} 09:00: H-1 Acme Corp waits for your answer until ${monday} at 17:00.`,
      `${monday} 17:30: ${touch}`,
      `${tuesday} 13:30: ${touch}`,
    ])
    expect(timed(STOCKHOLM, breaches(world, world.eva))).toEqual([
      `${monday} 17:00: @Eva Lind, H-1 is still waiting: the answer was due ${monday} at 17:00.`,
      `${tuesday} 17:30: @Eva Lind, H-2 is still waiting: the first meaningful touch was due ${tuesday} at 17:00.`,
    ])
  })

  it('back in New York a week later keeps 17:00 there, and the posts come at nine on the wall', async () => {
    const world = await aWorld({ at: newYork('2026-10-30', '17:00') })
    await handsOff(world, world.sam, { ae: 'Tom Becker' })
    expect(standing(world)).toBe('Waiting for @Tom Becker until Mon 2 Nov at 17:00.')
    await world.liveUntil(newYork('2026-11-03', '12:00'))
    expect(posted(reminders(world.tom))).toEqual(['Mon 2 Nov 09:00'])
    expect(posted(breaches(world, world.ada))).toEqual(['Mon 2 Nov 17:00'])
    expect(posted(lists(world))).toEqual(['Mon 2 Nov 09:00', 'Tue 3 Nov 09:00'])
    expect(posted(digests(world))).toEqual(['Mon 2 Nov 09:00'])
  })

  it.each([
    // A day after Saturday 03:30 is the second 02:30 of Sunday, and twelve hours after 14:30 the first.
    ['repeated', '2026-10-24', 'Sat 24 Oct', 'Sun 25 Oct', ['02:30', '02:00', '13:30', '14:00']],
    ['skipped', '2027-03-27', 'Sat 27 Mar', 'Sun 28 Mar', ['04:30', '04:00', '15:30', '16:00']],
  ])('warns once whoever works in the hour that is %s', async (_, date, saturday, sunday, times) => {
    const [firstDue, warned, secondDue, breached] = times
    const world = await aWorld({ at: stockholm(date, '03:30') })
    const { db, workspace } = world.running.bot
    await world.eva.slash('/handoff prefs')
    await world.eva.press('Cancel')
    const always = { wantsDms: true, days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '23:30' }
    await savePreferences(db, workspace, world.eva.id, always)
    await handsOff(world, world.sam, { ae: 'Eva Lind', handover: NEXT_SUMMER })
    await world.liveUntil(stockholm(date, '14:30'))
    await handsOff(world, world.sam, { ae: 'Eva Lind', handover: NEXT_SUMMER })
    await world.liveUntil(new Date(stockholm(date, '14:30').getTime() + 36 * 3_600_000))
    expect(told(world.eva, STOCKHOLM)).toEqual([
      `${saturday} 15:30: H-1 Acme Corp waits for your answer until ${sunday} at ${firstDue}.`,
      `${sunday} ${warned}: H-2 Acme Corp waits for your answer until ${sunday} at ${secondDue}.`,
    ])
    const late = (ref: string, due = '') =>
      `@Eva Lind, ${ref} is still waiting: the answer was due ${sunday} at ${due}.`
    expect(timed(STOCKHOLM, breaches(world, world.eva))).toEqual([
      `${sunday} ${firstDue}: ${late('H-1', firstDue)}`,
      `${sunday} ${breached}: ${late('H-2', secondDue)}`,
    ])
  })
})

describe('a Monday that is a holiday of the workspace', () => {
  it('has no posts; Tuesday has them in time, and the Monday after has its own', async () => {
    const world = await aWorld()
    const { db, workspace } = world.running.bot
    const free = { workspace, list: 'workspace', date: '2026-11-23' }
    await db.commit((write) => [{ query: write.insert(db.tables.holidays).values(free).returning() }])
    await handsOff(world, world.sam, { ae: 'Tom Becker' })
    await world.liveUntil(newYork('2026-11-23', '23:30'))
    expect(posts(world)).toEqual([])
    await world.liveUntil(newYork('2026-11-30', '12:00'))
    expect(posted(digests(world))).toEqual(['Tue 24 Nov 09:00', 'Mon 30 Nov 09:00'])
    expect(firstLines(digests(world))).toEqual([
      'Handoffs, 16 Nov to 22 Nov',
      'Handoffs, 23 Nov to 29 Nov · nobody marked last week’s as reviewed',
    ])
    const days = ['Tue 24', 'Wed 25', 'Thu 26', 'Fri 27', 'Mon 30']
    expect(posted(lists(world))).toEqual(days.map((day) => `${day} Nov 09:00`))
  })
})

describe('a process that was down from Friday over Monday 09:00', () => {
  /** Stops it on Friday evening, as a machine would, and starts it at that time; its database is still there. */
  async function downUntil(moment: Date): Promise<World> {
    const folder = mkdtempSync(join(tmpdir(), 'handoff-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const world = await aWorld({ databaseUrl: `file:${join(folder, 'handoff.db')}` })
    await handsOff(world, world.sam, { ae: 'Tom Becker' })
    await world.liveUntil(newYork('2026-11-20', '18:00'))
    await world.running.stop()
    // It is stopped already when the world stops what runs.
    world.running.stop = async () => undefined
    await world.clock.to(moment)
    await world.restart()
    return world
  }

  it('until Tuesday posts the digest once, marked late, and the stuck list of Tuesday only', async () => {
    const world = await downUntil(newYork('2026-11-24', '10:30'))
    await world.liveUntil(newYork('2026-11-24', '23:00'))
    expect(posted(posts(world))).toEqual(['Tue 24 Nov 10:30', 'Tue 24 Nov 10:30'])
    expect(firstLines(lists(world))).toEqual(['1 handoff needs someone · oldest 3 days'])
    expect(firstLines(digests(world))).toEqual(['Handoffs, 16 Nov to 22 Nov · posted late'])
  })

  it('until Thursday 09:00 never posts that digest', async () => {
    const world = await downUntil(newYork('2026-11-26', '09:00'))
    await world.liveUntil(newYork('2026-11-30', '09:30'))
    expect(firstLines(digests(world))).toEqual(['Handoffs, 23 Nov to 29 Nov'])
    expect(posted(lists(world))).toEqual(['Thu 26 Nov 09:00', 'Fri 27 Nov 09:00', 'Mon 30 Nov 09:00'])
  })
})

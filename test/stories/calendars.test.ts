import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PersonAtWork } from '../../sandbox/person.ts'
import type { Seen } from '../../sandbox/reading/seen.ts'
import { at, officeHours } from '../../src/domain/calendar.ts'
import { isWorking } from '../../src/domain/working_time.ts'
import { findPerson, savePreferences } from '../../src/store/people.ts'
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
const told = (person: PersonAtWork, zone: string) =>
  reminders(person).map((one) => [local(sentAt(one), zone), one.plain])
const posts = (world: World) =>
  world.ada.sees('leadership').filter(({ threadTs, isPrivate }) => !threadTs && !isPrivate)
const digests = (world: World) => posts(world).filter(({ plain }) => plain.startsWith('Handoffs,'))
const lists = (world: World) => posts(world).filter(({ plain }) => !plain.startsWith('Handoffs,'))
const standing = (world: World) => world.card().plain.split('\n').at(-1)

async function asks(world: World, person: PersonAtWork): Promise<void> {
  await person.click(world.card(), 'Need info')
  await person.fill({ Question: 'Who signs?' })
  await person.press('Ask')
  await world.settle()
}

async function declines(world: World, person: PersonAtWork): Promise<void> {
  await person.click(world.card(), 'Decline')
  await person.fill({ Reason: 'Wrong territory' })
  await person.press('Decline')
  await world.settle()
}

describe('a lead declined on Tuesday and re-offered on Friday', () => {
  it('is the SDR’s meanwhile, has both clocks anew afterwards, and is as old as its first offer', async () => {
    const world = await aWorld({ at: newYork('2026-11-24', '10:00') })
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.liveUntil(newYork('2026-11-24', '11:00'))
    await declines(world, world.eva)

    await world.liveUntil(newYork('2026-11-26', '09:30'))
    // Half of the SDR's day is Tuesday 23:00, which waits until nine.
    expect(told(world.sam, NEW_YORK)).toEqual([
      [
        'Wed 25 Nov 09:00',
        'H-1 Acme Corp was declined. Re-offer, recycle or withdraw it by Wed 25 Nov at 11:00.',
      ],
    ])
    expect(world.thread().at(-1)).toBe(
      '@Sam Reyes, H-1 is still waiting: a re-offer was due Wed 25 Nov at 11:00.',
    )
    expect(reminders(world.mia).map(({ plain }) => plain)).toEqual([
      'H-1 Acme Corp is still waiting for @Sam Reyes: a re-offer was due Wed 25 Nov at 11:00.',
    ])
    expect(lists(world).at(-1)?.plain.split('\n').at(-1)).toBe(
      'H-1 Acme Corp · declined, not re-offered, 21 h overdue · 1 day old',
    )

    await world.liveUntil(newYork('2026-11-27', '11:00'))
    await world.sam.click(world.card(), 'Re-offer')
    await world.sam.fill({ 'Account executive': 'Omar Haddad' })
    await world.sam.press('Re-offer')
    await world.settle()
    expect(standing(world)).toBe('Waiting for @Omar Haddad until Mon 30 Nov at 11:00.')
    await world.liveUntil(newYork('2026-12-01', '09:30'))
    // Omar's Monday begins at nine in Los Angeles, when his time is over: he was warned on Friday, at the end of the day.
    expect(told(world.omar, 'America/Los_Angeles')).toEqual([
      ['Fri 27 Nov 17:59', 'H-1 Acme Corp waits for your answer until Mon 30 Nov at 08:00.'],
    ])
    expect(lists(world).at(-1)?.plain.split('\n')).toEqual([
      '1 handoff needs someone · oldest 6 days',
      'Omar Haddad',
      'H-1 Acme Corp · not accepted, 22 h overdue · 6 days old',
    ])
    await world.omar.click(world.card(), 'Accept')
    await world.settle()
    expect(standing(world)).toContain('First meaningful touch by Tue 1 Dec at 11:00.')
    expect(reminders(world.eva).map(({ plain }) => plain)).toEqual([])
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
      [
        'Mon 23 Nov 11:00',
        'H-1 Acme Corp needs its first meaningful touch by Tue 24 Nov at 11:00 (you cover for @Eva Lind).',
      ],
      [
        'Tue 24 Nov 09:00',
        'H-1 Acme Corp needs its first meaningful touch by Tue 24 Nov at 11:00 (you cover for @Eva Lind).',
      ],
      [
        'Tue 24 Nov 11:00',
        'H-1 Acme Corp is still waiting for @Eva Lind: the first meaningful touch was due Tue 24 Nov at 11:00.',
      ],
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
    await asks(world, world.eva)
    world.sam.facts.deleted = true
    await world.liveUntil(newYork('2026-11-24', '09:30'))
    expect(told(world.mia, NEW_YORK)).toEqual([
      [
        'Mon 23 Nov 09:00',
        'H-1 Acme Corp has an open question: “Who signs?”. Please answer by Mon 23 Nov at 11:00 (you cover for @Sam Reyes).',
      ],
      [
        'Mon 23 Nov 11:00',
        'H-1 Acme Corp is still waiting for @Sam Reyes: the reply to the question was due Mon 23 Nov at 11:00.',
      ],
    ])
    expect(reminders(world.sam)).toEqual([])
    expect(lists(world).at(-1)?.plain.split('\n').slice(1)).toEqual([
      'Managers Mia Ortiz',
      'H-1 Acme Corp · question unanswered, 22 h overdue · 3 days old',
    ])
  })
})

describe('people on two continents', () => {
  it('are each warned in their own hours only, for three days', async () => {
    const world = await aWorld({ at: newYork('2026-11-23', '08:00') })
    for (const [company, time] of [
      ['Asked', '08:00'],
      ['Declined', '11:30'],
      ['Accepted', '13:00'],
      ['Waiting', '16:30'],
    ] as const) {
      await world.liveUntil(newYork('2026-11-23', time))
      await handsOff(world, world.sam, { ae: 'Eva Lind', who: { Company: company } })
      if (company === 'Asked') await asks(world, world.eva)
      if (company === 'Declined') await declines(world, world.eva)
      if (company === 'Accepted') await world.eva.click(world.card(), 'Accept')
    }
    await world.liveUntil(newYork('2026-11-26', '08:00'))
    // A lead and when each person heard of it; what falls into the night waits for nine there.
    const heard = (person: PersonAtWork, zone: string) =>
      reminders(person).map((one) => `${one.plain.split(' ')[1]} ${local(sentAt(one), zone)}`)
    expect(heard(world.sam, NEW_YORK)).toEqual([])
    expect(heard(world.eva, STOCKHOLM)).toEqual([])
    for (const [person, zone] of [
      [world.sam, NEW_YORK],
      [world.eva, STOCKHOLM],
      [world.mia, NEW_YORK],
    ] as const)
      for (const one of reminders(person)) expect(isWorking(officeHours(zone), sentAt(one))).toBe(true)
  })

  it('whose zone has half an hour are warned at nine on their own wall', async () => {
    const world = await aWorld({ others: [{ handle: 'ravi', name: 'Ravi Nair', tz: KOLKATA }] })
    const ravi = world.slack.person('ravi')
    // 11:00 in New York is 21:30 in Kolkata; half of a day of Ravi's is Monday 09:30.
    await handsOff(world, world.sam, { ae: 'Ravi Nair' })
    await world.liveUntil(newYork('2026-11-24', '10:00'))
    expect(told(ravi, KOLKATA)).toEqual([
      ['Mon 23 Nov 09:30', 'H-1 Acme Corp waits for your answer until Mon 23 Nov at 21:30.'],
    ])
    const [breach] = world.ada.thread(world.card()).filter(({ plain }) => plain.includes('still waiting'))
    expect(breach && local(sentAt(breach), KOLKATA)).toBe('Tue 24 Nov 09:00')
    expect(told(world.mia, NEW_YORK).map(([when]) => when)).toEqual(['Tue 24 Nov 09:00'])
  })
})

describe('the week in which clocks change', () => {
  it.each([
    ['back in Stockholm', '2026-10-23', 'Mon 26 Oct', 'Tue 27 Oct', '2026-10-27'],
    ['forward in Stockholm', '2027-03-26', 'Mon 29 Mar', 'Tue 30 Mar', '2027-03-30'],
  ])(
    '%s keeps 17:00 on the wall: Friday’s lead is due on Monday and Tuesday',
    async (_, friday, monday, tuesday, until) => {
      const world = await aWorld({ at: stockholm(friday, '17:00') })
      await handsOff(world, world.sam, { ae: 'Eva Lind', handover: { 'Next step date': '2027-06-01' } })
      await handsOff(world, world.sam, {
        ae: 'Eva Lind',
        who: { Company: 'Globex' },
        handover: { 'Next step date': '2027-06-01' },
      })
      await world.eva.click(world.card(), 'Accept')
      await world.liveUntil(stockholm(until, '18:00'))
      const touch = `H-2 Globex needs its first meaningful touch by ${tuesday} at 17:00.`
      expect(told(world.eva, STOCKHOLM)).toEqual([
        [`${monday} 09:00`, `H-1 Acme Corp waits for your answer until ${monday} at 17:00.`],
        [`${monday} 17:00`, touch],
        [`${tuesday} 13:00`, touch],
      ])
      const breaches = world.cards().flatMap((card) => world.eva.thread(card).slice(1))
      expect(breaches.map((one) => [local(sentAt(one), STOCKHOLM), one.plain])).toEqual([])
    },
  )
})

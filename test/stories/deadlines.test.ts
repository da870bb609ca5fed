import { describe, expect, it } from 'vitest'
import { at } from '../../src/domain/time/calendar.ts'
import { saveLeave } from '../../src/store/people/leave.ts'
import { aWorld, handsOff, type World } from '../support/world.ts'

const NEW_YORK = 'America/New_York'

const newYork = (date: string, time: string) => at(date, time, NEW_YORK)

const stockholm = (date: string, time: string) => at(date, time, 'Europe/Stockholm')

const standing = (plain: string) => plain.split('\n').at(-1)

/** What an AE was told, without their cards. */
const told = (world: World) =>
  world.eva.dm.map(({ plain }) => plain).filter((plain) => plain.split('\n').length === 1)

describe('an offer on Friday at 17:00 for the AE', () => {
  it('is warned of on Monday morning and due on Monday at 17:00; over the weekend nobody is pinged', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.liveUntil(stockholm('2026-11-23', '08:30'))
    expect(told(world)).toEqual([])
    await world.liveUntil(stockholm('2026-11-23', '09:30'))
    expect(told(world)).toEqual(['H-1 Acme Corp waits for your answer until Mon 23 Nov at 17:00.'])
    await world.liveUntil(stockholm('2026-11-23', '18:00'))
    expect(told(world)).toHaveLength(1)
    expect(world.thread().at(-1)).toBe(
      '@Eva Lind, H-1 is still waiting: the answer was due Mon 23 Nov at 11:00.',
    )
    expect(world.mia.dm.map(({ plain }) => plain)).toEqual([
      'H-1 Acme Corp is still waiting for @Eva Lind: the answer was due Mon 23 Nov at 11:00.',
    ])
  })

  it('once accepted, has its touch due on Tuesday at 17:00, with a warning on Monday and one on Tuesday', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.liveUntil(stockholm('2026-11-24', '16:30'))
    expect(told(world)).toEqual([
      'H-1 Acme Corp needs its first meaningful touch by Tue 24 Nov at 17:00.',
      'H-1 Acme Corp needs its first meaningful touch by Tue 24 Nov at 17:00.',
    ])
    await world.liveUntil(stockholm('2026-11-24', '17:30'))
    expect(world.thread().at(-1)).toBe(
      '@Eva Lind, H-1 is still waiting: the first meaningful touch was due Tue 24 Nov at 11:00.',
    )
  })

  it('is quiet for whoever has acted: a touch ends the warnings, and the card says so', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.eva.click(world.card(), 'Log touch')
    await world.eva.fill({ Kind: 'Call attempted' })
    await world.eva.press('Log touch')
    await world.liveUntil(stockholm('2026-11-25', '12:00'))
    expect(told(world)).toEqual([])
    expect(standing(world.card().plain)).toBe(
      '@Eva Lind owns it since Fri 20 Nov at 11:00. First meaningful touch: call attempted Fri 20 Nov at 11:00.',
    )
    expect(world.thread()).toHaveLength(2)
  })

  it('is not helped by a templated mail, and the card says why', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.eva.click(world.card(), 'Log touch')
    await world.eva.fill({ Kind: 'Templated email' })
    await world.eva.press('Log touch')
    await world.settle()
    expect(standing(world.card().plain)).toBe(
      '@Eva Lind owns it since Fri 20 Nov at 11:00. First meaningful touch by Tue 24 Nov at 11:00. A templated email Fri 20 Nov at 11:00 does not stop the clock.',
    )
    await world.liveUntil(stockholm('2026-11-23', '18:00'))
    expect(told(world)).toHaveLength(1)
  })
})

describe('a question over a weekend', () => {
  it('is the SDR’s move: they are warned in their hours, and the AE is not', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Need info')
    await world.eva.fill({ Question: 'Who signs?' })
    await world.eva.press('Ask')
    await world.liveUntil(newYork('2026-11-23', '09:30'))
    expect(told(world)).toEqual([])
    expect(world.sam.dm.map(({ plain }) => plain)).toEqual([
      'H-1 Acme Corp has an open question: “Who signs?”. Please answer by Mon 23 Nov at 11:00.',
    ])
    await world.liveUntil(newYork('2026-11-23', '11:30'))
    expect(world.thread().at(-1)).toBe(
      '@Sam Reyes, H-1 is still waiting: the reply to the question was due Mon 23 Nov at 11:00.',
    )
  })
})

describe('logging a touch', () => {
  it('is refused before the handoff, in the future, and by somebody whose lead it is not', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.eva.click(world.card(), 'Log touch')
    await world.eva.fill({ Kind: 'Reply received', 'When it happened': new Date('2026-11-19T10:00:00Z') })
    await world.eva.press('Log touch')
    expect(world.eva.modal?.errors['When it happened']).toContain('a touch before that does not count')
    await world.eva.fill({ 'When it happened': new Date('2026-11-25T10:00:00Z') })
    await world.eva.press('Log touch')
    expect(world.eva.modal?.errors['When it happened']).toBe(
      'A call or touch is logged after it happened, not before.',
    )
    const { answer } = await world.sam.click(world.card(), 'Log touch')
    expect(answer).toBe('Only @Eva Lind or a manager of Sales (@Mia Ortiz) can log a touch on H-1.')
  })

  it('late says so on the card', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.liveUntil(stockholm('2026-11-23', '12:00'))
    await world.eva.click(world.card(), 'Log touch')
    await world.eva.fill({ Kind: 'Call attempted', 'When it happened': new Date('2026-11-20T16:30:00Z') })
    await world.eva.press('Log touch')
    await world.settle()
    expect(standing(world.card().plain)).toContain(
      'First meaningful touch: call attempted Fri 20 Nov at 11:30, logged late.',
    )
  })
})

describe('reassigning', () => {
  it('after a breach gives the new AE time to accept, and leaves the prospect’s deadline where it was', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.liveUntil(newYork('2026-11-23', '14:00'))
    await world.mia.click(world.card(), 'Reassign')
    await world.mia.fill({ 'Account executive': 'Tom Becker', Reason: 'No answer in time' })
    await world.mia.press('Reassign')
    await world.settle()
    expect(standing(world.card().plain)).toBe('Waiting for @Tom Becker until Tue 24 Nov at 14:00.')
    expect(world.thread().at(-1)).toBe(
      'Mia Ortiz gave H-1 to @Tom Becker (no answer in time).\nThe brief is at the top of this thread. @Sam Reyes, it has a new AE.',
    )
    await world.tom.click(world.card(), 'Accept')
    await world.settle()
    // The prospect's deadline is Tuesday 11:00; Tom came late to it and has a day of his own.
    expect(standing(world.card().plain)).toContain('First meaningful touch by Tue 24 Nov at 14:00.')
  })

  it('is the managers’ once somebody owns it, and never to the same AE', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    const { answer } = await world.sam.click(world.card(), 'Reassign')
    expect(answer).toBe('Only a manager of Sales (@Mia Ortiz) can reassign H-1.')
    await world.mia.click(world.card(), 'Reassign')
    await world.mia.fill({ 'Account executive': 'Eva Lind', Reason: 'No capacity' })
    await world.mia.press('Reassign')
    expect(world.mia.modal?.errors).toEqual({
      'Account executive': 'Eva Lind has H-1 already. Pick somebody else.',
    })
  })
})

describe('somebody who is away', () => {
  it('is not warned: their cover is, and hears for whom', async () => {
    const world = await aWorld()
    const { db, workspace } = world.running.bot
    await db.commit((write) => [
      {
        query: write
          .insert(db.tables.absences)
          .values({
            workspace,
            person: world.eva.id,
            fromDate: '2026-11-20',
            toDate: '2026-11-27',
            cover: world.tom.id,
          })
          .returning(),
      },
    ])
    await world.tom.slash('/handoff prefs')
    await world.tom.press('Cancel')
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.liveUntil(newYork('2026-11-23', '10:00'))
    expect(told(world)).toEqual([])
    const [card, ...warnings] = world.tom.dm.map(({ plain }) => plain)
    expect(card).toContain('Waiting for @Eva Lind')
    expect(warnings).toEqual([
      'H-1 Acme Corp waits for your answer until Mon 23 Nov at 11:00 (you cover for @Eva Lind).',
    ])
  })
})

describe('somebody who covers in another zone', () => {
  it('is not warned of a deadline that has passed by the time their day begins', async () => {
    const world = await aWorld()
    const { db, workspace } = world.running.bot
    const leave = { workspace, person: world.eva.id, fromDate: '2026-11-20', toDate: '2026-11-27' }
    await db.commit((write) => [
      {
        query: write
          .insert(db.tables.absences)
          .values({ ...leave, cover: world.omar.id })
          .returning(),
      },
    ])
    await world.omar.slash('/handoff prefs')
    await world.omar.press('Cancel')
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    // Due on Monday at 11:00 in New York, which is 08:00 in Los Angeles.
    await world.liveUntil(newYork('2026-11-23', '14:00'))
    // The card reached them when it was sent; no warning did.
    expect(world.omar.dm).toHaveLength(1)
    expect(world.omar.dm[0]?.plain).toContain('For @Eva Lind')
  })
})

describe('three days of downtime', () => {
  it('are followed by what is still true, once', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.waitUntil(stockholm('2026-11-24', '10:00'))
    await world.running.tick()
    await world.settle()
    expect(told(world)).toEqual([])
    expect(world.thread().at(-1)).toBe(
      '@Eva Lind, H-1 is still waiting: the answer was due Mon 23 Nov at 11:00.',
    )
    await world.liveUntil(stockholm('2026-11-25', '12:00'))
    expect(world.thread()).toHaveLength(2)
  })
})

describe('a team whose only manager', () => {
  const heard = (world: World) => world.ada.dm.filter(({ plain }) => plain.includes('is still waiting'))

  it('has left tells an admin of a missed deadline, who can give the lead to somebody else', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.mia.slash('/handoff mine')
    world.mia.facts.deleted = true
    await world.liveUntil(stockholm('2026-11-25', '18:00'))
    expect(heard(world)).toHaveLength(1)
    await world.ada.click(world.card(), 'Reassign')
    expect(world.ada.modal?.labels).toContain('Account executive')
  })

  it('is on leave tells an admin of a missed deadline', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const { db, workspace } = world.running.bot
    await saveLeave(db, workspace, world.mia.id, { from: '2026-11-20', to: '2026-12-04' }, '2026-11-20')
    await world.liveUntil(stockholm('2026-11-25', '18:00'))
    expect(heard(world)).toHaveLength(1)
    expect(world.mia.dm).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { aWorld, handsOff } from '../support/world.ts'

describe('the Home tab', () => {
  it('begins with what this is, for somebody who has nothing yet', async () => {
    const world = await aWorld()
    await world.sam.openHome()
    await world.settle()
    expect(world.sam.home?.text).toContain('three short steps, about two minutes')
    expect(world.sam.home?.buttons).toContain('New handoff')
    expect(world.sam.home?.buttons).not.toContain('Settings')
  })

  it('shows what waits for somebody with its buttons, and keeps up with what happens', async () => {
    const world = await aWorld()
    await world.eva.openHome()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.clock.advance(6000)
    await world.settle()
    expect(world.eva.home?.text).toContain('Waiting for you')
    expect(world.eva.home?.text).toContain('H-1 Acme Corp')
    await world.eva.pressHome('Accept')
    await world.settle()
    await world.clock.advance(6000)
    await world.settle()
    expect(world.eva.home?.text).toContain('makes a meaningful touch by')
    expect(world.card().plain).toContain('@Eva Lind owns it since')
  })

  it('shows a manager their team, and an admin how Handoff is doing, with the way to Settings', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.liveUntil(new Date('2026-11-24T15:00:00Z'))
    await world.mia.openHome()
    await world.settle()
    expect(world.mia.home?.text).toContain('1 handoff needs someone')
    expect(world.mia.home?.text).toContain('This week so far')
    expect(world.mia.home?.buttons).not.toContain('Settings')
    await world.ada.openHome()
    await world.settle()
    expect(world.ada.home?.text).toContain('How Handoff is doing')
    expect(world.ada.home?.text).toContain('The next digest is posted Mon 30 Nov at 09:00')
    await world.ada.pressHome('Settings')
    expect(world.ada.modal?.title).toBe('Settings')
  })

  it('tells an admin what was not delivered, with what to do about it', async () => {
    const world = await aWorld()
    world.slack.channel('handoffs').members.delete(world.slack.state.botUserId)
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.ada.openHome()
    await world.settle()
    expect(world.ada.home?.text).toContain('not delivered (not_in_channel): Invite @Handoff to its channel.')
  })
})

describe('/handoff test', () => {
  it('sends one of each kind of message to oneself, marked, and posts nothing anywhere else', async () => {
    const world = await aWorld()
    await world.ada.slash('/handoff test')
    await world.clock.advance(20_000)
    await world.settle()
    expect(world.ada.dm.length).toBeGreaterThanOrEqual(5)
    for (const { plain, buttons } of world.ada.dm) {
      expect(plain).toContain('TEST · this lead does not exist')
      expect(buttons).toEqual([])
    }
    expect(world.cards()).toEqual([])
  })
})

describe('two teams', () => {
  it('have their own channels, rotations and stuck lists, and an SDR of neither says which', async () => {
    const world = await aWorld()
    await world.ada.slash('/handoff settings')
    await world.ada.press('Change', { near: 'Another team' })
    await world.ada.fill({
      Name: 'East',
      'Handoffs are posted in': 'leadership',
      'AEs, in turn': ['Tom Becker'],
      SDRs: ['Nadia Karim'],
      Managers: ['Mia Ortiz'],
    })
    await world.ada.press('Save')
    expect(world.ada.modal?.text).toContain('Saved: East.')
    const { rulesets } = world.running.bot.db.tables
    const versions = await world.running.bot.db.read.select().from(rulesets)
    expect(versions.map(({ by, section }) => [by, section])).toEqual([
      [null, null],
      [world.ada.id, 'team East'],
    ])
    await world.ada.dismiss()
    await handsOff(world, world.nadia)
    expect(world.cards()).toEqual([])
    const inEast = world.ada.sees(world.slack.channel('leadership'))
    expect(inEast.some(({ plain }) => plain.includes('For @Tom Becker'))).toBe(true)

    // Reassigned across teams: a card in the other team's channel, and one line where it was.
    const east = inEast.find(({ plain }) => plain.includes('For @Tom Becker'))
    if (!east) throw new Error('there is no card')
    await world.mia.click(east, 'Reassign')
    await world.mia.fill({ 'Account executive': 'Eva Lind', Reason: 'Wrong territory' })
    await world.mia.press('Reassign')
    await world.settle()
    const left = world.ada.sees(world.slack.channel('leadership')).find(({ ts }) => ts === east.ts)
    expect(left?.plain).toBe('H-1 Acme Corp went to Team Sales; its card is in their channel.')
    expect(world.card().plain).toContain('For @Eva Lind')
    expect(world.thread().some((plain) => plain.startsWith('Brief H-1'))).toBe(true)
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    expect(world.card().plain).toContain('@Eva Lind owns it since')
  })
})

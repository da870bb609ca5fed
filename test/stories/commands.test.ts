import { describe, expect, it } from 'vitest'
import { words } from '../../src/commands/index.ts'
import { saveLeave } from '../../src/store/people/leave.ts'
import { aWorld, handsOff } from '../support/world.ts'

describe('/handoff mine', () => {
  it('shows what waits for me first, then the rest, with when it is due', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await handsOff(world, world.sam, { ae: 'Omar Haddad', who: { Company: 'Globex' } })
    await world.omar.click(world.card(), 'Decline')
    await world.omar.fill({ Reason: 'Duplicate' })
    await world.omar.press('Decline')
    await world.settle()
    expect((await world.sam.slash('/handoff mine')).answer?.split('\n')).toEqual([
      'Waiting for you',
      'H-2 Globex · declined; @Sam Reyes re-offers, recycles or withdraws it',
      'Open',
      'H-1 Acme Corp · @Eva Lind answers by Mon 23 Nov at 11:00',
    ])
    expect((await world.eva.slash('/handoff mine')).answer?.split('\n')).toEqual([
      'Waiting for you',
      'H-1 Acme Corp · @Eva Lind answers by Mon 23 Nov at 17:00',
    ])
    expect((await world.nadia.slash('/handoff mine')).answer).toBe(
      'You have no open handoffs. /handoff begins one.',
    )
  })
})

describe('/handoff show', () => {
  it('is told to whoever stands in for an AE who is away, with why', async () => {
    const world = await aWorld()
    const { db, workspace } = world.running.bot
    await world.eva.slash('/handoff mine')
    const leave = { from: '2026-11-20', to: '2026-12-04', cover: world.tom.id }
    await saveLeave(db, workspace, world.eva.id, leave, '2026-11-20')
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    expect(world.tom.dm.at(-1)?.plain).toMatch(/^You cover for @Eva Lind while they are away/)
    expect(world.eva.dm).toEqual([])
  })

  it('shows and finds a lead for whoever stands in for its AE', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const { db, workspace } = world.running.bot
    await world.tom.slash('/handoff find acme')
    expect(world.tom.privately.at(-1)?.plain).not.toContain('Acme Corp')
    const leave = { from: '2026-11-20', to: '2026-12-04', cover: world.tom.id }
    await saveLeave(db, workspace, world.eva.id, leave, '2026-11-20')
    await world.tom.slash('/handoff find acme')
    expect(world.tom.privately.at(-1)?.plain).toContain('Acme Corp')
  })

  it('shows the whole history a page at a time, to those whom it concerns', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    for (let question = 1; question <= 17; question += 1) {
      await world.eva.click(world.card(), 'Need info')
      await world.eva.fill({ Question: `Question ${question}?` })
      await world.eva.press('Ask')
      await world.settle()
      await world.sam.click(world.card(), 'Answer')
      await world.sam.fill({ Answer: `News ${question}.` })
      await world.sam.press('Answer')
      await world.settle()
    }
    await world.eva.click(world.card(), 'Show history')
    expect(world.eva.modal?.text).toContain('6 to 35 of 35')
    expect(world.eva.modal?.text).toContain('News 17.')
    await world.eva.press('Earlier')
    expect(world.eva.modal?.text).toContain('1 to 5 of 35')
    expect(world.eva.modal?.text).toContain('Sam Reyes handed it off')
    await world.eva.press('Later')
    expect(world.eva.modal?.text).toContain('6 to 35 of 35')
  })

  it('shows the brief and the history to those it concerns, however they write the reference', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    for (const typed of ['H-1', 'h1', '1']) {
      const { answer } = await world.eva.slash(`/handoff show ${typed}`)
      expect(answer).toContain('Brief H-1: Acme Corp')
      expect(answer).toContain('handed it off to @Eva Lind')
    }
  })

  it('says the same to outsiders as about a handoff that does not exist', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    expect((await world.nadia.slash('/handoff show H-1')).answer).toBe(
      'There is no H-1 among the handoffs that you can see.',
    )
    expect((await world.sam.slash('/handoff show H-99')).answer).toBe(
      'There is no H-99 among the handoffs that you can see.',
    )
    expect((await world.sam.slash('/handoff show')).answer).toBe('Say which one, like /handoff show H-42.')
  })

  it('stays readable for an AE it was taken from', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'No capacity' })
    await world.eva.press('Decline')
    await world.settle()
    await world.sam.click(world.card(), 'Re-offer')
    await world.sam.fill({ 'Account executive': 'Tom Becker' })
    await world.sam.press('Re-offer')
    await world.settle()
    expect((await world.eva.slash('/handoff show H-1')).answer).toContain('Brief H-1')
  })
})

describe('/handoff help', () => {
  it('lists every word there is', async () => {
    const world = await aWorld()
    const { answer } = await world.sam.slash('/handoff help')
    for (const { usage, means } of words) expect(answer).toContain(`${`/handoff ${usage}`.trim()}: ${means}`)
  })

  it('answers a word it does not know with help, never with silence', async () => {
    const world = await aWorld()
    const { answer } = await world.sam.slash('/handoff frobnicate <!channel>')
    expect(answer).toContain('There is no “frobnicate <!channel>” here. This is what there is:')
    expect(answer).toContain('/handoff mine')
  })
})

describe('/handoff prefs', () => {
  it('keeps days and hours, which the next offer is timed by', async () => {
    const world = await aWorld()
    await world.eva.slash('/handoff prefs')
    expect(world.eva.modal?.fields).toMatchObject({
      'Working days': ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
      From: '09:00',
      To: '18:00',
    })
    await world.eva.fill({ 'Working days': ['Tuesday', 'Wednesday', 'Thursday'], From: '10:00' })
    await world.eva.press('Save')
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    // Offered on a Friday, which is not one of her days: the 24 hours are her Tuesday.
    expect(world.card().plain.split('\n').at(-1)).toBe('Waiting for @Eva Lind until Tue 24 Nov at 18:00.')
  })

  it('refuses a week without days and a day that ends before it begins', async () => {
    const world = await aWorld()
    await world.eva.slash('/handoff prefs')
    await world.eva.fill({ From: '18:00', To: '09:00' })
    await world.eva.press('Save')
    expect(world.eva.modal?.errors).toEqual({ To: 'The day has to end after it begins.' })
  })
})

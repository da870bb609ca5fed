import { describe, expect, it } from 'vitest'
import { rulesNow } from '../../src/store/settings.ts'
import { ACME, aWorld, handsOff, type World } from '../support/world.ts'

async function changes(world: World, section: string): Promise<void> {
  await world.ada.slash('/handoff settings')
  await world.ada.press('Change', { near: section })
}

describe('settings', () => {
  it('are for admins; everybody else hears so', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff settings')
    expect(world.sam.modal).toBeUndefined()
    expect(world.sam.privately.at(-1)?.plain).toContain('Settings are for Slack’s admins')
  })

  it('change the framework for new handoffs: MEDDPICC on two pages, while a running one keeps its own', async () => {
    const world = await aWorld()
    await handsOff(world, world.nadia, {
      ae: 'Eva Lind',
      who: { Company: 'Globex', 'Contact email': 'a@globex.example' },
    })
    await changes(world, 'Qualification')
    await world.ada.fill({ Framework: 'MEDDPICC' })
    await world.ada.press('Save')
    expect(world.ada.modal?.text).toContain('Saved. It holds for new handoffs.')
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    expect(world.sam.modal?.title).toBe('Qualification 1 of 2')
    const known = 'Dana said so on the call on Monday'
    await world.sam.fill({
      Metrics: 'Confirmed',
      'Metrics evidence': known,
      'Economic buyer': 'Pending',
      'Economic buyer evidence': known,
    })
    await world.sam.press('Next')
    expect(world.sam.modal?.title).toBe('Qualification 2 of 2')
    await world.sam.press('Next')
    expect(Object.keys(world.sam.modal?.errors ?? {})).toEqual([
      'Identify pain',
      'Identify pain evidence',
      'Champion',
      'Champion evidence',
    ])
    await world.sam.press('Back')
    expect(world.sam.modal?.fields['Metrics evidence']).toBe(known)
    await world.sam.press('Next')
    await world.sam.fill({
      'Identify pain': 'Confirmed',
      'Identify pain evidence': known,
      Champion: 'Confirmed',
      'Champion evidence': known,
    })
    await world.sam.press('Next')
    await world.sam.fill(ACME.handover)
    await world.sam.press('Send handoff')
    await world.settle()
    expect(world.card().plain).toContain('Metrics')
    expect(world.cards()[0]?.plain).toContain('Budget: 60k')
  })

  it('take a framework of our own with scores, whose total is part of the gate', async () => {
    const world = await aWorld()
    await changes(world, 'Qualification')
    await world.ada.fill({ Framework: 'Our own criteria' })
    await world.ada.fill({
      Name: 'Seven of nine',
      Criteria: 'Fit | Do they fit?\nPain | What hurts?',
      'Minimum total': '11',
    })
    await world.ada.press('Save')
    expect(world.ada.modal?.errors).toEqual({
      'Minimum total': 'A whole number from 0 to 10, or empty for a framework without scores.',
    })
    await world.ada.fill({ 'Minimum total': '7' })
    await world.ada.press('Save')
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    const known = 'Dana said so on the call on Monday'
    await world.sam.fill({
      Fit: 'Confirmed',
      'Fit evidence': known,
      'Fit score': '3',
      Pain: 'Confirmed',
      'Pain evidence': known,
      'Pain score': '3',
    })
    await world.sam.press('Next')
    expect(world.sam.modal?.errors).toEqual({
      'Pain score': 'The scores add up to 6 of 10; at least 7 pass. Or give an exception reason at the end.',
    })
    await world.sam.fill({ 'Exception reason': 'The founder asked for them by name' })
    await world.sam.press('Next')
    await world.sam.fill(ACME.handover)
    await world.sam.press('Send handoff')
    await world.settle()
    expect(world.card().plain).toContain('Fit 3/5')
    expect(world.card().plain).toContain('6 of 10 points, 7 pass')
    expect(world.card().plain).toContain('Sent past the gate: The founder asked for them by name')
  })

  it('can forbid exceptions', async () => {
    const world = await aWorld()
    await changes(world, 'Qualification')
    await world.ada.fill({ Exceptions: [] })
    await world.ada.press('Save')
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    expect(world.sam.modal?.labels).not.toContain('Exception reason')
  })

  it('change the deadlines, with an example before and after', async () => {
    const world = await aWorld()
    await changes(world, 'Deadlines')
    expect(world.ada.modal?.text).toContain(
      'an answer is due Mon 23 Nov, 17:00, the first meaningful touch Tue 24 Nov, 17:00',
    )
    await world.ada.fill({ 'Hours to the first meaningful touch': '0' })
    await world.ada.press('Save')
    expect(world.ada.modal?.errors).toEqual({
      'Hours to the first meaningful touch': 'A whole number from 24 to 500.',
    })
    await world.ada.fill({ 'Hours to the first meaningful touch': '24' })
    await world.ada.press('Save')
    expect(world.ada.modal?.text).toContain('the first meaningful touch Mon 23 Nov, 17:00')
  })
})

describe('reasons', () => {
  it('keep the codes of those that stay, and take no empty or doubled line', async () => {
    const world = await aWorld()
    await changes(world, 'Reasons')
    await world.ada.fill({ Losing: '| x\nPrice\nprice' })
    await world.ada.press('Save')
    expect(world.ada.modal?.errors).toEqual({ Losing: 'Every line begins with the words of a reason.' })
    await world.ada.fill({ Losing: 'Price\nCompetitor!\nOther' })
    await world.ada.press('Save')
    const {
      rules: { lostCodes },
    } = await rulesNow(world.running.bot.db, world.running.bot.workspace)
    expect(lostCodes).toEqual([
      { code: 'price', label: 'Price' },
      { code: 'competitor_', label: 'Competitor!' },
      { code: 'other', label: 'Other' },
    ])
  })
})

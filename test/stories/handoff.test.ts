import { describe, expect, it } from 'vitest'
import { aWorld, handsOff } from '../support/world.ts'

describe.each(['http', 'socket'] as const)('a handoff, over %s', (mode) => {
  it('goes from the form to one card that tags the AE, a brief in its thread and a card in the AE’s messages', async () => {
    const world = await aWorld({ mode })
    await handsOff(world, world.sam, { ae: 'Eva Lind' })

    expect(world.sam.modal).toBeUndefined()
    expect(world.cards()).toHaveLength(1)
    const card = world.card()
    expect(card.plain.split('\n')).toEqual([
      'Acme Corp · Dana Whitfield, VP Operations · H-1',
      'For @Eva Lind, from @Sam Reyes · offered Fri 20 Nov at 11:00',
      '✅ Budget: 60k approved for Q1, says Dana',
      '🟡 Authority: Dana decides, CIO still to confirm',
      '✅ Timeline: Live by March, contract ends then',
      'Next step: Send the security questionnaire, by Tue 24 Nov · Intro call: AE alone',
      'Waiting for @Eva Lind until Mon 23 Nov at 11:00.',
    ])
    expect(card.buttons).toEqual(['Accept', 'Decline', 'Need info'])
    expect(card.menu).toEqual(['Reassign', 'Log call', 'Withdraw', 'Show history'])
    expect(card.mentions).toEqual([world.eva.id, world.sam.id])
    expect(world.thread()).toHaveLength(1)
    expect(world.thread()[0]?.split('\n')).toEqual([
      'Brief H-1: Acme Corp',
      'Dana Whitfield, VP Operations · dana@acme.example',
      '✅ Budget: 60k approved for Q1, says Dana (confirmed)',
      '🟡 Authority: Dana decides, CIO still to confirm (pending)',
      '✅ Timeline: Live by March, contract ends then (confirmed)',
      'Next step: Send the security questionnaire, by Tue 24 Nov',
      'Intro call: AE alone',
      'To double-check: Authority',
    ])
    const [dm] = world.eva.dm
    expect(dm?.buttons).toEqual(['Accept', 'Decline', 'Need info'])
    expect(dm?.plain.split('\n').at(-1)).toBe('Waiting for @Eva Lind until Mon 23 Nov at 17:00.')
  })

  it('is accepted on the card: both cards change in place and the SDR is told in the thread', async () => {
    const world = await aWorld({ mode })
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.clock.advance(20 * 60_000)
    await world.eva.click(world.card(), 'Accept')
    await world.settle()

    expect(world.cards()).toHaveLength(1)
    expect(world.card().plain.split('\n').at(-1)).toBe(
      '@Eva Lind owns it since Fri 20 Nov at 11:20. First meaningful touch by Tue 24 Nov at 11:00.',
    )
    expect(world.card().buttons).toEqual(['Log touch', 'Log call', 'Outcome', 'Pull SDR in'])
    expect(world.card().menu).toEqual([
      'Update next step',
      'Give feedback',
      'Reassign',
      'Undo',
      'Show history',
    ])
    expect(world.eva.dm).toHaveLength(1)
    expect(world.eva.dm[0]?.buttons).toEqual(['Log touch', 'Log call', 'Outcome', 'Pull SDR in'])
    expect(world.thread().slice(1)).toEqual(['Eva Lind accepted H-1. @Sam Reyes, it has an owner now.'])
    const told = world.sam.thread(world.card()).at(-1)
    expect(told?.mentions).toEqual([world.sam.id])
  })
})

describe('an AE left empty', () => {
  it('is the next in the rotation, one after the other', async () => {
    const world = await aWorld()
    for (let lead = 0; lead < 4; lead++) await handsOff(world, world.sam)
    expect(world.cards().map(({ mentions }) => mentions[0])).toEqual([
      world.eva.id,
      world.omar.id,
      world.tom.id,
      world.eva.id,
    ])
  })

  it('passes over an AE who has left', async () => {
    const world = await aWorld()
    world.eva.facts.deleted = true
    await handsOff(world, world.sam)
    expect(world.card().mentions[0]).toBe(world.omar.id)
  })

  it('is an error at the field when nobody is in the rotation', async () => {
    const world = await aWorld({ env: { HANDOFF_AE_IDS: '' } })
    await world.sam.slash('/handoff')
    await world.sam.fill({ Company: 'Acme', 'Contact name': 'Dana' })
    await world.sam.press('Next')
    expect(world.sam.modal?.errors).toEqual({
      'Account executive': 'Nobody is in the rotation right now. Pick an account executive.',
    })
  })
})

import { describe, expect, it } from 'vitest'
import { ACME, aWorld, handsOff, lastSent, type World } from '../support/world.ts'

const minutes = (n: number) => n * 60_000

const standing = (plain: string) => plain.split('\n').at(-1)

describe('a question', () => {
  it('holds the deadline, tags the SDR, and its answer gives the AE at least four hours', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.wait(minutes(60))
    await world.eva.click(world.card(), 'Need info')
    await world.eva.fill({ Question: 'Who signs, Dana or the CIO?' })
    await world.eva.press('Ask')
    await world.settle()
    expect(standing(world.card().plain)).toBe(
      '@Eva Lind asks: Who signs, Dana or the CIO? · Waiting for @Sam Reyes.',
    )
    expect(world.card().buttons).toEqual(['Answer', 'Accept', 'Decline'])
    expect(world.thread().at(-1)).toBe(
      'Eva Lind asks @Sam Reyes: Who signs, Dana or the CIO?\nThe deadline waits for the answer.',
    )

    await world.wait(minutes(60 * 72))
    await world.sam.click(world.card(), 'Answer')
    expect(world.sam.modal?.text).toContain('Who signs, Dana or the CIO?')
    await world.sam.fill({ Answer: 'The CIO signs, Dana decides.' })
    await world.sam.press('Answer')
    await world.settle()
    expect(world.thread().at(-1)).toBe('Sam Reyes answers @Eva Lind: The CIO signs, Dana decides.')
    // One hour was used on Friday; 23 are left from Monday 12:00 in New York, which is 18:00 for Eva.
    expect(standing(world.card().plain)).toBe('Waiting for @Eva Lind until Tue 24 Nov at 11:00.')
  })

  it('may be answered by accepting or declining at once', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Need info')
    await world.eva.fill({ Question: 'Who signs?' })
    await world.eva.press('Ask')
    await world.settle()
    await world.eva.click(world.eva.dm[0] ?? world.card(), 'Accept')
    await world.settle()
    expect(standing(world.card().plain)).toBe(
      '@Eva Lind owns it since Fri 20 Nov at 11:00. First meaningful touch by Tue 24 Nov at 11:00.',
    )
  })
})

describe('a declined handoff', () => {
  it('says why, and goes to another AE with a card and clocks of its own', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'Wrong title', Comment: 'A VP of Operations never signs these.' })
    await world.eva.press('Decline')
    await world.settle()
    expect(standing(world.card().plain)).toBe(
      'Declined by @Eva Lind (wrong title). Waiting for @Sam Reyes to re-offer, recycle or withdraw it.',
    )
    expect(world.card().buttons).toEqual(['Re-offer', 'Add information', 'Recycle', 'Withdraw'])
    expect(world.thread().at(-1)).toBe(
      'Eva Lind declined: wrong title. A VP of Operations never signs these.\n@Sam Reyes, re-offer it, recycle it or withdraw it on the card.',
    )

    await world.sam.click(world.card(), 'Re-offer')
    await world.sam.fill({ 'Account executive': 'Tom Becker' })
    await world.sam.press('Re-offer')
    await world.settle()
    expect(world.cards()).toHaveLength(1)
    expect(world.card().plain.split('\n')[1]).toContain('For @Tom Becker, from @Sam Reyes')
    expect(world.thread().at(-1)).toBe(
      'Sam Reyes offered H-1 to @Tom Becker. The brief is at the top of this thread.',
    )
    expect(world.tom.dm.map(({ buttons }) => buttons)).toEqual([['Accept', 'Decline', 'Need info']])
    expect(world.eva.dm.map(({ plain }) => plain)).toEqual(['H-1 Acme Corp is now with @Tom Becker.'])
    await world.tom.click(world.tom.dm[0] ?? world.card(), 'Accept')
    await world.settle()
    expect(standing(world.card().plain)).toContain('@Tom Becker owns it since')
  })

  it('needs words when the reason is Other', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'Other' })
    await world.eva.press('Decline')
    expect(world.eva.modal?.errors).toEqual({ Comment: 'Please fill this in.' })
  })

  it('goes back to the same AE only with something they did not know', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'No budget' })
    await world.eva.press('Decline')
    await world.settle()
    await world.sam.click(world.card(), 'Re-offer')
    await world.sam.fill({ 'Account executive': 'Eva Lind' })
    await world.sam.press('Re-offer')
    expect(world.sam.modal?.errors).toEqual({
      'Account executive':
        'Eva Lind declined H-1 on what they know. Add information first, or offer it to somebody else.',
    })
    await world.sam.press('Cancel')

    await world.sam.click(world.card(), 'Add information')
    await world.sam.fill({ 'What is new': 'The board approved 80k this morning.' })
    await world.sam.press('Add information')
    await world.settle()
    expect(world.thread()[0]).toContain('by @Sam Reyes: The board approved 80k this morning.')
    expect(world.thread()).toHaveLength(2)
    await world.sam.click(world.card(), 'Re-offer')
    await world.sam.fill({ 'Account executive': 'Eva Lind' })
    await world.sam.press('Re-offer')
    await world.settle()
    expect(standing(world.card().plain)).toContain('Waiting for @Eva Lind until')
    expect(world.eva.dm).toHaveLength(2)
  })

  it('left to the rotation, goes to an AE who has not declined it', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'No capacity' })
    await world.eva.press('Decline')
    await world.settle()
    await world.sam.click(world.card(), 'Re-offer')
    await world.sam.press('Re-offer')
    await world.settle()
    expect(standing(world.card().plain)).toContain('Waiting for @Omar Haddad until')
  })

  it('is recycled until a date, sixty days on if nobody says otherwise', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'Bad timing' })
    await world.eva.press('Decline')
    await world.settle()
    await world.sam.click(world.card(), 'Recycle')
    expect(world.sam.modal?.fields.Until).toBe('2027-01-19')
    await world.sam.press('Recycle')
    await world.settle()
    expect(standing(world.card().plain)).toBe('Recycled until Tue 19 Jan by @Sam Reyes.')
    expect(world.card().buttons).toEqual(['Hand off again', 'Show history', 'Undo'])
  })

  it('is withdrawn, and the form says before that it can be undone', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.sam.click(world.card(), 'Withdraw')
    expect(world.sam.modal?.text).toContain('You can undo this for ten minutes.')
    await world.sam.press('Withdraw')
    await world.settle()
    expect(standing(world.card().plain)).toBe('Withdrawn by @Sam Reyes Fri 20 Nov at 11:00.')
    expect(world.thread().at(-1)).toBe('Sam Reyes withdrew H-1; there is nothing left to do. @Eva Lind')
  })
})

describe('undo', () => {
  it('takes the last answer back within ten minutes, and both stay in the history', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.eva.click(world.card(), 'Undo')
    await world.settle()
    expect(standing(world.card().plain)).toBe('Waiting for @Eva Lind until Mon 23 Nov at 11:00.')
    expect(world.thread().at(-1)).toBe('Eva Lind took that back: H-1 is no longer accepted. @Sam Reyes')
    await world.sam.click(world.card(), 'Show history')
    expect(world.sam.modal?.text.split('\n').slice(1)).toEqual([
      'Fri 20 Nov at 11:00 · @Sam Reyes handed it off to @Eva Lind',
      'Fri 20 Nov at 11:00 · @Eva Lind accepted it',
      'Fri 20 Nov at 11:00 · @Eva Lind took back that it was accepted',
    ])
  })

  it('is over after ten minutes, also when something else was done meanwhile', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.eva.click(world.card(), 'Log touch')
    await world.eva.fill({ Kind: 'Call attempted' })
    await world.eva.press('Log touch')
    await world.settle()
    expect(world.card().menu).toContain('Undo')
    await world.clock.advance(minutes(11))
    await world.settle()
    expect(world.card().menu).not.toContain('Undo')
  })

  it('is over after ten minutes', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    const before = world.card().menu
    await world.clock.advance(minutes(10))
    await world.settle()
    expect(before).toContain('Undo')
    expect(world.card().menu).not.toContain('Undo')
    expect(world.eva.dm[0]?.menu).not.toContain('Undo')
  })

  it('is refused to a click that comes too late', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.eva.click(world.card(), 'Undo')
    await world.settle()
    await world.slack.deliver(lastSent(world, 'block_actions'))
    await world.settle()
    expect(world.eva.privately.at(-1)?.plain).toBe(
      'There is nothing to undo on H-1: an answer can be taken back for ten minutes.',
    )
  })

  it('belongs to whoever gave the answer', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    const { answer } = await world.mia.click(world.card(), 'Undo')
    expect(answer).toBe('Only @Eva Lind can undo the last answer on H-1.')
  })
})

describe('a turn in the rotation', () => {
  const lead = (company: string) => ({
    who: { Company: company, 'Contact name': company, 'Contact email': '' },
  })
  const offeredTo = (world: World) =>
    world.cards().map(({ plain }) => /For @(\w+)/.exec(plain)?.[1] ?? /For @(\w+)/.exec(plain)?.[0])

  it('comes back when the lead was never theirs to work, and not for any other reason', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, lead('One'))
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'Wrong territory' })
    await world.eva.press('Decline')
    await world.settle()
    await world.sam.slash('/handoff')
    await world.sam.fill(lead('Two').who)
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    expect(world.sam.modal?.text).toContain('@Eva Lind, whose turn was given back.')
    await world.sam.fill(ACME.handover)
    await world.sam.press('Send handoff')
    await world.settle()
    await handsOff(world, world.sam, lead('Three'))
    await world.omar.click(world.card(), 'Decline')
    await world.omar.fill({ Reason: 'No budget' })
    await world.omar.press('Decline')
    await world.settle()
    await handsOff(world, world.sam, lead('Four'))
    expect(offeredTo(world)).toEqual(['Eva', 'Eva', 'Omar', 'Tom'])
    await world.sam.slash('/handoff show H-2')
    expect(world.sam.privately.at(-1)?.plain).toContain('whose turn had been given back')
  })

  it('is used after all when the decline is taken back', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, lead('One'))
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'Wrong territory' })
    await world.eva.press('Decline')
    await world.settle()
    await world.eva.click(world.card(), 'Undo')
    await world.settle()
    await handsOff(world, world.sam, lead('Two'))
    expect(offeredTo(world)).toEqual(['Eva', 'Omar'])
  })
})

import { describe, expect, it } from 'vitest'
import { aWorld, handsOff, lastSent, type World } from '../support/world.ts'

const standing = (plain: string) => plain.split('\n').at(-1)

async function accepted(handover: object = {}): Promise<World> {
  const world = await aWorld()
  await handsOff(world, world.sam, { ae: 'Eva Lind', handover })
  await world.eva.click(world.card(), 'Accept')
  await world.settle()
  return world
}

async function fills(world: World, who: 'eva' | 'sam' | 'mia', button: string, values: object, send: string) {
  await world[who].click(world.card(), button)
  await world[who].fill({ ...values })
  await world[who].press(send)
  await world.settle()
}

const FEEDBACK = {
  'Feedback to the SDR': 'The budget was exactly right',
  'How good was the handoff?': '5 · could not be better',
}

describe('the whole way of a lead that goes well', () => {
  it('is a live transfer, a call with both reps, a second meeting, an outcome and feedback for the SDR', async () => {
    const world = await accepted({ 'Intro call': 'Live now' })
    await fills(
      world,
      'eva',
      'Log call',
      {
        Result: 'Held',
        'Who was there': ['Prospect', 'SDR', 'AE'],
        'What the prospect said': 'Wants an offer',
      },
      'Log call',
    )
    expect(standing(world.card().plain)).toContain('First meaningful touch: meeting held')
    await world.wait(4 * 86_400_000)
    await fills(
      world,
      'eva',
      'Log call',
      { Result: 'Held', 'Who was there': ['Prospect', 'AE'], 'Next step date': '2026-12-01' },
      'Log call',
    )
    await fills(world, 'eva', 'Outcome', { Outcome: 'Qualified', ...FEEDBACK }, 'Save')
    expect(standing(world.card().plain)).toContain('@Eva Lind owns it, qualified')
    expect(world.thread().at(-1)).toBe(
      'Eva Lind qualified H-1. @Sam Reyes, it is a real opportunity.\n“The budget was exactly right” Rated 5 of 5.',
    )
    expect(world.sam.dm.at(-1)?.plain).toContain('“The budget was exactly right” Rated 5 of 5.')
    await fills(world, 'eva', 'Outcome', { Outcome: 'Won', ...FEEDBACK }, 'Save')
    expect(standing(world.card().plain)).toContain('Won ')
    await world.sam.slash('/handoff show H-1')
    expect(world.sam.privately.at(-1)?.plain).toContain('logged a call: it was held: Wants an offer')
  })
})

describe('an outcome', () => {
  it('asks for the reason of a lead that is lost, at the field, and keeps what was typed', async () => {
    const world = await accepted()
    await world.eva.click(world.card(), 'Outcome')
    await world.eva.fill({ Outcome: 'Lost', ...FEEDBACK })
    await world.eva.press('Save')
    expect(world.eva.modal?.errors).toEqual({ Reason: 'Please complete this required field.' })
    await world.eva.fill({ Reason: 'Price' })
    await world.eva.press('Save')
    await world.settle()
    expect(standing(world.card().plain)).toContain('Lost (price)')
  })

  it('says first that no meaningful touch is logged, and ends its deadline unmet', async () => {
    const world = await accepted()
    await world.eva.click(world.card(), 'Outcome')
    expect(JSON.stringify(world.eva.modal)).toContain('No meaningful touch is logged.')
    await world.eva.fill({ Outcome: 'Disqualified', ...FEEDBACK })
    await world.eva.fill({ Reason: 'No need' })
    await world.eva.press('Save')
    await world.liveUntil(new Date('2026-11-26T12:00:00Z'))
    expect(world.thread().filter((plain) => plain.includes('still waiting'))).toEqual([])
  })

  it('can be taken back by whoever gave it, and set right later by a manager', async () => {
    const world = await accepted()
    await fills(world, 'eva', 'Outcome', { Outcome: 'Won', ...FEEDBACK }, 'Save')
    await world.eva.click(world.card(), 'Undo')
    await world.settle()
    expect(standing(world.card().plain)).toContain('@Eva Lind owns it since')
    await fills(world, 'eva', 'Outcome', { Outcome: 'Won', ...FEEDBACK }, 'Save')
    await world.wait(3_600_000)
    await world.settle()
    await world.eva.click(world.card(), 'Correct')
    expect(world.eva.privately.at(-1)?.plain).toContain(
      'Only a manager of Sales (@Mia Ortiz) can correct H-1.',
    )
    await fills(world, 'mia', 'Correct', { Why: 'The contract was for another site' }, 'Correct')
    expect(standing(world.card().plain)).toContain('@Eva Lind owns it since')
    expect(world.thread().at(-1)).toContain('The contract was for another site')
  })
})

describe('an owner who asks the SDR back in', () => {
  it('reaches them in the thread and by message, and hears when it is done', async () => {
    const world = await accepted()
    await fills(
      world,
      'eva',
      'Pull SDR in',
      { Reason: 'Gone quiet', Request: 'Can you ring Dana once more?' },
      'Ask',
    )
    expect(standing(world.card().plain)).toContain('Asks @Sam Reyes back in: gone quiet.')
    expect(world.thread().at(-1)).toContain('Can you ring Dana once more?')
    const asked = world.sam.dm.at(-1)
    expect(asked?.plain).toContain('Can you ring Dana once more?')
    if (!asked) throw new Error('nobody asked')
    const { answer } = await world.sam.click(asked, 'Done')
    expect(answer).toBe('Noted. Whoever asked you back in is told.')
    await world.settle()
    expect(standing(world.card().plain)).not.toContain('back in')
    expect(world.eva.dm.at(-1)?.plain).toContain('did what they were asked back in for')
    await world.sam.click(asked, 'Done')
    expect(world.sam.privately.at(-1)?.plain).toContain('it was done already')
  })
})

describe('a call', () => {
  it('that the prospect missed meets no deadline, and one that moves is a plan', async () => {
    const world = await accepted({ 'Intro call': 'Live now' })
    await fills(
      world,
      'sam',
      'Log call',
      { Result: 'No-show', 'Who was there': ['SDR', 'AE'], 'What the prospect said': 'Nobody came' },
      'Log call',
    )
    expect(standing(world.card().plain)).toContain('First meaningful touch by')
    await world.eva.click(world.card(), 'Log call')
    await world.eva.fill({ Result: 'Moved' })
    await world.eva.press('Log call')
    expect(JSON.stringify(world.eva.modal)).toContain('A call moves to a time that lies ahead.')
  })

  it('that was held cannot move any more, and the form does not offer it', async () => {
    const world = await accepted()
    const held = { Result: 'Held', 'Who was there': ['AE', 'Prospect'] }
    await fills(world, 'eva', 'Log call', held, 'Log call')
    await world.eva.click(world.card(), 'Log call')
    expect(world.eva.modal?.hints).toEqual({})
    await expect(world.eva.fill({ Result: 'Moved' })).rejects.toThrow('Moved')
  })
})

describe('a form whose answer was lost, so that it is sent again', () => {
  type Filled = Record<string, string | string[]>
  const forms: [who: 'eva' | 'sam', button: string, values: Filled, send: string][] = [
    ['eva', 'Pull SDR in', { Reason: 'Gone quiet', Request: 'Can you ring Dana once more?' }, 'Ask'],
    ['eva', 'Log touch', { Kind: 'Call attempted' }, 'Log touch'],
    ['eva', 'Give feedback', FEEDBACK, 'Give feedback'],
    ['sam', 'Update next step', { 'Next step': 'Ring Dana' }, 'Save'],
    ['eva', 'Log call', { Result: 'Held', 'Who was there': ['Prospect', 'AE'] }, 'Log call'],
    ['eva', 'Outcome', { Outcome: 'Lost', Reason: 'Price', ...FEEDBACK }, 'Save'],
  ]

  it('counts once and closes, whatever it asks for', async () => {
    const world = await accepted()
    const everything = async () => {
      await world.mia.slash('/handoff show H-1')
      return [world.thread(), world.sam.dm.length, world.eva.dm.length, world.mia.privately.at(-1)?.plain]
    }
    for (const [who, button, { Reason, ...values }, send] of forms) {
      await world[who].click(world.card(), button)
      await world[who].fill(values)
      if (Reason) await world[who].fill({ Reason })
      await world[who].press(send)
      await world.settle()
      const before = await everything()
      const form = lastSent(world, 'view_submission')
      const answers = await Promise.all([world.slack.deliver(form), world.slack.deliver(form)])
      await world.settle()
      expect([button, ...answers.map(({ body }) => body)]).toEqual([button, '', ''])
      expect(await everything()).toEqual(before)
    }
  })
})

describe('a call before anybody accepted', () => {
  it('is an acceptance when the AE logs it', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind', handover: { 'Intro call': 'Live now' } })
    await fills(
      world,
      'eva',
      'Log call',
      { Result: 'Held', 'Who was there': ['SDR', 'AE', 'Prospect'] },
      'Log call',
    )
    expect(standing(world.card().plain)).toContain('@Eva Lind owns it since')
    expect(standing(world.card().plain)).toContain('meeting held')
  })

  it('that is refused accepts nothing', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind', handover: { 'Intro call': 'Live now' } })
    await world.eva.click(world.card(), 'Log call')
    await world.eva.fill({
      Result: 'Held',
      'Who was there': ['SDR', 'AE', 'Prospect'],
      When: new Date('2026-11-21T12:00:00Z'),
    })
    await world.eva.press('Log call')
    await world.settle()
    expect(Object.keys(world.eva.modal?.errors ?? {})).toEqual(['When'])
    expect(standing(world.card().plain)).toContain('Waiting for @Eva Lind')
  })

  it('asks the AE to accept when the SDR logs it', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind', handover: { 'Intro call': 'Live now' } })
    await fills(
      world,
      'sam',
      'Log call',
      { Result: 'Held', 'Who was there': ['SDR', 'AE', 'Prospect'] },
      'Log call',
    )
    expect(standing(world.card().plain)).toContain('Waiting for @Eva Lind')
    expect(world.thread().at(-1)).toBe(
      'Sam Reyes logged a call with @Eva Lind on it. To own H-1, accept it on the card.',
    )
  })
})

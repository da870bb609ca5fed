import { describe, expect, it } from 'vitest'
import { aWorld, handsOff, lastSent } from '../support/world.ts'

const standing = (plain: string) => plain.split('\n').at(-1)

describe('who may hand off', () => {
  it('guests and people from other companies hear privately that they cannot', async () => {
    const world = await aWorld()
    const answers: (string | undefined)[] = []
    for (const name of ['gus', 'xenia']) {
      const person = world.slack.person(name)
      const { answer } = await person.slash('/handoff', { channel: 'dm' })
      expect(person.modal).toBeUndefined()
      answers.push(answer)
    }
    expect(answers).toEqual([
      'Guests cannot hand off or take leads. Ask a full member of your team to do it.',
      'Handoff works inside one company; people from other companies cannot use it.',
    ])
  })

  it('with a list of SDRs, only those on it; without one, every full member', async () => {
    const open = await aWorld()
    await open.tom.slash('/handoff')
    expect(open.tom.modal?.title).toBe('New handoff')
    const world = await aWorld({ env: { HANDOFF_SDR_IDS: open.sam.id } })
    const { answer } = await world.nadia.slash('/handoff')
    expect(answer).toBe(
      'Only the SDRs of this team can hand off leads. Ask whoever set up Handoff to add you.',
    )
    await world.sam.slash('/handoff')
    expect(world.sam.modal?.title).toBe('New handoff')
  })

  it('a guest who uses the shortcut is told in a form, because there is no channel to answer in', async () => {
    const world = await aWorld()
    const gus = world.slack.person('gus')
    await gus.shortcut('New handoff')
    expect(gus.modal?.text).toBe(
      'Guests cannot hand off or take leads. Ask a full member of your team to do it.',
    )
  })
})

describe('who may answer', () => {
  it('another AE is told who can, and until when', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const { answer } = await world.tom.click(world.card(), 'Accept')
    expect(answer).toBe(
      'Only @Eva Lind or a manager of Sales (@Mia Ortiz) can accept H-1.\n@Eva Lind has until Mon 23 Nov at 11:00.',
    )
    expect(standing(world.card().plain)).toContain('Waiting for @Eva Lind')
  })

  it('hears it before typing, not after', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const { answer } = await world.sam.click(world.card(), 'Decline')
    expect(world.sam.modal).toBeUndefined()
    expect(answer).toContain('Only @Eva Lind or a manager of Sales (@Mia Ortiz) can decline H-1.')
  })

  it('a manager accepts for the AE, who is then the owner', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.mia.click(world.card(), 'Accept')
    await world.settle()
    expect(standing(world.card().plain)).toContain('@Eva Lind owns it since')
    expect(standing(world.card().plain)).toContain('accepted by @Mia Ortiz')
    expect(world.thread().at(-1)).toBe(
      'Mia Ortiz accepted H-1 for @Eva Lind. @Sam Reyes, it has an owner now.',
    )
  })
})

describe('two people at once', () => {
  it('accept and accept: one owner, and the other hears who was first', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const card = world.card()
    const [eva, mia] = await Promise.all([world.eva.click(card, 'Accept'), world.mia.click(card, 'Accept')])
    await world.settle()
    const answers = [eva.answer, mia.answer].filter((answer) => answer !== undefined)
    expect(answers).toHaveLength(1)
    expect(answers[0]).toMatch(
      / accepted H-1 Fri 20 Nov at 11:00; @Eva Lind owns it\.\nNothing was changed\.$/,
    )
    expect(world.thread()).toHaveLength(2)
  })

  it('decline while somebody accepts: the form keeps what was typed and says what happened', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.mia.click(world.card(), 'Decline')
    await world.mia.fill({ Reason: 'No budget', Comment: 'They have none this year.' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.mia.press('Decline')
    expect(world.mia.modal?.errors).toEqual({
      Reason: 'Eva Lind accepted H-1 Fri 20 Nov, 11:00; Eva Lind owns it. Nothing was changed.',
    })
    expect(world.mia.modal?.fields.Comment).toBe('They have none this year.')
    expect(standing(world.card().plain)).toContain('owns it since')
  })

  it('a double click accepts once', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const card = world.card()
    await Promise.all([world.eva.click(card, 'Accept'), world.eva.click(card, 'Accept')])
    await world.settle()
    expect(world.thread()).toHaveLength(2)
  })

  it('a form sent twice makes one handoff', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const sent = lastSent(world, 'view_submission')
    const replies = await Promise.all([world.slack.deliver(sent), world.slack.deliver(sent)])
    await world.settle()
    expect(replies.map(({ status }) => status)).toEqual([200, 200])
    expect(world.cards()).toHaveLength(1)
  })

  it('a replayed click changes nothing more', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    const click = lastSent(world, 'block_actions')
    await world.slack.deliver(click)
    await world.settle()
    expect(world.thread()).toHaveLength(2)
  })

  it('refuses requests that are not signed by Slack, too old, or from the future', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Need info')
    const click = lastSent(world, 'block_actions')
    const statuses = [
      (await world.slack.deliver(click, { badSignature: true })).status,
      (await world.slack.deliver(click, { timestampOffset: -600 })).status,
      (await world.slack.deliver(click, { timestampOffset: 600 })).status,
    ]
    expect(statuses).toEqual([401, 401, 401])
  })
})

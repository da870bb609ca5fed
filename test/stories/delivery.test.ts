import { describe, expect, it } from 'vitest'
import { ACME, aWorld, handsOff, type World } from '../support/world.ts'

const minutes = (n: number) => n * 60_000
/** Only the card's own post, not its thread nor anybody's messages. */
const theCard = (world: World) => ({
  method: 'chat.postMessage',
  times: 1,
  when: ({ channel, thread_ts }: Record<string, unknown>) =>
    channel === world.slack.channel('handoffs').id && !thread_ts,
})
const standing = (plain: string) => plain.split('\n').at(-1)

describe('Slack in trouble', () => {
  it('rate limits a channel: its messages wait as long as Slack says, others go on', async () => {
    const world = await aWorld()
    world.slack.faults.ratelimited(30, theCard(world))
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    expect(world.cards()).toHaveLength(0)
    expect(world.eva.dm).toHaveLength(1)
    await world.clock.advance(35_000)
    await world.settle()
    expect(world.cards()).toHaveLength(1)
    expect(world.eva.dm).toHaveLength(1)
    expect(world.thread()).toHaveLength(1)
  })

  it('refuses everything for a while: everything arrives once when Slack is back, and no lead is lost', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill({ ...ACME.who, 'Account executive': 'Eva Lind' })
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.fill(ACME.handover)
    world.slack.faults.ratelimited(60)
    await world.sam.press('Send handoff')
    expect(world.sam.modal).toBeUndefined()
    await world.settle()
    expect(world.cards()).toHaveLength(0)
    world.slack.faults.clear()
    await world.clock.advance(minutes(2))
    await world.settle()
    expect(world.cards()).toHaveLength(1)
    expect(world.thread()).toHaveLength(1)
    expect(world.eva.dm).toHaveLength(1)
  })

  it('answers 500 to the card: it is not repeated blindly; the SDR is asked and can post it again', async () => {
    const world = await aWorld()
    world.slack.faults.status(500, theCard(world))
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    expect(world.cards()).toHaveLength(0)
    const asked = world.sam.dm.find(({ plain }) => plain.includes('the card in the handoff channel'))
    expect(asked?.plain).toBe(
      'H-1 Acme Corp: Slack did not confirm the card in the handoff channel.\nPlease look whether it is there. If it is not, post it again; the handoff itself is safe.',
    )
    expect(asked?.buttons).toEqual(['Post again'])
    if (!asked) throw new Error('the SDR was not asked')
    const { answer } = await world.sam.click(asked, 'Post again')
    expect(answer).toBe('It is on its way again.')
    await world.settle()
    expect(world.cards()).toHaveLength(1)
    expect(world.thread()).toHaveLength(1)
    const second = await world.sam.click(asked, 'Post again')
    expect(second.answer).toBe('That message is there by now; nothing was posted twice.')
    await world.settle()
    expect(world.cards()).toHaveLength(1)
  })

  it('loses the answer although the card was posted: a click on that card proves it is there, and all goes on', async () => {
    const world = await aWorld()
    world.slack.faults.resetAfter(theCard(world))
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    expect(world.cards()).toHaveLength(1)
    expect(world.thread()).toHaveLength(0)
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.settle()
    expect(world.cards()).toHaveLength(1)
    expect(standing(world.card().plain)).toContain('@Eva Lind owns it since')
    expect(world.thread().map((line) => line.split('\n')[0])).toEqual([
      'Brief H-1: Acme Corp',
      'Eva Lind accepted H-1. @Sam Reyes, it has an owner now.',
    ])
  })

  it('refuses the channel: the SDR and an admin hear how to mend it, and the AE works from the DM meanwhile', async () => {
    const world = await aWorld({ env: {} })
    world.slack.faults.error('not_in_channel', theCard(world))
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const said =
      'H-1 Acme Corp: Slack refused the card in the handoff channel (not_in_channel).\nInvite @Handoff to the handoff channel. Then post it again; the handoff itself is safe, and /handoff show has all of it.'
    const [told] = world.ada.dm
    expect(world.sam.dm.map(({ plain }) => plain)).toEqual([said])
    expect(told?.plain).toBe(said)
    await world.eva.click(world.eva.dm[0] ?? world.card(), 'Accept')
    await world.settle()
    expect(standing(world.eva.dm[0]?.plain ?? '')).toContain('owns it since')
    if (!told) throw new Error('the admin was not told')
    await world.ada.click(told, 'Post again')
    await world.settle()
    await world.settle()
    expect(standing(world.card().plain)).toContain('owns it since')
    expect(world.thread()).toHaveLength(2)
  })

  it('does not open the form in time: the person hears that they can try again', async () => {
    const world = await aWorld()
    world.slack.faults.status(503, { method: 'views.open', times: 1 })
    const { answer } = await world.sam.slash('/handoff')
    expect(answer).toBe('Slack did not open the form in time. Nothing is lost; please try again.')
    await world.sam.slash('/handoff')
    expect(world.sam.modal?.title).toBe('New handoff')
  })
})

describe.each(['http', 'socket'] as const)('acknowledging, over %s', (mode) => {
  it('stays well inside three seconds while Slack’s API is slow', async () => {
    const world = await aWorld({ mode })
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.sam.slash('/handoff')
    world.slack.faults.slow(2500)
    const before = world.slack.acks.length
    await world.eva.click(world.card(), 'Accept')
    await world.sam.fill({ Company: 'Globex', 'Contact name': 'Hank', 'Account executive': 'Dora Old' })
    await world.sam.press('Next')
    await world.nadia.slash('/handoff mine')
    const acks = world.slack.acks.slice(before)
    expect(acks.length).toBeGreaterThanOrEqual(3)
    expect(acks.filter(({ timedOut }) => timedOut)).toEqual([])
    expect(Math.max(...acks.map(({ ackMs }) => ackMs))).toBeLessThan(1800)
    world.slack.faults.clear()
  })
})

describe('an AE whom Slack did not name in time', () => {
  it('is taken on trust, and the SDR hears privately when they turn out to be a guest', async () => {
    const world = await aWorld()
    world.slack.faults.status(503, { method: 'users.info' })
    await handsOff(world, world.sam, { ae: 'Gus Fox' })
    expect(world.cards()).toHaveLength(1)
    expect(world.sam.dm).toEqual([])
    world.slack.faults.clear()
    await world.clock.advance(minutes(10))
    await world.settle()
    expect(world.sam.dm.map(({ plain }) => plain)).toEqual([
      'H-1 Acme Corp: Gus Fox is a guest here and cannot take a lead. Pick a full member.\nWithdraw it on its card and hand it off to somebody else.',
    ])
  })
})

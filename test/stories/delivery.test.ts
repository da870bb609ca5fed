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
      'H-1 Acme Corp: Slack did not confirm the card in the handoff channel.\nPlease look. If it is there, press Show history on it and its thread goes on; if not, post it again.\nThe handoff itself is safe: /handoff show H-1 has all of it, with its buttons.',
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
      'H-1 Acme Corp: Slack refused the card in the handoff channel (not_in_channel).\nInvite @Handoff to the handoff channel. Then post it again.\nThe handoff itself is safe: /handoff show H-1 has all of it, with its buttons.'
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

  it('refuses the channel again after Post again: the SDR is told again, and can work without the card', async () => {
    const world = await aWorld()
    world.slack.faults.error('is_archived', { ...theCard(world), times: 2 })
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const [first] = world.sam.dm
    if (!first) throw new Error('the SDR was not told')
    await world.sam.click(first, 'Post again')
    await world.settle()
    expect(world.sam.dm).toHaveLength(2)

    await world.eva.click(world.eva.dm[0] ?? first, 'Need info')
    await world.eva.fill({ Question: 'Who signs?' })
    await world.eva.press('Ask')
    await world.settle()
    await world.sam.slash('/handoff show H-1')
    const shown = world.sam.privately.at(-1)
    expect(shown?.buttons).toEqual(['Answer', 'Accept', 'Decline'])
    if (shown) await world.sam.click(shown, 'Answer')
    await world.sam.fill({ Answer: 'The CIO.' })
    await world.sam.press('Answer')
    await world.settle()
    expect(standing(world.eva.dm[0]?.plain ?? '')).toContain('Waiting for @Eva Lind')
  })

  it('cannot reach the SDR either: the next person who can help is asked', async () => {
    const world = await aWorld()
    world.slack.faults.status(500, theCard(world))
    world.slack.faults.error('user_not_found', {
      method: 'chat.postMessage',
      when: ({ channel }) => channel === world.sam.id,
    })
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.settle()
    expect(world.ada.dm.map(({ buttons }) => buttons)).toEqual([['Post again']])
  })

  it('never confirmed the new AE’s message: a click in the old AE’s one does not take its place', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'No capacity' })
    await world.eva.press('Decline')
    await world.settle()
    world.slack.faults.status(500, {
      method: 'chat.postMessage',
      when: ({ channel }) => channel === world.tom.id,
    })
    const edits = world.slack.faults.error('internal_error', { method: 'chat.update' })
    await world.sam.click(world.card(), 'Re-offer')
    await world.sam.fill({ 'Account executive': 'Tom Becker' })
    await world.sam.press('Re-offer')
    await world.settle()
    const old = world.eva.dm[0]
    if (old) await world.eva.click(old, 'Show history')
    edits()
    await world.clock.advance(minutes(10))
    await world.settle()
    expect(world.eva.dm.map(({ plain }) => plain)).toEqual(['H-1 Acme Corp is now with @Tom Becker.'])
  })

  it('has the card’s channel busy with a hundred cards: a live call still reaches its AE at once', async () => {
    const world = await aWorld()
    world.slack.faults.ratelimited(600, { ...theCard(world), times: 200 })
    for (let lead = 0; lead < 8; lead++) await handsOff(world, world.sam, { ae: 'Omar Haddad' })
    await handsOff(world, world.sam, { ae: 'Tom Becker', handover: { 'Intro call': 'Live now' } })
    expect(world.tom.dm).toHaveLength(1)
    expect(world.cards()).toHaveLength(0)
  })

  it('loses a card to somebody who deletes it: the SDR posts it again, with its brief', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const gone = world.slack.messages(world.slack.channel('handoffs').id)
    for (const message of gone) message.deleted = true
    await world.eva.click(world.eva.dm[0] ?? world.card(), 'Accept')
    await world.settle()
    const told = world.sam.dm.at(-1)
    expect(told?.plain).toContain('Somebody deleted it.')
    if (told) await world.sam.click(told, 'Post again')
    await world.settle()
    await world.settle()
    expect(standing(world.card().plain)).toContain('owns it since')
    expect(world.thread()[0]).toContain('Brief H-1')
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
  it('stays inside three seconds while Slack’s API is slow', async () => {
    const world = await aWorld({ mode })
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.sam.slash('/handoff')
    world.slack.faults.slow(2500)
    await world.wait(13 * 3_600_000)
    const before = world.slack.acks.length
    await world.eva.click(world.card(), 'Accept')
    await world.sam.fill({ Company: 'Globex', 'Contact name': 'Hank', 'Account executive': 'Dora Old' })
    await world.sam.press('Next')
    await world.nadia.slash('/handoff mine')
    const acks = world.slack.acks.slice(before)
    expect(acks.length).toBeGreaterThanOrEqual(3)
    expect(acks.filter(({ timedOut }) => timedOut)).toEqual([])
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

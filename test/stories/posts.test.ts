import { describe, expect, it } from 'vitest'
import { at } from '../../src/domain/time/calendar.ts'
import { saveLeave } from '../../src/store/people/leave.ts'
import { handsOffMany } from '../support/many.ts'
import { aWorld, handsOff, type World } from '../support/world.ts'

const newYork = (date: string, time: string) => at(date, time, 'America/New_York')

const posts = (world: World) =>
  world.ada.sees('leadership').filter(({ threadTs, isPrivate }) => !threadTs && !isPrivate)

describe('the daily stuck leads', () => {
  it('appear at 09:00 on working days, grouped by whose move it is', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Tom Becker' })
    await handsOff(world, world.sam, { ae: 'Omar Haddad', who: { Company: 'Globex' } })
    await world.omar.click(world.card(), 'Decline')
    await world.omar.fill({ Reason: 'Wrong territory' })
    await world.omar.press('Decline')
    await world.liveUntil(newYork('2026-11-23', '08:30'))
    expect(posts(world)).toEqual([])
    await world.liveUntil(newYork('2026-11-24', '09:30'))
    const [monday, tuesday] = posts(world).filter(({ plain }) => !plain.startsWith('Handoffs,'))
    expect(monday?.plain).toBe('Nothing is stuck. Every open handoff is on its way.')
    expect(tuesday?.plain.split('\n')).toEqual([
      '2 handoffs need someone · oldest 3 days',
      '@Tom Becker',
      'H-1 Acme Corp · not accepted, 22 h overdue · 3 days old',
      '@Sam Reyes',
      'H-2 Globex · declined, not re-offered, 21 h overdue · 3 days old',
    ])
  })

  it('offer a manager to nudge, to reassign, and to leave one out for some days', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Tom Becker' })
    await world.liveUntil(newYork('2026-11-24', '09:30'))
    const list = posts(world).at(-1)
    if (!list) throw new Error('there is no list')
    expect(list.menu).toEqual(['Nudge', 'Reassign', 'Snooze 1 day', 'Snooze 3 days', 'Snooze 7 days'])
    await world.mia.click(list, 'Nudge')
    await world.settle()
    expect(world.tom.dm.at(-1)?.plain).toBe('@Mia Ortiz asks you for the next move on H-1 Acme Corp.')
    expect(world.tom.dm.at(-1)?.buttons).toEqual(['Accept', 'Decline', 'Need info'])
    const again = await world.mia.click(list, 'Nudge')
    expect(again.answer).toMatch(/^@Mia Ortiz asked for the next move .*Give them some hours\.$/)
    expect(world.tom.dm.filter(({ plain }) => plain.includes('asks you for the next move'))).toHaveLength(1)
    const { answer } = await world.mia.click(list, 'Snooze 3 days')
    expect(answer).toBe('It is left out of the daily list for 3 days. No deadline moves for it.')
    await world.liveUntil(newYork('2026-11-25', '09:30'))
    expect(posts(world).at(-1)?.plain).toBe('Nothing is stuck. Every open handoff is on its way.')
    await world.liveUntil(newYork('2026-11-30', '09:30'))
    expect(world.ada.sees('leadership').some(({ plain }) => plain.includes('6 days overdue'))).toBe(true)
  })

  it('put what one message does not hold into its thread, so that every lead is in it once', async () => {
    const world = await aWorld()
    await handsOffMany(world, 90, () => world.tom.id, { forgotten: true })
    await world.waitUntil(newYork('2026-11-24', '09:00'))
    await world.running.tick()
    await world.settle()
    const list = posts(world).find(({ plain }) => plain.includes('need someone'))
    if (!list) throw new Error('there is no list')
    const pages = [list, ...world.ada.thread(list)].map(({ plain }) => plain.split('\n'))
    expect(pages.map((lines) => lines[0])).toEqual([
      '90 handoffs need someone · oldest 3 days',
      '41 to 80 of 90',
      '81 to 90 of 90',
    ])
    expect(pages[0]?.at(-1)).toBe('and 50 more in the thread')
    const refs = pages.flat().flatMap((line) => /^H-\d+/.exec(line) ?? [])
    expect(new Set(refs).size).toBe(90)
    expect(refs).toHaveLength(90)
  })

  it('lose none and repeat none when somebody acts on a lead while the pages go out', async () => {
    const world = await aWorld()
    await handsOffMany(world, 90, () => world.tom.id, { forgotten: true })
    await world.waitUntil(newYork('2026-11-24', '09:00'))
    await world.running.tick()
    const found = () => posts(world).find(({ plain }) => plain.includes('need someone'))
    for (let steps = 0; !found() && steps < 20; steps += 1) await world.clock.advance(250)
    const list = found()
    if (!list) throw new Error('there is no list')
    expect(world.ada.thread(list)).toEqual([])
    await world.tom.slash('/handoff show H-3')
    const shown = world.tom.privately.at(-1)
    if (!shown) throw new Error('H-3 is not shown')
    await world.tom.click(shown, 'Accept')
    await world.clock.advance(60_000)
    await world.settle()
    const pages = [list, ...world.ada.thread(list)].map(({ plain }) => plain.split('\n'))
    const refs = pages.map((lines) => lines.flatMap((line) => /^H-(\d+)/.exec(line)?.[1] ?? []).map(Number))
    const all = Array.from({ length: 90 }, (_, place) => place + 1)
    expect(refs).toEqual([all.slice(0, 40), all.slice(40, 80), all.slice(80)])
  })

  it('name whoever is away without calling for them', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Tom Becker' })
    const { db, workspace } = world.running.bot
    const leave = { from: '2026-11-23', to: '2026-12-04', cover: world.omar.id }
    await saveLeave(db, workspace, world.tom.id, leave, '2026-11-20')
    await world.liveUntil(newYork('2026-11-24', '12:30'))
    const list = posts(world).findLast(({ plain }) => plain.includes('need'))
    expect(list?.plain).toContain('Tom Becker')
    expect(list?.mentions).toEqual([])
  })

  it('say that an owner has left', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Tom Becker' })
    await world.tom.click(world.card(), 'Accept')
    await world.settle()
    world.tom.facts.deleted = true
    await world.liveUntil(newYork('2026-11-24', '09:30'))
    expect(posts(world).at(-1)?.plain).toContain('Managers Mia Ortiz\nH-1 Acme Corp · its owner has left')
    const list = posts(world).at(-1)
    if (!list) throw new Error('there is no list')
    const { answer } = await world.mia.click(list, 'Nudge')
    expect(answer).toContain('has left, so nobody was asked')
  })
})

describe('the weekly digest', () => {
  it('appears on Monday at 09:00 with the week before, and its detail in the thread', async () => {
    const world = await aWorld()
    for (const lead of [1, 2, 3])
      await handsOff(world, world.sam, { ae: 'Eva Lind', who: { Company: `Lead ${lead}` } })
    const [first, second] = world.cards()
    if (!first || !second) throw new Error('cards are missing')
    await world.eva.click(first, 'Accept')
    await world.eva.click(second, 'Decline')
    await world.eva.fill({ Reason: 'Bad timing' })
    await world.eva.press('Decline')
    await world.liveUntil(newYork('2026-11-23', '09:30'))
    const digest = posts(world).find(({ plain }) => plain.startsWith('Handoffs,'))
    expect(digest?.plain.split('\n')).toEqual([
      'Handoffs, 16 Nov to 22 Nov',
      '50 % accepted (1 of 2)',
      'Calls with both reps: none were planned that week',
      'Time to second meeting: no second meeting that week',
    ])
    if (!digest) throw new Error('there is no digest')
    expect(world.ada.thread(digest).map(({ plain }) => plain.split('\n'))).toEqual([
      [
        'First meaningful touch in time: none that week',
        'First touches that were a template: none that week',
        'Time to accept: 0 min (median)',
        'Declined: bad timing 1',
        'Met the gate: 100 % (3 of 3) · 0 drafts stopped by it',
        'Accepted and dropped: 0 now',
        'With several owners: 0',
        'To the second meeting after a warm transfer: none that week',
        'To the second meeting without one: none that week',
        'Second meeting within 28 days: no lead was accepted four to eight weeks ago',
        'No-shows: no meetings that week',
        'Won after a first meeting: none ended in 90 days',
        'Handed over in person too: 0 % of the leads sent (0 of 3)',
        'Qualified or won: no lead was accepted two to six weeks ago',
        'Rating of handoffs: none that week',
        'SDR asked back in: 0.0 per 10 accepted leads (0 requests, 1 accepted in 28 days)',
        'AEs per SDR: 1.0 (1 AE, 1 SDR in 28 days)',
        'Signals of the last 28 days (thresholds of the playbook, set under Settings)',
        'None: where there are enough handoffs to tell, all is inside its threshold.',
        'By AE',
        'Eva Lind: 50 % accepted (1 of 2)',
        'By SDR',
        'Sam Reyes: 3 sent · 50 % accepted (1 of 2)',
        'Those with most to say; /handoff export has everybody.',
        'What each number counts is in docs/metrics.md.',
      ],
    ])
  })

  it('has a chart once there are two weeks, and goes without when Slack refuses charts', async () => {
    const world = await aWorld()
    for (const monday of ['2026-11-23', '2026-11-30']) {
      await handsOff(world, world.sam, { ae: 'Eva Lind' })
      await world.eva.click(world.card(), 'Accept')
      await world.liveUntil(newYork(monday, '08:30'))
    }
    await world.liveUntil(newYork('2026-11-30', '09:30'))
    const charted = posts(world).find(({ plain }) => plain.startsWith('Handoffs, 23'))
    expect(charted?.blocks.map(({ type }) => type)).toContain('data_visualization')
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    world.slack.faults.error('invalid_blocks', {
      method: 'chat.postMessage',
      when: ({ blocks }) => JSON.stringify(blocks).includes('data_visualization'),
    })
    await world.liveUntil(newYork('2026-12-07', '09:30'))
    const plain = posts(world).find(({ plain }) => plain.startsWith('Handoffs, 30'))
    expect(plain?.blocks.map(({ type }) => type)).not.toContain('data_visualization')
  })

  it('is shown to managers on request, this week so far, and to nobody else', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    expect((await world.mia.slash('/handoff digest')).answer).toContain('This week so far.')
    expect((await world.eva.slash('/handoff digest')).answer).toBe(
      'The digest is for managers and admins. /handoff mine shows what is open for you.',
    )
  })
})

describe('/handoff stuck', () => {
  it('shows everybody what concerns them, and managers all', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Tom Becker' })
    await world.liveUntil(newYork('2026-11-24', '09:30'))
    expect((await world.tom.slash('/handoff stuck')).answer).toContain('H-1 Acme Corp · not accepted')
    expect((await world.eva.slash('/handoff stuck')).answer).toBe(
      'Nothing is stuck. Every open handoff is on its way.',
    )
    expect((await world.mia.slash('/handoff stuck')).answer).toContain('H-1 Acme Corp')
  })
})

describe('a post that does not arrive', () => {
  it.each([
    ['is refused', 'Slack refused the weekly digest (is_archived).'],
    ['is not confirmed', 'Slack did not confirm the weekly digest.'],
  ])('%s: an admin is asked and posts it again', async (how, words) => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const toLeaders = {
      method: 'chat.postMessage',
      when: ({ channel }: Record<string, unknown>) => channel === world.slack.channel('leadership').id,
    }
    if (how === 'is refused') world.slack.faults.error('is_archived', toLeaders)
    else world.slack.faults.status(503, toLeaders)
    await world.liveUntil(newYork('2026-11-23', '09:30'))
    world.slack.faults.clear()
    const asked = world.ada.dm.find(({ plain }) => plain.includes(words))
    if (!asked) throw new Error('nobody was asked')
    expect(asked.buttons).toEqual(['Post again'])
    await world.ada.click(asked, 'Post again')
    await world.settle()
    const digest = posts(world).find(({ plain }) => plain.startsWith('Handoffs,'))
    if (!digest) throw new Error('there is no digest')
    expect(world.ada.thread(digest)).toHaveLength(1)
    const { answer } = await world.ada.click(asked, 'Post again')
    expect(answer).toBe('That message is there by now; nothing was posted twice.')
  })
})

describe('the review of the digest', () => {
  it('is marked once by whoever runs it, shown on the digest, and said in the next one', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.liveUntil(new Date('2026-11-23T14:05:00Z'))
    const posts = () =>
      world.mia.sees(world.slack.channel('leadership')).filter(({ plain }) => plain.startsWith('Handoffs, '))
    const [posted] = posts()
    if (!posted) throw new Error('there is no digest')
    expect(posted.buttons).toEqual(['Mark reviewed'])
    await world.sam.click(posted, 'Mark reviewed').catch(() => undefined)
    await world.mia.click(posted, 'Mark reviewed')
    await world.settle()
    expect(posts()[0]?.plain).toContain('Reviewed by @Mia Ortiz Mon 23 Nov at 09:05')
    expect(posts()[0]?.buttons).toEqual([])
    await world.liveUntil(new Date('2026-11-30T14:05:00Z'))
    expect(posts()[1]?.plain.split('\n')[0]).toBe(
      'Handoffs, 23 Nov to 29 Nov · last week’s was reviewed by @Mia Ortiz Mon 23 Nov at 09:05',
    )
    await world.liveUntil(new Date('2026-12-07T14:05:00Z'))
    expect(posts()[2]?.plain.split('\n')[0]).toContain('nobody marked last week’s as reviewed')
  })
})

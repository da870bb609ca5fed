import { describe, expect, it } from 'vitest'
import { at } from '../../src/domain/time/calendar.ts'
import { ACME, aWorld, handsOff, type World } from '../support/world.ts'

const stockholm = (date: string, time: string) => at(date, time, 'Europe/Stockholm')

const MONDAY_CALL = stockholm('2026-11-23', '10:00')

const told = (world: World, who: 'eva' | 'sam' | 'omar') => world[who].dm.map(({ plain }) => plain)

async function withCall(): Promise<World> {
  const world = await aWorld()
  await world.sam.slash('/handoff')
  await world.sam.fill({ ...ACME.who, 'Account executive': 'Eva Lind' })
  await world.sam.press('Next')
  await world.sam.fill(ACME.qualification)
  await world.sam.press('Next')
  await world.sam.fill({ ...ACME.handover, 'Intro call': 'Scheduled' })
  await world.sam.fill({
    'Intro call time': MONDAY_CALL,
    'First meeting': ['SDR joins first meeting'],
    'What was promised': 'A price by Friday',
    'What to avoid': 'The old vendor',
  })
  await world.sam.press('Send handoff')
  await world.settle()
  return world
}

describe('a scheduled intro call', () => {
  it('gets into calendars from the thread', async () => {
    const world = await withCall()
    const said = world.thread().at(1)
    expect(said).toContain('Intro call Mon 23 Nov at 04:00, for @Eva Lind and @Sam Reyes.')
    expect(said).toContain('Google Calendar')
    const [file] = world.sam.thread(world.card()).flatMap(({ files }) => files)
    expect(file?.name).toBe('intro-call-H-1.ics')
    const lines = file?.text.replace(/\r\n /g, '').split('\r\n') ?? []
    expect(lines).toContain('METHOD:PUBLISH')
    expect(lines).toContain('DTSTART:20261123T090000Z')
    expect(lines).toContain('SUMMARY:Intro call\\, H-1')
    expect(file?.text).not.toMatch(/Acme|Dana/)
  })

  it('is announced to both reps with what matters, asked about afterwards, and logged once', async () => {
    const world = await withCall()
    await world.eva.click(world.card(), 'Accept')
    await world.liveUntil(stockholm('2026-11-23', '09:50'))
    for (const who of ['eva', 'sam'] as const) {
      const before = told(world, who).find((plain) => plain.includes('the intro call with Dana Whitfield'))
      expect(before).toContain('What was promised: A price by Friday')
      expect(before).toContain('What to avoid: The old vendor')
      expect(before).toContain('To double-check: Authority')
    }
    await world.liveUntil(stockholm('2026-11-23', '10:40'))
    const asked = world.eva.dm.at(-1)
    expect(asked?.plain).toContain('who was on the intro call')
    if (!asked) throw new Error('nobody asked')
    await world.eva.click(asked, 'Log call')
    await world.eva.fill({ Result: 'Held', 'Who was there': ['SDR', 'AE', 'Prospect'] })
    await world.eva.press('Log call')
    await world.liveUntil(stockholm('2026-11-23', '18:00'))
    expect(told(world, 'eva').filter((plain) => plain.includes('who was on'))).toHaveLength(1)
  })

  it('tells the other rep when one cannot make it', async () => {
    const world = await withCall()
    await world.liveUntil(stockholm('2026-11-23', '09:50'))
    const before = world.eva.dm.find(({ plain }) => plain.includes('the intro call with'))
    if (!before) throw new Error('nobody was told')
    await world.eva.click(before, 'Can’t make it')
    await world.settle()
    expect(world.thread().at(-1)).toBe(
      'Eva Lind cannot make the intro call. @Sam Reyes, go alone, or move it with Log call.',
    )
  })
})

describe('how an AE likes to take over', () => {
  it('is asked once, said to the SDR who hands off, and in the brief; and that they talked is kept', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    const card = world.eva.dm[0]
    if (!card) throw new Error('no card')
    await world.eva.pick(card, 'How do you like to take over?', 'Call me')
    await world.sam.slash('/handoff')
    await world.sam.fill({ Company: 'Globex', 'Contact name': 'Gil', 'Account executive': 'Eva Lind' })
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    expect(world.sam.modal?.text).toContain('@Eva Lind prefers to take over: call me.')
    await world.sam.fill(ACME.handover)
    await world.sam.press('Send handoff')
    await world.settle()
    const brief = world.sam.thread(world.card())[0]
    expect(brief?.plain).toContain('@Eva Lind prefers: call me')
    expect(world.eva.dm.at(-1)?.plain).not.toContain('How do you like')
    if (!brief) throw new Error('no brief')
    await world.sam.click(brief, 'Verbal handover done')
    await world.sam.fill({ How: 'Call me' })
    await world.sam.press('Save')
    await world.settle()
    expect(world.sam.thread(world.card())[0]?.plain).toContain('Handed over in a call by @Sam Reyes')
  })
})

describe('a leave with a cover', () => {
  it('has the cover hear and act, the owner stay the owner, and ends by itself', async () => {
    const world = await aWorld()
    await world.eva.slash('/handoff prefs')
    await world.eva.fill({
      'On leave from': '2026-11-20',
      'On leave until': '2026-11-23',
      Cover: 'Omar Haddad',
    })
    await world.eva.press('Save')
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    expect(world.eva.dm).toEqual([])
    await world.omar.click(world.card(), 'Accept')
    await world.settle()
    expect(world.card().plain).toContain('@Eva Lind owns it since')
    expect(world.card().plain).toContain('accepted by @Omar Haddad')
    await world.liveUntil(stockholm('2026-11-24', '16:00'))
    // The 24-hour warning fell into the leave, the one four hours before it did not.
    expect(told(world, 'omar').some((plain) => plain.includes('you cover for @Eva Lind'))).toBe(true)
    expect(told(world, 'eva').some((plain) => plain.includes('first meaningful touch by'))).toBe(true)
    await world.omar.click(world.card(), 'Log touch')
    expect(world.omar.privately.at(-1)?.plain).toContain('can log a touch on H-1')
  })

  it('is left out of the rotation, and told to an SDR who picks them anyway', async () => {
    const world = await aWorld()
    await world.mia.slash('/handoff prefs')
    await world.mia.fill({ 'Set them for somebody else': 'Eva Lind' })
    await world.mia.fill({ 'On leave from': '2026-11-20', 'On leave until': '2026-11-27' })
    await world.mia.press('Save')
    await handsOff(world, world.sam)
    expect(world.card().mentions).toContain(world.omar.id)
    await world.sam.slash('/handoff')
    await world.sam.fill({ Company: 'Globex', 'Contact name': 'Gil', 'Account executive': 'Eva Lind' })
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    expect(world.sam.modal?.text).toContain('@Eva Lind is away, and nobody covers')
  })
})

describe('a touch that was logged wrong', () => {
  it('is corrected in its place, and the clock runs on', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.eva.click(world.card(), 'Log touch')
    await world.eva.fill({ Kind: 'Call attempted' })
    await world.eva.press('Log touch')
    await world.settle()
    await world.eva.click(world.card(), 'Log touch')
    await world.eva.fill({
      Kind: 'Templated email',
      'Corrects an earlier touch': 'Call attempted, Fri 20 Nov, 17:00',
    })
    await world.eva.press('Log touch')
    await world.settle()
    expect(world.card().plain).toContain('First meaningful touch by')
    await world.sam.slash('/handoff show H-1')
    expect(world.sam.privately.at(-1)?.plain).toContain('corrected a touch: templated email')
  })
})

describe('a lead that was put aside', () => {
  it('comes back on its date, in the SDR’s morning, and can be handed off again with what was known', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'Bad timing' })
    await world.eva.press('Decline')
    await world.settle()
    await world.sam.click(world.card(), 'Recycle')
    await world.sam.fill({ Until: '2026-11-30' })
    await world.sam.press('Recycle')
    await world.liveUntil(at('2026-11-30', '08:30', 'America/New_York'))
    expect(told(world, 'sam').filter((plain) => plain.includes('comes back'))).toEqual([])
    await world.liveUntil(at('2026-11-30', '09:30', 'America/New_York'))
    const back = world.sam.dm.at(-1)
    expect(back?.plain).toContain('H-1 Acme Corp comes back: it was put aside until Mon 30 Nov')
    if (!back) throw new Error('it did not come back')
    await world.sam.click(back, 'Hand off again')
    expect(world.sam.modal?.fields).toMatchObject({ Company: 'Acme Corp', 'Contact name': 'Dana Whitfield' })
    await world.sam.press('Next')
    expect(world.sam.modal?.fields['Budget evidence']).toBe('60k approved for Q1, says Dana')
  })
})

describe('/handoff find', () => {
  it('finds by company, person, address and reference, and shows nobody what they may not see', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    for (const text of ['acme', 'whitfield', 'dana@acme', 'H-1']) {
      await world.sam.slash(`/handoff find ${text}`)
      expect(world.sam.privately.at(-1)?.plain).toContain('H-1')
    }
    await world.mia.slash('/handoff find acme')
    expect(world.mia.privately.at(-1)?.plain).toContain('H-1')
    await world.nadia.slash('/handoff find acme')
    expect(world.nadia.privately.at(-1)?.plain).toContain('Nothing that you can see holds “acme”')
    await world.nadia.slash('/handoff find 100%_')
    expect(world.nadia.privately.at(-1)?.plain).toContain('Nothing that you can see')
    await world.nadia.slash('/handoff find')
    expect(world.nadia.privately.at(-1)?.plain).toContain('Say what to look for')
  })
})

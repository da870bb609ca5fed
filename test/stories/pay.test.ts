import { describe, expect, it } from 'vitest'
import { aWorld, handsOff, type World } from '../support/world.ts'

describe('/handoff pay', () => {
  it('shows an SDR their own credits with why, provisional first, and sends them as a file', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.sam.slash('/handoff pay 2026-11')
    await world.settle()
    expect(world.sam.privately.at(-1)?.plain).toContain(
      'Credits for Nov 2026 · provisional until Tue 8 Dec at 00:00',
    )
    expect(world.sam.privately.at(-1)?.plain).toContain('@Sam Reyes: 0, and 1 pending')
    expect(world.sam.privately.at(-1)?.plain).toContain('pending, its clawback window is open')
    expect(world.sam.dm.flatMap(({ files }) => files.map(({ title }) => title))).toEqual(['Credits 2026-11'])
    await world.liveUntil(new Date('2026-11-28T12:00:00Z'))
    await world.sam.slash('/handoff pay 2026-11')
    await world.settle()
    expect(world.sam.privately.at(-1)?.plain).toContain('@Sam Reyes: 1')
    await world.nadia.slash('/handoff pay 2026-11')
    await world.settle()
    expect(world.nadia.privately.at(-1)?.plain).toContain('No accepted handoff in this month.')
  })

  it('shows everybody’s only to the people named for it, and says what is no month', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.ada.slash('/handoff settings')
    await world.ada.press('Change', { near: 'Named people' })
    await world.ada.fill({ 'May see everybody’s pay': ['Mia Ortiz'] })
    await world.ada.press('Save')
    await world.mia.slash('/handoff pay 2026-11')
    await world.settle()
    expect(world.mia.privately.at(-1)?.plain).toContain('@Sam Reyes: 0, and 1 pending')
    await world.ada.slash('/handoff pay 2026-11')
    await world.settle()
    expect(world.ada.privately.at(-1)?.plain).toContain('No accepted handoff')
    await world.sam.slash('/handoff pay soon')
    expect(world.sam.privately.at(-1)?.plain).toContain('Say which month, like /handoff pay 2026-11.')
  })
})

async function adaMayErase(world: World): Promise<void> {
  await world.ada.slash('/handoff settings')
  await world.ada.press('Change', { near: 'Named people' })
  await world.ada.fill({ 'May erase a prospect': ['Ada Novak'] })
  await world.ada.press('Save')
  await world.ada.dismiss()
}

describe('exports and erasure', () => {
  it('sends a table to the admin who asked, with formulas made harmless', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind', who: { 'Contact title': '=HYPERLINK("http://x")' } })
    await world.sam.slash('/handoff export')
    expect(world.sam.privately.at(-1)?.plain).toContain('Exports are for Slack’s admins')
    await world.ada.slash('/handoff export')
    await world.ada.fill({ What: 'Handoffs, with their prospects' })
    await world.ada.press('Send it to me')
    await world.settle()
    const [sent] = world.ada.dm.flatMap(({ files }) => files)
    const text = sent?.text ?? ''
    expect(text.split('\r\n')[0]).toContain('id,ref,team_id,sdr,ae,status')
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
  })

  it('sends the AE scorecard by quarter, and the credits with why', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.liveUntil(new Date('2026-11-25T12:00:00Z'))
    const exported = async (What: string) => {
      await world.ada.slash('/handoff export')
      await world.ada.fill({ What })
      await world.ada.press('Send it to me')
      await world.settle()
      return world.ada.dm
        .flatMap(({ files }) => files)
        .at(-1)
        ?.text.split('\r\n')
        .slice(1, -1)
    }
    // The last 90 days touch two quarters. One accepted of one answered; its touch was due on Tuesday and nobody made it.
    expect(await exported('AE scorecard by quarter')).toEqual([`2026-Q4,${world.eva.id},1,1,0,1,0,0`])
    await world.ada.slash('/handoff export')
    await world.ada.fill({ What: 'Credits, line by line' })
    await world.ada.press('Send it to me')
    expect(world.ada.modal?.errors).toEqual({
      What: 'Everybody’s credits are for the people named for pay under Settings.',
    })
    await world.ada.dismiss()
    await world.ada.slash('/handoff settings')
    await world.ada.press('Change', { near: 'Named people' })
    await world.ada.fill({ 'May see everybody’s pay': ['Ada Novak'] })
    await world.ada.press('Save')
    await world.ada.dismiss()
    expect(await exported('Credits, line by line')).toEqual([
      `2026-11,${world.sam.id},H-1,2026-11-20T16:00:05.000Z,pending,1,window_open`,
    ])
  })

  it('erases a prospect in two steps: the words go everywhere, the counts stay', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'Other', Comment: 'Dana told me that they went bankrupt' })
    await world.eva.press('Decline')
    await world.settle()
    await world.ada.slash('/handoff erase acme')
    expect(world.ada.privately.at(-1)?.plain).toContain('Only the people named for it')
    await adaMayErase(world)
    // Only the comment of a decline says so; it is about a person all the same.
    await world.ada.slash('/handoff erase BANKRUPT')
    await world.ada.fill({ 'Belongs to this person': ['H-1 Acme Corp · Dana Whitfield'] })
    await world.ada.press('Next')
    await world.ada.fill({ 'Type ERASE': 'yes' })
    await world.ada.press('Erase')
    expect(world.ada.modal?.errors).toEqual({ 'Type ERASE': 'Type ERASE to go on.' })
    await world.ada.fill({ 'Type ERASE': 'ERASE' })
    await world.ada.press('Erase')
    expect(world.ada.modal?.text).toContain('The words of one handoff are erased')
    await world.settle()
    const everywhere = JSON.stringify([world.cards(), world.thread(), world.eva.dm, world.sam.dm])
    expect(everywhere).not.toMatch(/Acme|Dana|bankrupt|60k/)
    expect(world.card().plain).toContain('(erased)')
    const { db } = world.running.bot
    const left = JSON.stringify([
      await db.read.select().from(db.tables.prospects),
      await db.read.select().from(db.tables.texts),
      await db.read.select().from(db.tables.counters),
      await db.read.select().from(db.tables.outbox),
    ])
    expect(left).not.toMatch(/acme|dana|bankrupt|60k/i)
    expect(await db.read.select().from(db.tables.offers)).toHaveLength(1)
  })

  it('erases forms that were begun about the same prospect, and posts no names into pay', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Accept')
    await world.settle()
    await world.sam.slash('/handoff pay 2026-11')
    expect(world.sam.privately.at(-1)?.plain).toContain('Acme Corp')
    await world.nadia.slash('/handoff')
    await world.nadia.fill({ Company: 'Acme', 'Contact name': 'D. W.', 'Contact email': 'Dana@acme.example' })
    await world.nadia.press('Next')
    await adaMayErase(world)
    await world.ada.slash('/handoff erase dana@acme')
    await world.ada.fill({ 'Belongs to this person': ['H-1 Acme Corp · Dana Whitfield'] })
    await world.ada.press('Next')
    await world.ada.fill({ 'Type ERASE': 'ERASE' })
    await world.ada.press('Erase')
    await world.settle()
    const { db } = world.running.bot
    for (const [name, table] of Object.entries(db.tables))
      expect([name, JSON.stringify(await db.read.select().from(table))]).toEqual([
        name,
        expect.not.stringMatching(/acme|dana/i),
      ])
    const said = [world.sam, world.eva].flatMap(({ dm }) => dm.map(({ plain }) => plain))
    expect(said.join('\n')).not.toMatch(/acme|dana/i)
  })

  it('erases what was typed about a lead that ended, once its retention time is over', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.ada.slash('/handoff settings')
    await world.ada.press('Change', { near: 'Signals and baseline' })
    await world.ada.fill({ 'Days after its end at which a lead’s words are erased': '30' })
    await world.ada.press('Save')
    await world.sam.click(world.card(), 'Withdraw')
    await world.sam.press('Withdraw')
    await world.settle()
    const days = async (n: number) => {
      await world.wait(n * 86_400_000)
      await world.running.tick()
      await world.settle()
    }
    await days(29)
    expect(world.card().plain).toContain('Acme Corp')
    await days(2)
    expect(world.card().plain).toContain('(erased)')
    expect(JSON.stringify([world.cards(), world.thread()])).not.toMatch(/Acme|Dana|60k/)
  })
})

import { describe, expect, it } from 'vitest'
import { postDigest } from '../../src/scheduler/digest.ts'
import { postStuck } from '../../src/scheduler/stuck.ts'
import { saveTeam, teamsOf } from '../../src/store/teams/teams.ts'
import { ACME, aWorld, handsOff, type World } from '../support/world.ts'

/** Leads of one company after the other, all with the same people. */
async function manyLeads(world: World, count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1)
    await handsOff(world, world.sam, {
      ae: 'Eva Lind',
      who: { Company: `Company ${n}`, 'Contact email': `dana@company-${n}.example` },
    })
}

async function moreTeams(world: World, count: number): Promise<void> {
  const { db, workspace, clock } = world.running.bot
  const [first] = await teamsOf(db, workspace)
  if (!first) throw new Error('there is no team')
  for (let n = 1; n <= count; n += 1)
    await saveTeam(
      db,
      workspace,
      { ...first, id: `team-${n}`, name: `Team ${n}`, setInSlack: true },
      clock.now(),
    )
}

/** How many statements the product makes until somebody has their answer, delivery left out. */
async function costOf(world: World, request: () => Promise<unknown>): Promise<number> {
  await world.settle()
  const { bot } = world.running
  const { deliver } = bot
  bot.deliver = () => undefined
  const before = world.statements.length
  await request()
  const cost = world.statements.length - before
  bot.deliver = deliver
  bot.deliver()
  await world.settle()
  return cost
}

describe('what a request costs in statements', () => {
  it('a list costs no more when it grows, and answering a lead reads it once', async () => {
    const world = await aWorld()
    const lists = ['mine', 'find company', 'show H-1', 'stuck']
    const asked = async () => {
      const costs: Record<string, number> = {}
      for (const list of lists) costs[list] = await costOf(world, () => world.sam.slash(`/handoff ${list}`))
      return costs
    }
    await manyLeads(world, 2)
    await asked()
    const ofTwo = await asked()
    await manyLeads(world, 8)
    expect(await asked()).toEqual(ofTwo)
    expect(ofTwo.mine).toBeLessThanOrEqual(8)
    expect(ofTwo['find company']).toBeLessThanOrEqual(10)
    expect(ofTwo['show H-1']).toBeLessThanOrEqual(20)
    expect(ofTwo.stuck).toBeLessThanOrEqual(12)
    const [card] = world.cards()
    if (!card) throw new Error('there is no card')
    expect(await costOf(world, () => world.eva.click(card, 'Accept'))).toBeLessThanOrEqual(30)
  })

  it('handing off a known prospect, from the last step to the answer', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.fill({ Reason: 'This is something new' })
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.fill(ACME.handover)
    expect(await costOf(world, () => world.sam.press('Send handoff'))).toBeLessThanOrEqual(70)
  })

  it('settings, stuck leads and the digest cost the same for six teams as for two', async () => {
    const world = await aWorld()
    await manyLeads(world, 2)
    const { bot } = world.running
    const costs = async () => ({
      settings: await costOf(world, async () => {
        await world.ada.slash('/handoff settings')
        await world.ada.dismiss()
      }),
      stuck: await costOf(world, () => world.mia.slash('/handoff stuck')),
      digest: await costOf(world, () => world.mia.slash('/handoff digest')),
    })
    await moreTeams(world, 1)
    await costs()
    const ofTwo = await costs()
    await moreTeams(world, 5)
    expect(await costs()).toEqual(ofTwo)
    expect(ofTwo.settings).toBeLessThanOrEqual(12)
    expect(ofTwo.stuck).toBeLessThanOrEqual(12)
    expect(ofTwo.digest).toBeLessThanOrEqual(90)
    await world.waitUntil(new Date('2026-11-30T15:00:00Z'))
    expect(await costOf(world, () => postStuck(bot))).toBeLessThanOrEqual(10)
    expect(await costOf(world, () => postDigest(bot))).toBeLessThanOrEqual(100)
  })
})

import { describe, expect, it } from 'vitest'
import { ACME, aWorld, handsOff, type World } from '../../support/world.ts'

async function types(world: World, who: object): Promise<void> {
  await world.sam.slash('/handoff')
  await world.sam.fill({ ...ACME.who, ...who })
  await world.sam.press('Next')
}

async function sends(world: World): Promise<void> {
  await world.sam.fill(ACME.qualification)
  await world.sam.press('Next')
  await world.sam.fill(ACME.handover)
  await world.sam.press('Send handoff')
  await world.settle()
}

describe('a prospect whom somebody knows already', () => {
  it('is said before the SDR goes on, with who owns them, and goes to the owner', async () => {
    const world = await aWorld()
    await handsOff(world, world.nadia, { ae: 'Omar Haddad' })
    await world.omar.click(world.card(), 'Accept')
    await world.settle()
    await types(world, { 'Contact name': 'Somebody else' })
    expect(world.sam.modal?.text).toContain('H-1 Acme Corp (the same address)')
    expect(world.sam.modal?.text).toContain('@Omar Haddad owns them until')
    expect(world.sam.modal?.fields['Account executive']).toBe('Omar Haddad')
    await world.sam.press('Next')
    await sends(world)
    expect(world.card().mentions).toContain(world.omar.id)
  })

  it('goes to somebody else only for a reason, which the AE reads in the brief', async () => {
    const world = await aWorld()
    await handsOff(world, world.nadia, { ae: 'Omar Haddad' })
    await world.omar.click(world.card(), 'Accept')
    await world.settle()
    await types(world, {})
    await world.sam.fill({ 'Account executive': 'Eva Lind' })
    await world.sam.press('Next')
    expect(world.sam.modal?.errors).toEqual({ Reason: 'Say in a few words why.' })
    await world.sam.fill({ Reason: 'Another division, Omar knows' })
    await world.sam.press('Next')
    await sends(world)
    expect(world.thread()[0]).toContain('Handed off again because: Another division, Omar knows')
  })

  it('is found by domain, by contact, and by name alone only to warn; free mail says nothing', async () => {
    const world = await aWorld()
    await handsOff(world, world.nadia, { ae: 'Omar Haddad' })
    for (const [who, expected] of [
      [{ 'Contact email': 'cio@acme.example', 'Contact name': 'Cleo' }, 'the same company, by its domain'],
      [{ 'Contact email': '', Company: 'ACME Corp.' }, 'the same contact'],
      [{ 'Contact email': 'x@gmail.com', 'Contact name': 'Cleo' }, 'a company of the same name'],
    ] as const) {
      await types(world, who)
      expect(world.sam.modal?.text).toContain(expected)
      await world.sam.press('Discard draft')
      await world.sam.dismiss()
    }
  })

  it('is said to whoever sends second, when two SDRs hand off the same prospect at once', async () => {
    const world = await aWorld()
    await types(world, {})
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.fill(ACME.handover)
    await handsOff(world, world.nadia, { ae: 'Omar Haddad' })
    await world.sam.press('Send handoff')
    expect(world.sam.modal?.text).toContain('This prospect was handed off before.')
    expect(world.cards()).toHaveLength(1)
    await world.sam.press('Next')
    await world.sam.press('Next')
    await world.sam.press('Send handoff')
    await world.settle()
    expect(world.cards()).toHaveLength(2)
  })
})

describe('a prospect who gets an owner while the form is open', () => {
  it('goes to them, or needs a reason, although the SDR was warned before they were anybody’s', async () => {
    const world = await aWorld()
    await handsOff(world, world.nadia, { ae: 'Omar Haddad' })
    await types(world, { 'Account executive': 'Eva Lind' })
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.fill(ACME.handover)
    await world.omar.click(world.card(), 'Accept')
    await world.settle()
    await world.sam.press('Send handoff')
    expect(world.sam.modal?.text).toContain('@Omar Haddad owns them until')
    expect(world.cards()).toHaveLength(1)
  })
})

describe('a lead handed off from a message', () => {
  it('brings its words, to be edited first, and a link to it', async () => {
    const world = await aWorld()
    const said = world.nadia.say('Dana from Acme asks for a demo & <b>prices</b>, secret: 42', {
      channel: 'handoffs',
    })
    await world.sam.messageShortcut('Hand off this lead', said)
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    expect(world.sam.modal?.fields['From the message']).toContain('secret: 42')
    await world.sam.fill({ ...ACME.handover, 'From the message': 'Dana from Acme asks for a demo' })
    await world.sam.press('Send handoff')
    await world.settle()
    const brief = world.thread()[0]
    expect(brief).toContain('From the message: Dana from Acme asks for a demo')
    expect(brief).not.toContain('secret')
  })

  it('never mixes its words into a handoff of somebody else that was begun', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.dismiss()
    const said = world.nadia.say('Quentin at Beta Mills wants pricing', { channel: 'handoffs' })
    await world.sam.messageShortcut('Hand off this lead', said)
    expect(world.sam.modal).toBeUndefined()
    expect(world.sam.privately.at(-1)?.plain).toContain('You began another handoff. Send or discard it first')
    const { db } = world.running.bot
    expect(JSON.stringify(await db.read.select().from(db.tables.drafts))).not.toContain('Quentin')
  })

  it('says that the words come along, and opens the same form again from the same message', async () => {
    const world = await aWorld()
    const said = world.nadia.say('Dana from Acme asks for a demo', { channel: 'handoffs' })
    await world.sam.messageShortcut('Hand off this lead', said)
    expect(world.sam.modal?.text).toContain('The words of the message come along')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.dismiss()
    await world.sam.messageShortcut('Hand off this lead', said)
    expect(world.sam.modal?.title).toBe('Qualification')
  })
})

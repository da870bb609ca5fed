import { describe, expect, it } from 'vitest'
import { ACME, aWorld, handsOff, lastSent } from '../../support/world.ts'

describe('the form', () => {
  it('shows step by step what it needs', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    expect(world.sam.modal?.labels).toEqual([
      'Company',
      'Contact name',
      'Contact email',
      'Contact title',
      'CRM link',
      'Account executive',
    ])
    await world.sam.fill({ ...ACME.who, 'Account executive': 'Eva Lind' })
    await world.sam.press('Next')
    expect(world.sam.modal?.labels).toEqual([
      'Budget',
      'Budget evidence',
      'Authority',
      'Authority evidence',
      'Timeline',
      'Timeline evidence',
      'Exception reason',
    ])
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    expect(world.sam.modal?.labels).toEqual([
      'Next step',
      'Next step date',
      'Intro call',
      'First meeting',
      'What was promised',
      'What landed',
      'What to avoid',
    ])
    expect(world.sam.modal?.submit).toBe('Send handoff')
    expect(world.sam.modal?.text).toContain(
      'Goes to @Eva Lind. They answer by Mon 23 Nov, 11:00 (your time).',
    )
  })

  it('stops at the gate: a required criterion that is unknown, or without evidence', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.fill({ ...ACME.qualification, Budget: 'Unknown', 'Authority evidence': 'Dana decides' })
    await world.sam.press('Next')
    expect(world.sam.modal?.errors).toEqual({
      Budget:
        'Budget is required and still unknown. Find out first, or say what is pending. Or give an exception reason at the end.',
      'Authority evidence':
        'Say how you know: at least 20 characters that the AE can check (now 12). Or give an exception reason at the end.',
    })
    await world.sam.fill({
      Budget: 'Pending',
      'Authority evidence': ACME.qualification['Authority evidence'],
    })
    await world.sam.press('Next')
    expect(world.sam.modal?.title).toBe('Handover')
  })

  it('says at the field what is wrong with the prospect', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill({ ...ACME.who, 'Contact email': 'dana at acme', 'CRM link': 'javascript:alert(1)' })
    await world.sam.press('Next')
    expect(world.sam.modal?.errors).toEqual({
      'Contact email': 'This is not an email address. Write it like dana@acme.com, or leave it empty.',
      'CRM link': 'This is not a link. Paste it whole, beginning with https://, or leave it empty.',
    })
  })

  it('refuses an AE who is a guest, from another company, a bot or gone', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    const errors: (string | undefined)[] = []
    for (const name of ['Gus Fox', 'Xenia Vale', 'Botty', 'Dora Old']) {
      await world.sam.fill({ ...ACME.who, 'Account executive': name })
      await world.sam.press('Next')
      errors.push(world.sam.modal?.errors['Account executive'])
    }
    expect(errors).toEqual([
      'Gus Fox is a guest here and cannot take a lead. Pick a full member.',
      'Xenia Vale belongs to another company. Pick somebody from yours.',
      'Botty is a bot. Pick a person.',
      'Dora Old has left: the account is deactivated. Pick somebody else.',
    ])
  })

  it('keeps what was typed when it is closed, and /handoff goes on at the same step', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill({ ...ACME.who, 'Account executive': 'Eva Lind' })
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.press('Cancel')
    await world.wait(6 * 86_400_000)
    await world.sam.slash('/handoff')
    expect(world.sam.modal?.title).toBe('Handover')
    await world.sam.press('Back')
    expect(world.sam.modal?.fields.Budget).toBe('Confirmed')
    await world.sam.press('Back')
    expect(world.sam.modal?.fields).toMatchObject({ Company: 'Acme Corp', 'Account executive': 'Eva Lind' })
  })

  it('is not brought back by a late click in a form that was sent, and swallows no later lead', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill({ ...ACME.who, 'Account executive': 'Eva Lind' })
    await world.sam.press('Next')
    const late = lastSent(world, 'view_submission')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.fill(ACME.handover)
    await world.sam.press('Send handoff')
    await world.settle()
    const { body } = await world.slack.deliver(late)
    expect(body).toContain('This handoff was sent already: it is H-1.')
    await handsOff(world, world.sam, { who: { Company: 'Globex' } })
    expect(world.cards()).toHaveLength(2)
  })

  it('says when another one was begun in another window, and keeps that one', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    const first = lastSent(world, 'view_submission')
    await world.sam.press('Discard draft')
    await world.sam.fill({ ...ACME.who, Company: 'Globex' })
    await world.sam.press('Next')
    const { body } = await world.slack.deliver(first)
    expect(body).toContain('You began another handoff in another window.')
    await world.sam.press('Cancel')
    await world.sam.slash('/handoff')
    expect(world.sam.modal?.text).toContain('Globex · Dana Whitfield')
  })

  it('forgets a draft after seven days', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.press('Cancel')
    await world.wait(8 * 86_400_000)
    await world.running.tick()
    await world.sam.slash('/handoff')
    expect(world.sam.modal?.fields.Company).toBe('')
  })

  it('throws a draft away on request and begins an empty one', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.press('Back')
    await world.sam.press('Cancel')
    await world.sam.slash('/handoff')
    expect(world.sam.modal?.text).toContain('This is the handoff you began earlier.')
    await world.sam.fill({ Company: 'Typed, not sent' })
    await world.sam.press('Discard draft')
    expect(world.sam.modal?.fields.Company).toBe('')
    await handsOffInOpenForm()
    expect(world.cards()).toHaveLength(1)

    async function handsOffInOpenForm() {
      await world.sam.fill(ACME.who)
      await world.sam.press('Next')
      await world.sam.fill(ACME.qualification)
      await world.sam.press('Next')
      await world.sam.fill(ACME.handover)
      await world.sam.press('Send handoff')
      await world.settle()
    }
  })

  it('keeps what was typed in a later step when going back from it', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.fill({ Budget: 'Pending', 'Budget evidence': 'half typed' })
    await world.sam.press('Back')
    await world.sam.press('Next')
    expect(world.sam.modal?.fields).toMatchObject({ Budget: 'Pending', 'Budget evidence': 'half typed' })
  })

  it('sends everything also when Slack leaves out the fields that nobody touched', async () => {
    const world = await aWorld()
    world.slack.quirks.dropUntouched = true
    await world.sam.slash('/handoff')
    await world.sam.fill({ ...ACME.who, 'Account executive': 'Tom Becker' })
    await world.sam.press('Next')
    await world.sam.press('Back')
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.fill(ACME.handover)
    await world.sam.press('Send handoff')
    await world.settle()
    expect(world.card().plain).toContain('Acme Corp · Dana Whitfield, VP Operations · H-1')
    expect(world.card().mentions[0]).toBe(world.tom.id)
  })

  it('asks for the time of a scheduled intro call and for the reason of an impossible one', async () => {
    const world = await aWorld()
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.fill({ ...ACME.handover, 'Intro call': 'Scheduled' })
    expect(world.sam.modal?.labels).toContain('Intro call time')
    expect(world.sam.modal?.fields['Next step']).toBe('Send the security questionnaire')
    await world.sam.fill({ 'Intro call time': new Date('2026-11-19T15:00:00Z') })
    await world.sam.press('Send handoff')
    expect(world.sam.modal?.errors).toEqual({
      'Intro call time': 'This time has passed. Pick a later one, or choose Live now.',
    })
    await world.sam.fill({ 'Intro call': 'Not possible' })
    expect(world.sam.modal?.labels).not.toContain('Intro call time')
    await world.sam.fill({ Reason: 'Dana travels until December' })
    await world.sam.press('Send handoff')
    await world.settle()
    expect(world.card().plain).toContain('Intro call: not possible (Dana travels until December)')
  })

  it('refuses a next step in the past, in the zone of the SDR', async () => {
    const world = await aWorld({ at: new Date('2026-11-21T02:00:00Z') })
    await world.sam.slash('/handoff')
    await world.sam.fill(ACME.who)
    await world.sam.press('Next')
    await world.sam.fill(ACME.qualification)
    await world.sam.press('Next')
    await world.sam.fill({ ...ACME.handover, 'Next step date': '2026-11-19' })
    await world.sam.press('Send handoff')
    expect(world.sam.modal?.errors).toEqual({ 'Next step date': 'This day has passed. Pick a later one.' })
    await world.sam.fill({ 'Next step date': '2026-11-20' })
    await world.sam.press('Send handoff')
    await world.settle()
    expect(world.cards()).toHaveLength(1)
  })

  it('opens from the global shortcut too', async () => {
    const world = await aWorld()
    await world.sam.shortcut('New handoff')
    expect(world.sam.modal?.title).toBe('New handoff')
  })

  it('reaches an AE by DM although they switched messages off, when the prospect is on the line', async () => {
    const world = await aWorld()
    await world.eva.slash('/handoff prefs')
    await world.eva.fill({ Messages: [] })
    await world.eva.press('Save')
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    expect(world.eva.dm).toHaveLength(0)
    await handsOff(world, world.sam, { ae: 'Eva Lind', handover: { 'Intro call': 'Live now' } })
    expect(world.eva.dm.map(({ plain }) => plain.includes('Intro call: live now'))).toEqual([true])
  })
})

import { describe, expect, it } from 'vitest'
import { aWorld, handsOff, lastSent } from '../support/world.ts'

const NASTY =
  '<!channel> <@U012ABCDEF> <https://evil.example|bank> & *bold* _it_ ~no~ `code` > :tada: \u200fשלום\u200e'

describe('hostile text', () => {
  it('is shown as it was typed, pings nobody and breaks nothing, in every field', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, {
      ae: 'Eva Lind',
      who: { Company: NASTY, 'Contact name': NASTY, 'Contact title': NASTY },
      qualification: {
        'Budget evidence': `${NASTY}\n${NASTY}`,
        'Authority evidence': 'x'.repeat(1000),
        'Timeline evidence': '😀'.repeat(500),
      },
      handover: {
        'Next step': NASTY,
        'Intro call': 'Not possible',
        Reason: NASTY,
        'What was promised': NASTY,
        'What landed': `${NASTY}\n\n${'y'.repeat(800)}`,
        'What to avoid': NASTY,
      },
    })
    await world.eva.click(world.card(), 'Need info')
    await world.eva.fill({ Question: NASTY })
    await world.eva.press('Ask')
    await world.settle()
    await world.sam.click(world.card(), 'Answer')
    await world.sam.fill({ Answer: NASTY })
    await world.sam.press('Answer')
    await world.settle()
    await world.eva.click(world.card(), 'Decline')
    await world.eva.fill({ Reason: 'Other', Comment: NASTY })
    await world.eva.press('Decline')
    await world.settle()

    expect(world.slack.problems).toEqual([])
    expect(world.logged.filter(({ level }) => level !== 'info')).toEqual([])
    const everything = [world.card(), ...world.ada.thread(world.card()), ...world.eva.dm]
    const people = new Set(everything.flatMap(({ mentions }) => mentions))
    expect([...people].sort()).toEqual([world.eva.id, world.sam.id].sort())
    const [brief] = world.thread()
    expect(brief).toContain(`What was promised: ${NASTY}`)
    expect(brief).toContain(`Next step: ${NASTY}, by`)
    expect(world.thread().filter((line) => line.includes(NASTY))).toHaveLength(4)
    const { answer } = await world.sam.slash('/handoff show H-1')
    expect(answer).toContain(NASTY)
  })

  it('that is too long is refused at its field, also when Slack lets it through', async () => {
    const world = await aWorld()
    await handsOff(world, world.sam, { ae: 'Eva Lind' })
    await world.eva.click(world.card(), 'Need info')
    await world.eva.fill({ Question: 'A question' })
    await world.eva.press('Ask')
    const sent = lastSent(world, 'view_submission')
    const longer = JSON.stringify(sent.payload).replaceAll('A question', 'q'.repeat(3000))
    const { body } = await world.slack.deliver({ kind: sent.kind, payload: JSON.parse(longer) })
    expect(JSON.parse(body)).toEqual({
      response_action: 'errors',
      errors: { question: 'At most 1000 characters; this has 3000.' },
    })
  })
})

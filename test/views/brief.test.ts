import { describe, expect, it } from 'vitest'
import { brief } from '../../src/views/handoff/brief.ts'
import { aHandoff, at, MIA, SAM } from '../support/builders.ts'
import { linesOf, pingedBy } from './reading.ts'

describe('the brief', () => {
  it('has everything that the AE needs, in the order in which they need it', () => {
    const handoff = aHandoff({
      prospect: { email: 'dana@acme.example', crmLink: 'https://crm.example/deals/7?tab=a&b=1' },
      brief: {
        intro: { mode: 'scheduled', at: at('Mon 23 Nov 10:00') },
        sdrJoins: true,
        promised: 'A quote by Friday\nand a call with our CTO',
        landed: 'The audit trail',
        avoid: 'Their old supplier',
      },
    })
    expect(linesOf(brief(handoff))).toEqual([
      'Brief H-42: Acme Corp',
      'Dana Whitfield, VP Operations · dana@acme.example',
      'crm.example',
      '✅ Budget: 60k approved for Q1 (confirmed)',
      '🟡 Authority: Dana decides, CIO still to confirm (pending)',
      '✅ Timeline: live by March (confirmed)',
      'Next step: send the security questionnaire, by Tue 24 Nov',
      'Intro call: Mon 23 Nov at 10:00, @Sam Reyes joins the first meeting',
      'What was promised: A quote by Friday',
      'and a call with our CTO',
      'What landed: The audit trail',
      'What to avoid: Their old supplier',
      'To double-check: Authority',
    ])
    expect(pingedBy(brief(handoff))).toEqual([SAM])
  })

  it('leaves out what the SDR left empty', () => {
    const answers = [
      { key: 'budget', state: 'confirmed' as const, evidence: '60k approved for Q1' },
      { key: 'authority', state: 'confirmed' as const, evidence: 'Dana decides alone' },
      { key: 'timeline', state: 'unknown' as const, evidence: '' },
    ]
    const handoff = aHandoff({ prospect: { title: undefined }, brief: { answers } })
    expect(linesOf(brief(handoff))).toEqual([
      'Brief H-42: Acme Corp',
      'Dana Whitfield',
      '✅ Budget: 60k approved for Q1 (confirmed)',
      '✅ Authority: Dana decides alone (confirmed)',
      '⚪ Timeline: no evidence (unknown)',
      'Next step: send the security questionnaire, by Tue 24 Nov',
      'Intro call: AE alone',
      'To double-check: Timeline',
    ])
  })

  it('says what was added later, by whom and when', () => {
    const additions = [
      { by: SAM, at: at('Fri 20 Nov 18:00'), words: 'The CIO agreed.' },
      { by: MIA, at: at('Mon 23 Nov 09:00'), words: 'They doubled\nthe budget.' },
    ]
    expect(linesOf(brief(aHandoff({ brief: { additions } }))).slice(-3)).toEqual([
      'Added Mon 23 Nov at 09:00 by @Mia Ortiz: They doubled',
      'the budget.',
      'Added Fri 20 Nov at 18:00 by @Sam Reyes: The CIO agreed.',
    ])
  })

  it('says how many additions there was no room for, after the latest', () => {
    const additions = ['a', 'b', 'c', 'd'].map((letter) => ({
      by: SAM,
      at: at('Fri 20 Nov 18:00'),
      words: letter.repeat(1000),
    }))
    expect(linesOf(brief(aHandoff({ brief: { additions } }))).slice(-3)).toEqual([
      `Added Fri 20 Nov at 18:00 by @Sam Reyes: ${'d'.repeat(1000)}`,
      `Added Fri 20 Nov at 18:00 by @Sam Reyes: ${'c'.repeat(1000)}`,
      '2 earlier additions are in the history.',
    ])
  })

  it('shows evidence and the next step in full, where the card cuts them', () => {
    const answers = [{ key: 'budget', state: 'confirmed' as const, evidence: 'x'.repeat(1000) }]
    const lines = linesOf(brief(aHandoff({ brief: { answers, nextStep: 'y'.repeat(1000) } })))
    expect(lines).toContain(`✅ Budget: ${'x'.repeat(1000)} (confirmed)`)
    expect(lines).toContain(`Next step: ${'y'.repeat(1000)}, by Tue 24 Nov`)
  })

  it('shows in full why there is no intro call, where the card cuts it', () => {
    const reason = `Dana is on leave until March ${'and nobody else may talk to us '.repeat(3)}`.trim()
    const lines = linesOf(brief(aHandoff({ brief: { intro: { mode: 'not_possible', reason } } })))
    expect(lines).toContain(`Intro call: not possible (${reason})`)
  })

  it('never hides where a link leads', () => {
    const to = (crmLink: string) => linesOf(brief(aHandoff({ prospect: { crmLink } })))[2]
    expect(to('https://crm.example/deals/7')).toBe('crm.example')
    expect(to('https://crm.example@evil.example/')).toBe('evil.example')
    expect(to('javascript:alert(1)')).toBe('javascript:alert(1)')
  })
})

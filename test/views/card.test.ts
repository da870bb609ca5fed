import { describe, expect, it } from 'vitest'
import type { IntroCall } from '../../src/domain/handoff/handoff.ts'
import { card, movedOn } from '../../src/views/handoff/card.ts'
import {
  aBrief,
  aHandoff,
  at,
  EVA,
  handoffIn,
  later,
  MIA,
  minutes,
  OFFERED_AT,
  OMAR,
  SAM,
  STAGES,
} from '../support/builders.ts'
import { buttonsOf, linesOf, menuOf, pingedBy, spokenLines } from './reading.ts'

const NOW = at('Fri 20 Nov 17:21')

const shown = (handoff = aHandoff(), now = NOW) => card(handoff, now, 'channel')

const lastLine = (handoff = aHandoff()) => linesOf(shown(handoff)).at(-1)

describe('the card of a lead that is offered', () => {
  it('has everything that is needed to decide, and nothing else', () => {
    expect(linesOf(shown())).toEqual([
      'Acme Corp · Dana Whitfield, VP Operations · H-42',
      'For @Eva Lind, from @Sam Reyes · offered Fri 20 Nov at 17:02',
      '✅ Budget: 60k approved for Q1',
      '🟡 Authority: Dana decides, CIO still to confirm',
      '✅ Timeline: live by March',
      'Next step: send the security questionnaire, by Tue 24 Nov · Intro call: AE alone',
      'Waiting for @Eva Lind until Mon 23 Nov at 17:02.',
    ])
    expect(buttonsOf(shown())).toEqual(['Accept', 'Decline', 'Need info'])
    expect(menuOf(shown())).toEqual(['Reassign', 'Log call', 'Withdraw', 'Show history'])
  })

  it('says the same to a screen reader, with words for the signs', () => {
    expect(spokenLines(shown())).toEqual([
      'Acme Corp · Dana Whitfield, VP Operations · H-42',
      'For @Eva Lind, from @Sam Reyes · offered Fri 20 Nov at 17:02',
      'Confirmed: Budget: 60k approved for Q1',
      'Pending: Authority: Dana decides, CIO still to confirm',
      'Confirmed: Timeline: live by March',
      'Next step: send the security questionnaire, by Tue 24 Nov · Intro call: AE alone',
      'Waiting for @Eva Lind until Mon 23 Nov at 17:02.',
    ])
  })

  it('is exactly this in Slack', () => {
    const seconds = (time: string) => at(time).getTime() / 1000
    const format = '{date_short_pretty} at {time}'
    const id = '0f4e8f0a-7a3c-4a8e-9a55-7d6a2f6f2f42'
    expect(shown().blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Acme Corp', style: { bold: true } },
              { type: 'text', text: ' · Dana Whitfield, VP Operations · ' },
              { type: 'text', text: 'H-42', style: { code: true } },
              { type: 'text', text: '\n' },
              { type: 'text', text: 'For ' },
              { type: 'user', user_id: 'U0EVA' },
              { type: 'text', text: ', from ' },
              { type: 'user', user_id: 'U0SAM' },
              { type: 'text', text: ' · offered ' },
              {
                type: 'date',
                timestamp: seconds('Fri 20 Nov 17:02'),
                format,
                fallback: 'Fri 20 Nov, 16:02 UTC',
              },
              { type: 'text', text: '\n' },
              { type: 'emoji', name: 'white_check_mark' },
              { type: 'text', text: ' Budget: 60k approved for Q1' },
              { type: 'text', text: '\n' },
              { type: 'emoji', name: 'large_yellow_circle' },
              { type: 'text', text: ' Authority: Dana decides, CIO still to confirm' },
              { type: 'text', text: '\n' },
              { type: 'emoji', name: 'white_check_mark' },
              { type: 'text', text: ' Timeline: live by March' },
              { type: 'text', text: '\n' },
              {
                type: 'text',
                text: 'Next step: send the security questionnaire, by Tue 24 Nov · Intro call: ',
              },
              { type: 'text', text: 'AE alone' },
              { type: 'text', text: '\n' },
              { type: 'text', text: 'Waiting for ', style: { italic: true } },
              { type: 'user', user_id: 'U0EVA' },
              { type: 'text', text: ' until ', style: { italic: true } },
              {
                type: 'date',
                timestamp: seconds('Mon 23 Nov 17:02'),
                format,
                fallback: 'Mon 23 Nov, 16:02 UTC',
              },
              { type: 'text', text: '.', style: { italic: true } },
            ],
          },
        ],
      },
      {
        type: 'actions',
        block_id: 'card',
        elements: [
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Accept', emoji: false },
            action_id: 'accept',
            value: id,
            accessibility_label: 'Accept H-42 Acme Corp',
            style: 'primary',
          },
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Decline', emoji: false },
            action_id: 'decline',
            value: id,
            accessibility_label: 'Decline H-42 Acme Corp',
          },
          {
            type: 'button',
            text: { type: 'plain_text', text: 'Need info', emoji: false },
            action_id: 'need_info',
            value: id,
            accessibility_label: 'Need info H-42 Acme Corp',
          },
          {
            type: 'overflow',
            action_id: 'more',
            options: [
              { text: { type: 'plain_text', text: 'Reassign', emoji: false }, value: `reassign:${id}` },
              { text: { type: 'plain_text', text: 'Log call', emoji: false }, value: `log_call:${id}` },
              { text: { type: 'plain_text', text: 'Withdraw', emoji: false }, value: `withdraw:${id}` },
              {
                text: { type: 'plain_text', text: 'Show history', emoji: false },
                value: `show_history:${id}`,
              },
            ],
          },
        ],
      },
    ])
  })

  it('pings the AE and the SDR and nobody else', () => {
    expect(pingedBy(shown())).toEqual([EVA, SAM])
  })

  it('is the same in a message to the AE, and known as the one there', () => {
    const dm = card(aHandoff(), NOW, 'dm')
    expect(linesOf(dm)).toEqual(linesOf(shown()))
    expect(buttonsOf(dm)).toEqual(buttonsOf(shown()))
    expect(dm.blocks.at(-1)).toMatchObject({ type: 'actions', block_id: 'ae_card:1' })
  })

  it.each<[string, IntroCall, string]>([
    ['is live', { mode: 'live_now' }, 'live now'],
    ['has a time', { mode: 'scheduled', at: at('Mon 23 Nov 10:00') }, 'Mon 23 Nov at 10:00'],
    ['is left to the AE', { mode: 'sequential' }, 'AE alone'],
  ])('says how the intro call happens when it %s, and whether Sam joins', (_what, intro, words) => {
    const nextStep = (sdrJoins: boolean) =>
      linesOf(shown(aHandoff({ brief: { intro, sdrJoins } }))).find((line) => line.startsWith('Next step'))
    const step = 'Next step: send the security questionnaire, by Tue 24 Nov · Intro call: '
    expect(nextStep(false)).toBe(step + words)
    expect(nextStep(true)).toBe(`${step}${words}, @Sam Reyes joins the first meeting`)
  })

  it('says why there is no intro call', () => {
    const intro: IntroCall = { mode: 'not_possible', reason: 'Dana is on leave' }
    expect(linesOf(shown(aHandoff({ brief: { intro } })))).toContain(
      'Next step: send the security questionnaire, by Tue 24 Nov · Intro call: not possible (Dana is on leave)',
    )
  })

  it('shows the states of a long framework without the evidence, so that the buttons stay on the screen', () => {
    const names = ['Metrics', 'Buyer', 'Criteria', 'Process', 'Pain']
    const criteria = names.map((name) => ({ key: name, name, hint: '', required: true }))
    const answers = names.map((key) => ({ key, state: 'pending' as const, evidence: 'we asked' }))
    const handoff = aHandoff({ rules: { framework: { name: 'MEDDPICC', criteria } }, brief: { answers } })
    expect(linesOf(shown(handoff))[2]).toBe('🟡 Metrics · 🟡 Buyer · 🟡 Criteria · 🟡 Process · 🟡 Pain')
  })

  it('keeps evidence of several lines on one line, and cuts what is too long for a phone', () => {
    const evidence = `Dana says:\n60k, and\n\nthe CFO ${'agreed '.repeat(30)}`
    const answers = [{ key: 'budget', state: 'confirmed' as const, evidence }]
    expect(linesOf(shown(aHandoff({ brief: { answers } })))[2]).toBe(
      '✅ Budget: Dana says: 60k, and the CFO agreed agreed agreed agreed agreed agreed agreed agreed agree…',
    )
  })

  it('says so when a criterion that nobody requires has no evidence', () => {
    const answers = [{ key: 'timeline', state: 'unknown' as const, evidence: '' }]
    expect(linesOf(shown(aHandoff({ brief: { answers } })))[2]).toBe('⚪ Timeline: no evidence')
  })
})

describe('the card says where the lead stands', () => {
  it('while a question is open', () => {
    const asked = handoffIn('info_needed')
    expect(lastLine(asked)).toBe('@Eva Lind asks: Who signs? · Waiting for @Sam Reyes.')
    expect(buttonsOf(shown(asked))).toEqual(['Answer', 'Accept', 'Decline'])
    expect(menuOf(shown(asked))).toEqual(['Reassign', 'Log call', 'Withdraw', 'Show history'])
  })

  it('while a second question is open, which does not stop the time of whoever asks', () => {
    const asked = handoffIn('info_needed', { offer: { acceptDue: at('Mon 23 Nov 17:02') } })
    expect(lastLine(asked)).toContain('Mon 23 Nov at 17:02')
  })

  it('once it has an owner', () => {
    const accepted = handoffIn('accepted')
    expect(lastLine(accepted)).toBe(
      '@Eva Lind owns it since Fri 20 Nov at 17:20. First meaningful touch by Tue 24 Nov at 17:02.',
    )
    expect(buttonsOf(shown(accepted))).toEqual(['Log touch', 'Log call', 'Outcome', 'Pull SDR in'])
    expect(menuOf(shown(accepted))).toEqual(['Update next step', 'Give feedback', 'Reassign', 'Show history'])
  })

  it('once a manager has accepted it for the AE', () => {
    const stage = { status: 'accepted', owner: EVA, by: MIA, at: at('Fri 20 Nov 17:20') } as const
    expect(lastLine(aHandoff({ stage }))).toBe(
      '@Eva Lind owns it since Fri 20 Nov at 17:20, accepted by @Mia Ortiz. First meaningful touch by Tue 24 Nov at 17:02.',
    )
  })

  it('once it is declined', () => {
    const declined = handoffIn('declined')
    expect(lastLine(declined)).toBe(
      'Declined by @Eva Lind (wrong title). Waiting for @Sam Reyes to re-offer, recycle or withdraw it.',
    )
    expect(buttonsOf(shown(declined))).toEqual(['Re-offer', 'Add information', 'Recycle', 'Withdraw'])
    expect(menuOf(shown(declined))).toEqual(['Show history'])
  })

  it('once it is withdrawn', () => {
    const withdrawn = handoffIn('withdrawn')
    expect(lastLine(withdrawn)).toBe('Withdrawn by @Sam Reyes Fri 20 Nov at 17:20.')
    expect(buttonsOf(shown(withdrawn))).toEqual(['Show history'])
  })

  it('once it is recycled', () => {
    const recycled = handoffIn('recycled')
    expect(lastLine(recycled)).toBe('Recycled until Tue 19 Jan by @Sam Reyes.')
    expect(buttonsOf(shown(recycled))).toEqual(['Hand off again', 'Show history'])
  })

  it('with the reason as the workspace writes it, capitals and all', () => {
    const stage = { ...STAGES.declined.stage, code: 'not_our_icp' }
    expect(lastLine(aHandoff({ stage }))).toBe(
      'Declined by @Eva Lind (not our ICP). Waiting for @Sam Reyes to re-offer, recycle or withdraw it.',
    )
  })
})

describe('taking an answer back', () => {
  const lastAnswer = (action: 'accepted' | 'declined') =>
    ({ action, by: EVA, at: at('Fri 20 Nov 17:20'), from: 'offered' }) as const
  const inTime = at('Fri 20 Nov 17:29')
  const tooLate = later(inTime, minutes(1))

  it('is in the menu of an accepted lead for ten minutes', () => {
    const accepted = handoffIn('accepted', { lastAnswer: lastAnswer('accepted') })
    expect(menuOf(shown(accepted, inTime))).toContain('Undo')
    expect(menuOf(shown(accepted, tooLate))).not.toContain('Undo')
  })

  it('is in the menu of a declined one, whose buttons are for the SDR', () => {
    const declined = handoffIn('declined', { lastAnswer: lastAnswer('declined') })
    expect(menuOf(shown(declined, inTime))).toEqual(['Undo', 'Show history'])
    expect(menuOf(shown(declined, tooLate))).toEqual(['Show history'])
  })
})

describe('the card of a lead with an outcome', () => {
  it('keeps the buttons of its owner once it is qualified, and lets a manager correct it', () => {
    const qualified = handoffIn('qualified')
    expect(lastLine(qualified)).toBe('@Eva Lind owns it, qualified Fri 20 Nov at 17:25.')
    expect(buttonsOf(shown(qualified))).toEqual(['Log touch', 'Log call', 'Outcome', 'Pull SDR in'])
    expect(menuOf(shown(qualified))).toContain('Correct')
  })

  it.each([
    ['disqualified', 'Disqualified (no need) Fri 20 Nov at 17:25, says @Eva Lind.'],
    ['won', 'Won Fri 20 Nov at 17:25, says @Eva Lind.'],
    ['lost', 'Lost (price) Fri 20 Nov at 17:25, says @Eva Lind.'],
  ] as const)('says how it ended when it is %s', (status, words) => {
    expect(lastLine(handoffIn(status))).toBe(words)
    expect(buttonsOf(shown(handoffIn(status)))).toEqual(['Show history', 'Correct'])
  })

  it('says that the SDR was asked back in', () => {
    const pullIn = { by: EVA, at: at('Mon 23 Nov 10:00'), reason: 'gone_quiet' as const, words: 'Call Dana.' }
    expect(lastLine(handoffIn('qualified', { pullIn }))).toContain('Asks @Sam Reyes back in: gone quiet.')
  })
})

describe('the card of an AE whose lead went to somebody else', () => {
  const moved = movedOn(aHandoff({ offer: { seq: 2, ae: OMAR } }))

  it('is one line without buttons', () => {
    expect(linesOf(moved)).toEqual(['H-42 Acme Corp is now with @Omar Haddad.'])
    expect(buttonsOf(moved)).toEqual([])
  })
})

it('a card of long texts still shows who, what and until when', () => {
  const handoff = aHandoff({
    prospect: { company: 'A'.repeat(150), contact: 'B'.repeat(150), title: 'C'.repeat(150) },
    brief: aBrief({ nextStep: 'D'.repeat(1000) }),
    offer: { offeredAt: OFFERED_AT },
  })
  const lines = linesOf(shown(handoff))
  expect(lines[0]).toBe(`${'A'.repeat(79)}… · ${'B'.repeat(59)}…, ${'C'.repeat(59)}… · H-42`)
  expect(lines[5]).toBe(`Next step: ${'D'.repeat(99)}…, by Tue 24 Nov · Intro call: AE alone`)
})

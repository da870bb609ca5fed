import { describe, expect, it } from 'vitest'
import type { Happening } from '../../src/domain/handoff/history.ts'
import { historyLine, threadMessage } from '../../src/views/handoff/happenings.ts'
import { aHandoff, aHappening, at, EVA, handoffIn, MIA, nameOf, OMAR, SAM } from '../support/builders.ts'
import { linesOf, pingedBy, shownLines, spokenLines } from './reading.ts'

const said = (own: Partial<Happening>, handoff = aHandoff()) =>
  threadMessage(handoff, aHappening(own), nameOf)

const lines = (own: Partial<Happening>, handoff = aHandoff()) => linesOf(said(own, handoff))

const pinged = (own: Partial<Happening>, handoff = aHandoff()) => pingedBy(said(own, handoff))

const declined = { action: 'declined', to: 'declined', code: 'wrong_title' } as const

const asked = {
  action: 'asked',
  at: at('Fri 20 Nov 17:30'),
  to: 'info_needed',
  words: 'Who signs?',
} as const

const answered = { action: 'answered', by: SAM, from: 'info_needed', words: 'Dana does.' } as const

describe('the thread tells', () => {
  it('the SDR that the lead has an owner', () => {
    expect(lines({ action: 'accepted' })).toEqual([
      'Eva Lind accepted H-42. @Sam Reyes, it has an owner now.',
    ])
    expect(pinged({ action: 'accepted' })).toEqual([SAM])
  })

  it('the AE too when a manager accepted for them', () => {
    expect(lines({ action: 'accepted', by: MIA })).toEqual([
      'Mia Ortiz accepted H-42 for @Eva Lind. @Sam Reyes, it has an owner now.',
    ])
    expect(pinged({ action: 'accepted', by: MIA })).toEqual([EVA, SAM])
  })

  it('the SDR why the lead was declined and what to do now', () => {
    expect(lines(declined)).toEqual([
      'Eva Lind declined: wrong title.',
      '@Sam Reyes, re-offer it, recycle it or withdraw it on the card.',
    ])
    expect(pinged(declined)).toEqual([SAM])
  })

  it('what the AE wrote about it', () => {
    expect(lines({ ...declined, code: 'other', words: 'Dana left in May' })[0]).toBe(
      'Eva Lind declined: other. Dana left in May',
    )
  })

  it('the SDR what the AE asks, and that the deadline waits', () => {
    expect(lines(asked, handoffIn('info_needed'))).toEqual([
      'Eva Lind asks @Sam Reyes: Who signs?',
      'The deadline waits for the answer.',
    ])
    expect(pinged(asked, handoffIn('info_needed'))).toEqual([SAM])
  })

  it('nobody that the deadline waits when it is the second question, which it does not wait for', () => {
    const first = { by: EVA, askedAt: at('Fri 20 Nov 17:10'), words: 'Who pays?' }
    const reply = { by: SAM, at: at('Fri 20 Nov 17:15'), words: 'Finance.' }
    const second = { by: EVA, askedAt: asked.at, words: 'Who signs?' }
    const handoff = aHandoff({
      stage: { status: 'info_needed', question: second },
      offer: { questions: [{ ...first, reply }, second] },
    })
    const words = lines(asked, handoff).join('\n')
    expect(words).toContain('Eva Lind asks @Sam Reyes: Who signs?')
    expect(words).not.toContain('The deadline waits')
  })

  it('the AE what the SDR answered', () => {
    expect(lines(answered)).toEqual(['Sam Reyes answers @Eva Lind: Dana does.'])
    expect(pinged(answered)).toEqual([EVA])
  })

  it('the next AE that it is theirs now', () => {
    const reoffered = { action: 'reoffered', by: SAM, ae: OMAR, offer: 2, to: 'offered' } as const
    expect(lines(reoffered)).toEqual([
      'Sam Reyes offered H-42 to @Omar Haddad. The brief is at the top of this thread.',
    ])
    expect(pinged(reoffered)).toEqual([OMAR])
  })

  it('the AE that there is nothing left to do', () => {
    const withdrawn = { action: 'withdrawn', by: SAM, to: 'withdrawn' } as const
    expect(lines(withdrawn)).toEqual(['Sam Reyes withdrew H-42; there is nothing left to do. @Eva Lind'])
    const recycled = { action: 'recycled', by: SAM, to: 'recycled', until: '2027-01-19' } as const
    expect(lines(recycled)).toEqual(['Sam Reyes put H-42 aside until Tue 19 Jan. @Eva Lind'])
    expect(pinged(withdrawn)).toEqual([EVA])
    expect(pinged(recycled)).toEqual([EVA])
  })

  it('the SDR too when a manager did it', () => {
    const withdrawn = { action: 'withdrawn', by: MIA, to: 'withdrawn' } as const
    expect(pinged(withdrawn)).toEqual([EVA, SAM])
  })

  it('nothing more to an AE who had declined already', () => {
    const withdrawn = { action: 'withdrawn', by: MIA, from: 'declined', to: 'withdrawn' } as const
    expect(pinged(withdrawn)).toEqual([SAM])
    expect(pinged({ ...withdrawn, by: SAM })).toEqual([])
  })

  it('the AE that the lead is theirs again when a manager takes a decline for them back', () => {
    const undone = { action: 'undone', undid: 'declined', from: 'declined', to: 'offered' } as const
    expect(pinged({ ...undone, by: MIA })).toEqual([EVA, SAM])
  })

  it('with a mention who did it when nobody knows their name', () => {
    const message = threadMessage(aHandoff(), aHappening(), () => undefined)
    expect(linesOf(message)).toEqual(['@Eva Lind accepted H-42. @Sam Reyes, it has an owner now.'])
  })

  it('everybody but whoever did it that an answer was taken back', () => {
    const undone = { action: 'undone', undid: 'accepted', from: 'accepted', to: 'offered' } as const
    expect(lines(undone)).toEqual(['Eva Lind took that back: H-42 is no longer accepted. @Sam Reyes'])
    expect(lines({ ...undone, by: MIA })).toEqual([
      'Mia Ortiz took that back: H-42 is no longer accepted. @Sam Reyes @Eva Lind',
    ])
    expect(pinged({ ...undone, by: MIA })).toEqual([EVA, SAM])
  })
})

describe('told late, the thread', () => {
  it('does not claim what came after: Eva declined, though Omar has accepted by now', () => {
    const now = aHandoff({
      offer: { seq: 2, ae: OMAR },
      stage: { status: 'accepted', owner: OMAR, by: OMAR, at: at('Mon 23 Nov 09:00') },
    })
    expect(lines(declined, now)[0]).toBe('Eva Lind declined: wrong title.')
    expect(pinged(declined, now)).toEqual([SAM])
  })
})

it('a notification says the same as the message', () => {
  expect(spokenLines(said({ ...declined, words: 'Too <small> & too late' }))).toEqual([
    'Eva Lind declined: wrong title. Too <small> & too late',
    '@Sam Reyes, re-offer it, recycle it or withdraw it on the card.',
  ])
})

it('what people typed pings nobody, in the message or in its notification', () => {
  const words = '<!channel> <@U0TOM> @here <!subteam^S123>'
  expect(pinged({ ...declined, words })).toEqual([SAM])
  expect(lines({ ...declined, words })[0]).toBe(`Eva Lind declined: wrong title. ${words}`)
})

describe('the history', () => {
  it.each<[Partial<Happening>, string]>([
    [
      { action: 'sent', by: SAM, from: undefined, to: 'offered' },
      'Fri 20 Nov at 17:20 · @Sam Reyes handed it off to @Eva Lind',
    ],
    [{ action: 'accepted' }, 'Fri 20 Nov at 17:20 · @Eva Lind accepted it'],
    [{ action: 'accepted', by: MIA }, 'Fri 20 Nov at 17:20 · @Mia Ortiz accepted it for @Eva Lind'],
    [declined, 'Fri 20 Nov at 17:20 · @Eva Lind declined it (wrong title)'],
    [
      { ...declined, words: 'Dana left' },
      'Fri 20 Nov at 17:20 · @Eva Lind declined it (wrong title): Dana left',
    ],
    [asked, 'Fri 20 Nov at 17:30 · @Eva Lind asked: Who signs?'],
    [answered, 'Fri 20 Nov at 17:20 · @Sam Reyes answered: Dana does.'],
    [
      { action: 'reoffered', by: SAM, ae: OMAR, offer: 2 },
      'Fri 20 Nov at 17:20 · @Sam Reyes re-offered it to @Omar Haddad',
    ],
    [
      { action: 'information_added', by: SAM, words: 'The CIO agreed.' },
      'Fri 20 Nov at 17:20 · @Sam Reyes added information: The CIO agreed.',
    ],
    [{ action: 'withdrawn', by: SAM }, 'Fri 20 Nov at 17:20 · @Sam Reyes withdrew it'],
    [
      { action: 'recycled', by: SAM, until: '2027-01-19' },
      'Fri 20 Nov at 17:20 · @Sam Reyes recycled it until Tue 19 Jan',
    ],
    [
      { action: 'undone', undid: 'declined' },
      'Fri 20 Nov at 17:20 · @Eva Lind took back that it was declined',
    ],
  ])('has a line for %o', (own, line) => {
    expect(shownLines([historyLine(aHandoff(), aHappening(own))])).toEqual([line])
  })

  it('keeps a reason that the workspace no longer has', () => {
    const gone = aHappening({ ...declined, code: 'too_far_away' })
    expect(shownLines([historyLine(aHandoff(), gone)])).toEqual([
      'Fri 20 Nov at 17:20 · @Eva Lind declined it (too_far_away)',
    ])
  })
})

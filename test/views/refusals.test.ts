import { describe, expect, it } from 'vitest'
import type { Handoff } from '../../src/domain/handoff/handoff.ts'
import { type GuardedAction, whoMay } from '../../src/domain/handoff/permissions.ts'
import type { Refusal } from '../../src/domain/handoff/refusals.ts'
import { refusalWords } from '../../src/views/handoff/refusals.ts'
import { cannotBeAeWords, cannotTakePartWords } from '../../src/views/people/cannot_take_part.ts'
import { plainly } from '../../src/views/slack/blocks.ts'
import { ADA, aHandoff, EVA, handoffIn, MIA, nameOf, OFFERED_AT, STOCKHOLM } from '../support/builders.ts'
import { shownLines } from './reading.ts'

const notAllowed = (action: GuardedAction, handoff: Handoff): Refusal => ({
  refused: 'not_allowed',
  action,
  handoff,
  who: whoMay(action, handoff, OFFERED_AT),
})

const words = (refusal: Refusal): string[] => shownLines(refusalWords(refusal))

describe('somebody who may not', () => {
  it('hears who can, and until when', () => {
    expect(words(notAllowed('accepted', aHandoff()))).toEqual([
      'Only @Eva Lind or a manager of Team West (@Mia Ortiz) can accept H-42.',
      '@Eva Lind has until Mon 23 Nov at 17:02.',
    ])
  })

  it.each<[GuardedAction, string]>([
    ['declined', 'Only @Eva Lind or a manager of Team West (@Mia Ortiz) can decline H-42.'],
    ['asked', 'Only @Eva Lind or a manager of Team West (@Mia Ortiz) can ask about H-42.'],
    ['answered', 'Only @Sam Reyes or a manager of Team West (@Mia Ortiz) can answer the question on H-42.'],
    ['reoffered', 'Only @Sam Reyes or a manager of Team West (@Mia Ortiz) can re-offer H-42.'],
    [
      'information_added',
      'Only @Sam Reyes or a manager of Team West (@Mia Ortiz) can add information to H-42.',
    ],
    ['withdrawn', 'Only @Sam Reyes or a manager of Team West (@Mia Ortiz) can withdraw H-42.'],
    ['recycled', 'Only @Sam Reyes or a manager of Team West (@Mia Ortiz) can recycle H-42.'],
  ])('hears it for %s', (action, sentence) => {
    expect(words(notAllowed(action, handoffIn('declined')))).toEqual([sentence])
  })

  it('hears of all managers, and of the AE alone when they are one themselves', () => {
    const two = handoffIn('declined', { team: { managers: [MIA, ADA] } })
    expect(words(notAllowed('accepted', two))).toEqual([
      'Only @Eva Lind or a manager of Team West (@Mia Ortiz, @Ada Novak) can accept H-42.',
    ])
    const own = handoffIn('declined', { team: { managers: [EVA] } })
    expect(words(notAllowed('accepted', own))).toEqual(['Only @Eva Lind can accept H-42.'])
  })

  it('hears who alone can take an answer back', () => {
    const refusal: Refusal = {
      refused: 'not_allowed',
      action: 'undone',
      handoff: handoffIn('accepted'),
      who: [EVA],
    }
    expect(words(refusal)).toEqual(['Only @Eva Lind can undo the last answer on H-42.'])
    // Any other manager of the team cannot, so Mia is named as herself.
    expect(words({ ...refusal, who: [MIA] })).toEqual(['Only @Mia Ortiz can undo the last answer on H-42.'])
  })

  it('hears the same at the field of a form, in names and in their own zone', () => {
    const lines = refusalWords(notAllowed('accepted', aHandoff()))
    expect(plainly(lines, nameOf, 'America/New_York')).toBe(
      'Only Eva Lind or a manager of Team West (Mia Ortiz) can accept H-42. Eva Lind has until Mon 23 Nov, 11:02.',
    )
  })
})

describe('somebody who came second', () => {
  const late = (handoff: Handoff) => words({ refused: 'too_late', action: 'declined', handoff })

  it.each([
    ['offered', 'H-42 is waiting for @Eva Lind.'],
    ['info_needed', '@Eva Lind asked about H-42 Fri 20 Nov at 17:30; @Sam Reyes has yet to answer.'],
    ['accepted', '@Eva Lind accepted H-42 Fri 20 Nov at 17:20; @Eva Lind owns it.'],
    ['declined', '@Eva Lind declined H-42 Fri 20 Nov at 17:20 (wrong title).'],
    ['withdrawn', '@Sam Reyes withdrew H-42 Fri 20 Nov at 17:20.'],
    ['recycled', '@Sam Reyes put H-42 aside until Tue 19 Jan.'],
  ] as const)('hears what happened to a lead that is %s', (status, sentence) => {
    expect(late(handoffIn(status))).toEqual([sentence, 'Nothing was changed.'])
  })
})

describe('a re-offer to the AE who declined', () => {
  it('says what would help', () => {
    const handoff = handoffIn('declined')
    expect(words({ refused: 'needs_news', handoff, ae: EVA })).toEqual([
      '@Eva Lind declined H-42 on what they know.',
      'Add information first, or offer it to somebody else.',
    ])
    expect(plainly(refusalWords({ refused: 'needs_news', handoff, ae: EVA }), nameOf, STOCKHOLM)).toBe(
      'Eva Lind declined H-42 on what they know. Add information first, or offer it to somebody else.',
    )
  })
})

it('an answer that is too old to take back says how long that is possible', () => {
  expect(words({ refused: 'nothing_to_undo', handoff: handoffIn('accepted') })).toEqual([
    'There is nothing to undo on H-42: an answer can be taken back for ten minutes.',
  ])
})

describe('somebody who cannot take part', () => {
  it.each([
    ['guest', 'Guests cannot hand off or take leads. Ask a full member of your team to do it.'],
    ['external', 'Handoff works inside one company; people from other companies cannot use it.'],
    ['bot', 'Bots cannot hand off or take leads.'],
    ['deactivated', 'This account is deactivated.'],
    ['not_an_sdr', 'Only the SDRs of this team can hand off leads. Ask whoever set up Handoff to add you.'],
  ] as const)('hears why: %s', (why, sentence) => {
    expect(cannotTakePartWords({ why })).toBe(sentence)
  })

  it.each([
    ['guest', 'Gus Fox is a guest here and cannot take a lead. Pick a full member.'],
    ['external', 'Gus Fox belongs to another company. Pick somebody from yours.'],
    ['bot', 'Gus Fox is a bot. Pick a person.'],
    ['deactivated', 'Gus Fox has left: the account is deactivated. Pick somebody else.'],
  ] as const)('cannot be picked as AE either: %s', (kind, sentence) => {
    expect(cannotBeAeWords('Gus Fox', kind)).toBe(sentence)
  })
})

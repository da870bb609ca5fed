import { describe, expect, it } from 'vitest'
import { checkRecycleDate, defaultRecycleDate } from '../../../src/domain/answering/recycle.ts'
import { checkNote, type Fields, type Problem } from '../../../src/domain/fields.ts'
import { checkQualification } from '../../../src/domain/offering/gate.ts'
import { checkHandover, checkWho } from '../../../src/domain/offering/steps.ts'
import { at, EVA, STOCKHOLM, someRules } from '../../support/builders.ts'

const problemsOf = (checked: { ok: true } | { ok: false; problems: Problem[] }): Problem[] =>
  checked.ok ? [] : checked.problems

describe('step 1, who the lead is', () => {
  const who = (own: Fields = {}) => checkWho({ company: 'Acme Corp', contact: 'Dana Whitfield', ...own })

  it('takes company and contact, and leaves out what was left empty', () => {
    expect(who({ email: '', title: null })).toEqual({
      ok: true,
      value: {
        company: 'Acme Corp',
        contact: 'Dana Whitfield',
        email: undefined,
        title: undefined,
        crmLink: undefined,
        ae: undefined,
      },
    })
  })

  it('takes everything else as it was typed, without the blanks around it', () => {
    const given = {
      company: ' Acme  Corp ',
      email: ' Dana@acme.example ',
      title: 'VP Operations',
      crm: 'https://crm.example/deals/7?tab=a&b=1',
      ae: EVA,
    }
    expect(who(given)).toEqual({
      ok: true,
      value: {
        company: 'Acme Corp',
        contact: 'Dana Whitfield',
        email: 'Dana@acme.example',
        title: 'VP Operations',
        crmLink: 'https://crm.example/deals/7?tab=a&b=1',
        ae: EVA,
      },
    })
  })

  it('says at both fields that company and contact are missing', () => {
    expect(problemsOf(checkWho({ company: '   ' }))).toEqual([
      { field: 'company', why: 'missing' },
      { field: 'contact', why: 'missing' },
    ])
  })

  it('takes nothing that nobody can see for a name', () => {
    expect(problemsOf(checkWho({ company: '\u200b\u2060', contact: '\u3164' }))).toEqual([
      { field: 'company', why: 'missing' },
      { field: 'contact', why: 'missing' },
    ])
  })

  it.each([
    'dana',
    'dana@acme',
    'dana@@acme.example',
    'dana whitfield@acme.example',
    '@acme.example',
    '<dana@acme.example>',
    'mailto:dana',
  ])('says that "%s" is not an email address', (email) => {
    expect(problemsOf(who({ email }))).toEqual([{ field: 'email', why: 'not_an_email' }])
  })

  it.each(['d@a.io', 'dana+q1@mail.acme.co.uk', "o'neil@acme.example", 'dänä@äcme.example'])(
    'takes %s as an email address',
    (email) => {
      expect(problemsOf(who({ email }))).toEqual([])
    },
  )

  it.each(['crm.example/7', 'not a link', 'javascript:alert(1)', 'ftp://crm.example', 'https://'])(
    'says that "%s" is not a link',
    (crm) => {
      expect(problemsOf(who({ crm }))).toEqual([{ field: 'crm', why: 'not_a_link' }])
    },
  )

  it('says how much too long a text is, at its own field', () => {
    const long = {
      company: 'a'.repeat(151),
      contact: 'b'.repeat(150),
      title: 'c'.repeat(160),
      crm: `https://crm.example/${'d'.repeat(481)}`,
    }
    expect(problemsOf(who(long))).toEqual([
      { field: 'company', why: 'too_long', most: 150, typed: 151 },
      { field: 'title', why: 'too_long', most: 150, typed: 160 },
      { field: 'crm', why: 'too_long', most: 500, typed: 501 },
    ])
  })

  it('counts letters, not bytes', () => {
    expect(problemsOf(who({ company: 'ü'.repeat(150) }))).toEqual([])
  })
})

describe('step 2, the gate', () => {
  const TWENTY = 'Dana said 60k is ok.'
  const criteria = [
    { key: 'budget', name: 'Budget', hint: '', required: true },
    { key: 'timeline', name: 'Timeline', hint: '', required: true },
    { key: 'fit', name: 'Fit', hint: '', required: false },
  ]
  const rules = someRules({ framework: { name: 'Ours', criteria } })
  const passing: Fields = {
    'state-budget': 'confirmed',
    'evidence-budget': TWENTY,
    'state-timeline': 'pending',
    'evidence-timeline': 'Live by March, when their contract ends',
    'state-fit': 'unknown',
    'evidence-fit': '',
  }
  const gate = (own: Fields = {}) => checkQualification({ ...passing, ...own }, rules)

  it('lets a lead pass whose required criteria are known, with evidence', () => {
    expect(gate()).toEqual({
      ok: true,
      value: {
        answers: [
          { key: 'budget', state: 'confirmed', evidence: 'Dana said 60k is ok.' },
          { key: 'timeline', state: 'pending', evidence: 'Live by March, when their contract ends' },
          { key: 'fit', state: 'unknown', evidence: '' },
        ],
        exception: undefined,
      },
    })
  })

  it('stops a required criterion that is still unknown, at its state', () => {
    expect(problemsOf(gate({ 'state-budget': 'unknown' }))).toEqual([
      { field: 'state-budget', why: 'unknown_criterion', criterion: 'Budget' },
    ])
  })

  it.each([
    ['was never chosen', null],
    ['is nothing that we offer', 'sure'],
  ])('takes a state that %s for unknown', (_why, state) => {
    expect(problemsOf(gate({ 'state-budget': state }))).toEqual([
      { field: 'state-budget', why: 'unknown_criterion', criterion: 'Budget' },
    ])
  })

  it('stops evidence of nineteen characters and lets twenty pass', () => {
    expect(problemsOf(gate({ 'evidence-budget': TWENTY.slice(1) }))).toEqual([
      { field: 'evidence-budget', why: 'thin_evidence', criterion: 'Budget', typed: 19 },
    ])
    expect(problemsOf(gate({ 'evidence-budget': TWENTY }))).toEqual([])
  })

  it('says everything that is wrong at once, each at its field', () => {
    const problems = problemsOf(gate({ 'state-budget': 'unknown', 'evidence-timeline': 'soon' }))
    expect(problems).toEqual([
      { field: 'state-budget', why: 'unknown_criterion', criterion: 'Budget' },
      { field: 'evidence-timeline', why: 'thin_evidence', criterion: 'Timeline', typed: 4 },
    ])
  })

  it('asks nothing of a criterion that is not required', () => {
    expect(problemsOf(gate({ 'state-fit': 'unknown', 'evidence-fit': 'no' }))).toEqual([])
  })

  it('counts letters as people do: twenty emoji pass, ten do not', () => {
    expect(problemsOf(gate({ 'evidence-budget': '✅'.repeat(20) }))).toEqual([])
    expect(problemsOf(gate({ 'evidence-budget': '🚀'.repeat(10) }))).toEqual([
      { field: 'evidence-budget', why: 'thin_evidence', criterion: 'Budget', typed: 10 },
    ])
  })

  it('does not count the blanks around evidence', () => {
    expect(problemsOf(gate({ 'evidence-budget': `   \n\n yes ${' '.repeat(30)}` }))).toEqual([
      { field: 'evidence-budget', why: 'thin_evidence', criterion: 'Budget', typed: 3 },
    ])
  })

  it('does not count blanks that only fill the middle of evidence', () => {
    expect(problemsOf(gate({ 'evidence-budget': `ask${' '.repeat(30)}Dana` }))).toEqual([
      { field: 'evidence-budget', why: 'thin_evidence', criterion: 'Budget', typed: 8 },
    ])
  })

  it('does not count characters that nobody can see', () => {
    expect(problemsOf(gate({ 'evidence-budget': `yes${'\u200b'.repeat(30)}` }))).toEqual([
      { field: 'evidence-budget', why: 'thin_evidence', criterion: 'Budget', typed: 3 },
    ])
  })

  it('stops evidence of over a thousand characters', () => {
    expect(problemsOf(gate({ 'evidence-fit': 'x'.repeat(1001) }))).toEqual([
      { field: 'evidence-fit', why: 'too_long', most: 1000, typed: 1001 },
    ])
  })
})

describe('step 3, what happens next', () => {
  /** Friday evening in New York is Saturday already in Stockholm. */
  const now = at('Fri 20 Nov 20:00', 'America/New_York')
  const filled: Fields = {
    next_step: 'Send the questionnaire',
    next_step_date: '2026-11-24',
    intro: 'sequential',
  }
  const handover = (own: Fields = {}, zone = 'America/New_York') =>
    checkHandover({ ...filled, ...own }, now, zone)

  it('takes the next step with its date, and leaves out what was left empty', () => {
    expect(handover({ promised: ' ', landed: 'The demo', avoid: 'Pricing\nbefore the demo' })).toEqual({
      ok: true,
      value: {
        nextStep: 'Send the questionnaire',
        nextStepDate: '2026-11-24',
        intro: { mode: 'sequential' },
        sdrJoins: false,
        promised: undefined,
        landed: 'The demo',
        avoid: 'Pricing\nbefore the demo',
      },
    })
  })

  it('takes it that the SDR joins only when that was ticked', () => {
    expect(handover({ sdr_joins: 'yes' })).toMatchObject({ value: { sdrJoins: true } })
    expect(handover({ sdr_joins: '' })).toMatchObject({ value: { sdrJoins: false } })
  })

  it('asks for the next step, its date and how the intro call happens', () => {
    expect(problemsOf(checkHandover({}, now, STOCKHOLM))).toEqual([
      { field: 'next_step', why: 'missing' },
      { field: 'next_step_date', why: 'missing' },
      { field: 'intro', why: 'missing' },
    ])
  })

  it('takes today as the next step date, but not yesterday', () => {
    expect(problemsOf(handover({ next_step_date: '2026-11-20' }))).toEqual([])
    expect(problemsOf(handover({ next_step_date: '2026-11-19' }))).toEqual([
      { field: 'next_step_date', why: 'past_date' },
    ])
  })

  it('reads the date in the zone of the SDR', () => {
    expect(problemsOf(handover({ next_step_date: '2026-11-20' }, STOCKHOLM))).toEqual([
      { field: 'next_step_date', why: 'past_date' },
    ])
    expect(problemsOf(handover({ next_step_date: '2026-11-21' }, STOCKHOLM))).toEqual([])
  })

  it('takes a live intro call as it is', () => {
    expect(handover({ intro: 'live_now' })).toMatchObject({ value: { intro: { mode: 'live_now' } } })
  })

  it('takes a scheduled intro call with its time', () => {
    const intro_at = String(Date.parse('2026-11-23T15:00:00Z') / 1000)
    expect(handover({ intro: 'scheduled', intro_at })).toMatchObject({
      value: { intro: { mode: 'scheduled', at: new Date('2026-11-23T15:00:00Z') } },
    })
  })

  it.each([
    ['without a time', {}, 'no_time'],
    ['with an emptied time', { intro_at: null }, 'no_time'],
    ['in the past', { intro_at: String(now.getTime() / 1000 - 60) }, 'past_time'],
    ['right now', { intro_at: String(now.getTime() / 1000) }, 'past_time'],
    ['with something that is no time', { intro_at: 'noon' }, 'past_time'],
  ])('stops an intro call that is scheduled %s', (_what, own, why) => {
    expect(problemsOf(handover({ intro: 'scheduled', ...own }))).toEqual([{ field: 'intro_at', why }])
  })

  it('asks why an intro call is not possible', () => {
    expect(problemsOf(handover({ intro: 'not_possible', intro_reason: '  ' }))).toEqual([
      { field: 'intro_reason', why: 'no_reason' },
    ])
    expect(handover({ intro: 'not_possible', intro_reason: 'She is on leave' })).toMatchObject({
      value: { intro: { mode: 'not_possible', reason: 'She is on leave' } },
    })
  })

  it('forgets the time and the reason of another kind of intro call', () => {
    expect(handover({ intro: 'sequential', intro_reason: 'x'.repeat(999), intro_at: '1' })).toMatchObject({
      ok: true,
      value: { intro: { mode: 'sequential' } },
    })
  })

  it('says how much too long a text is, at its own field', () => {
    const long = {
      next_step: 'x'.repeat(1001),
      intro: 'not_possible',
      intro_reason: 'x'.repeat(151),
      promised: 'x'.repeat(1002),
      landed: 'x'.repeat(1000),
      avoid: 'x'.repeat(1003),
    }
    expect(problemsOf(handover(long))).toEqual([
      { field: 'next_step', why: 'too_long', most: 1000, typed: 1001 },
      { field: 'intro_reason', why: 'too_long', most: 150, typed: 151 },
      { field: 'promised', why: 'too_long', most: 1000, typed: 1002 },
      { field: 'avoid', why: 'too_long', most: 1000, typed: 1003 },
    ])
  })
})

describe('a form with one question', () => {
  it('asks for words only where they are needed', () => {
    expect(problemsOf(checkNote({ comment: ' \n ' }, 'comment', true))).toEqual([
      { field: 'comment', why: 'missing' },
    ])
    expect(checkNote({}, 'comment', false)).toEqual({ ok: true, value: '' })
  })

  it('takes up to a thousand characters', () => {
    expect(checkNote({ question: 'x'.repeat(1000) }, 'question', true).ok).toBe(true)
    expect(problemsOf(checkNote({ question: 'x'.repeat(1001) }, 'question', true))).toEqual([
      { field: 'question', why: 'too_long', most: 1000, typed: 1001 },
    ])
  })
})

describe('recycling', () => {
  const now = at('Fri 20 Nov 20:00', 'America/New_York')

  it('proposes sixty days from today', () => {
    expect(defaultRecycleDate(now, 'America/New_York')).toBe('2027-01-19')
    expect(defaultRecycleDate(now, STOCKHOLM)).toBe('2027-01-20')
  })

  it('proposes a date even for somebody whose zone nobody knows', () => {
    expect(defaultRecycleDate(now, 'Nowhere/Known')).toBe('2027-01-20')
  })

  it('takes tomorrow, but neither today nor nothing', () => {
    const until = (date: string | null) => checkRecycleDate({ until: date }, now, 'America/New_York')
    expect(until('2026-11-21')).toEqual({ ok: true, value: '2026-11-21' })
    expect(problemsOf(until('2026-11-20'))).toEqual([{ field: 'until', why: 'past_date' }])
    expect(problemsOf(until(null))).toEqual([{ field: 'until', why: 'missing' }])
  })

  it('reads the date in the zone of whoever recycles', () => {
    expect(problemsOf(checkRecycleDate({ until: '2026-11-21' }, now, STOCKHOLM))).toEqual([
      { field: 'until', why: 'past_date' },
    ])
  })
})

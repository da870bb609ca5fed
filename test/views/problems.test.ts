import { expect, it } from 'vitest'
import type { Problem } from '../../src/domain/fields.ts'
import { problemErrors, problemWords } from '../../src/views/fields.ts'

it.each<[Problem, string]>([
  [{ field: 'company', why: 'missing' }, 'Please fill this in.'],
  [{ field: 'company', why: 'too_long', most: 150, typed: 161 }, 'At most 150 characters; this has 161.'],
  [
    { field: 'email', why: 'not_an_email' },
    'This is not an email address. Write it like dana@acme.com, or leave it empty.',
  ],
  [
    { field: 'crm', why: 'not_a_link' },
    'This is not a link. Paste it whole, beginning with https://, or leave it empty.',
  ],
  [
    { field: 'state-budget', why: 'unknown_criterion', criterion: 'Budget' },
    'Budget is required and still unknown. Find out first, or say what is pending.',
  ],
  [
    { field: 'evidence-budget', why: 'thin_evidence', criterion: 'Budget', typed: 4 },
    'Say how you know: at least 20 characters that the AE can check (now 4).',
  ],
  [{ field: 'next_step_date', why: 'past_date' }, 'This day has passed. Pick a later one.'],
  [{ field: 'intro_at', why: 'past_time' }, 'This time has passed. Pick a later one, or choose Live now.'],
  [{ field: 'intro_at', why: 'no_time' }, 'Say when the intro call is.'],
  [{ field: 'intro_reason', why: 'no_reason' }, 'Say in a few words why.'],
])('%o is said as "%s"', (problem, words) => {
  expect(problemWords(problem)).toBe(words)
})

it('each field shows the first thing that is wrong with it', () => {
  const problems: Problem[] = [
    { field: 'email', why: 'too_long', most: 150, typed: 151 },
    { field: 'email', why: 'not_an_email' },
    { field: 'crm', why: 'not_a_link' },
  ]
  expect(problemErrors(problems)).toEqual({
    email: 'At most 150 characters; this has 151.',
    crm: 'This is not a link. Paste it whole, beginning with https://, or leave it empty.',
  })
})

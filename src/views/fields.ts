import type { Problem } from '../domain/fields.ts'
import { isGateProblem, SHORTEST_EVIDENCE } from '../domain/offering/gate.ts'

/** Errors by field, as Slack takes them; the first problem of a field is the one to mend first. */
export function problemErrors(
  problems: readonly Problem[],
  exceptions: 'allowed' | 'forbidden' = 'forbidden',
): Record<string, string> {
  const errors: Record<string, string> = {}
  const instead = exceptions === 'allowed' ? ' Or give an exception reason at the end.' : ''
  for (const problem of problems)
    errors[problem.field] ??= `${problemWords(problem)}${isGateProblem(problem) ? instead : ''}`
  return errors
}

/** What is wrong with a field and what to do about it. */
export function problemWords(problem: Problem): string {
  switch (problem.why) {
    case 'missing':
      return 'Please fill this in.'
    case 'too_long':
      return `At most ${problem.most} characters; this has ${problem.typed}.`
    case 'not_an_email':
      return 'This is not an email address. Write it like dana@acme.com, or leave it empty.'
    case 'not_a_link':
      return 'This is not a link. Paste it whole, beginning with https://, or leave it empty.'
    case 'unknown_criterion':
      return `${problem.criterion} is required and still unknown. Find out first, or say what is pending.`
    case 'thin_evidence':
      return `Say how you know: at least ${SHORTEST_EVIDENCE} characters that the AE can check (now ${problem.typed}).`
    case 'past_date':
      return 'This day has passed. Pick a later one.'
    case 'past_time':
      return 'This time has passed. Pick a later one, or choose Live now.'
    case 'no_time':
      return 'Say when the intro call is.'
    case 'no_reason':
      return 'Say in a few words why.'
    case 'nobody_there':
      return 'A call that was held had the prospect on it. Tick them, or choose No-show.'
    case 'low_total':
      return `The scores add up to ${problem.total} of ${problem.most}; at least ${problem.minimum} pass.`
    case 'thin_reason':
      return `Say why it should go past the gate: at least ${SHORTEST_EVIDENCE} characters.`
    case 'too_many':
      return `At most ${problem.most} criteria; nobody fills in more.`
    case 'unfit_criterion':
      return `“${problem.criterion}” does not fit: a name has 1 to 60 characters, its hint at most 150.`
    case 'twice':
      return 'Two lines have the same name.'
    case 'no_label':
      return 'Every line begins with the words of a reason.'
    case 'not_a_total':
      return `A whole number from 0 to ${problem.most}, or empty for a framework without scores.`
    case 'not_a_number':
      return `A whole number from ${problem.least} to ${problem.most}.`
    case 'not_a_zone':
      return 'This is not a time zone. Write its IANA name, like Europe/Stockholm.'
    case 'not_a_date':
      return `“${problem.typed}” is not a date. Write them like 2026-12-24, one a line.`
    default:
      return problem satisfies never
  }
}

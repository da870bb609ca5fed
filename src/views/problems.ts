import { type Problem, SHORTEST_EVIDENCE } from '../domain/draft.ts'

/** Errors by field, as Slack takes them; the first problem of a field is the one to mend first. */
export function problemErrors(problems: readonly Problem[]): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const problem of problems) errors[problem.field] ??= problemWords(problem)
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
    default:
      return problem satisfies never
  }
}

import type { Checked, Problem } from '../fields.ts'
import type { Criterion, Rules } from '../settings/rules.ts'
import { cleanLine } from '../text.ts'

type Framework = Rules['framework']

/** More than this and nobody fills the form; Slack's own limit would come a little later. */
const MOST_CRITERIA = 20

/** A scored criterion is worth from 0 to this many points. */
export const MOST_POINTS = 5

const criterion = (key: string, name: string, hint: string, required = true): Criterion => ({
  key,
  name,
  hint,
  required,
})

const AUTHORITY = criterion('authority', 'Authority', 'Who decides, who signs, and have we spoken to them?')

const BUDGET = criterion('budget', 'Budget', 'Is there money for this, how much, and who said so?')

const TIMELINE = criterion('timeline', 'Timeline', 'By when, and what happens on that date?')

/** What a workspace begins with: three gates that an SDR can pass in two minutes. */
export const THREE_GATES: Framework = {
  name: 'Budget, Authority, Timeline',
  criteria: [BUDGET, AUTHORITY, TIMELINE],
}

/** The frameworks that the field knows by name; a workspace can write its own beside them. */
export const FRAMEWORKS: Record<string, Framework> = {
  three_gates: THREE_GATES,
  bant: {
    name: 'BANT',
    criteria: [
      BUDGET,
      AUTHORITY,
      criterion('need', 'Need', 'Which problem, and what does it cost them?'),
      TIMELINE,
    ],
  },
  meddpicc: {
    name: 'MEDDPICC',
    criteria: [
      criterion('metrics', 'Metrics', 'Which number gets better, and by how much?'),
      criterion('economic_buyer', 'Economic buyer', 'Who can spend the money, and have we spoken to them?'),
      criterion('decision_criteria', 'Decision criteria', 'What do they compare us by?', false),
      criterion(
        'decision_process',
        'Decision process',
        'Which steps lead to a yes, and who takes them?',
        false,
      ),
      criterion(
        'paper_process',
        'Paper process',
        'Which reviews and signatures does a contract need?',
        false,
      ),
      criterion('identify_pain', 'Identify pain', 'What hurts, and whom?'),
      criterion('champion', 'Champion', 'Who sells for us when we are not in the room?'),
      criterion('competition', 'Competition', 'Who else is in the race, doing nothing included?', false),
    ],
  },
}

/**
 * A framework as somebody typed it: one criterion a line, `Name | hint`, with a `?` after the name where it is optional.
 * A minimum makes it a scored one: each criterion gets 0 to 5 points.
 */
export function readFramework(name: string, lines: string, minimum: string): Checked<Framework> {
  const problems: Problem[] = []
  const criteria = lines
    .split('\n')
    .map(cleanLine)
    .filter(Boolean)
    .map((line, place): Criterion => {
      const [label = '', ...hint] = line.split('|').map((part) => part.trim())
      const optional = label.endsWith('?')
      const called = optional ? label.slice(0, -1).trim() : label
      return { key: `c${place + 1}`, name: called, hint: hint.join(' | '), required: !optional }
    })
  const names = new Set(criteria.map((one) => one.name.toLowerCase()))
  const unfit = criteria.find((one) => one.name === '' || one.name.length > 60 || one.hint.length > 150)
  if (criteria.length === 0) problems.push({ field: 'criteria', why: 'missing' })
  else if (criteria.length > MOST_CRITERIA)
    problems.push({ field: 'criteria', why: 'too_many', most: MOST_CRITERIA })
  else if (unfit) problems.push({ field: 'criteria', why: 'unfit_criterion', criterion: unfit.name })
  else if (names.size < criteria.length) problems.push({ field: 'criteria', why: 'twice' })
  const most = criteria.length * MOST_POINTS
  const minimumScore = minimum.trim() === '' ? undefined : Number(minimum)
  if (
    minimumScore !== undefined &&
    !(Number.isInteger(minimumScore) && minimumScore >= 0 && minimumScore <= most)
  )
    problems.push({ field: 'minimum', why: 'not_a_total', most })
  const called = cleanLine(name) || 'Our own'
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { name: called, criteria, ...(minimumScore === undefined ? {} : { minimumScore }) } }
}

/** The same lines back, for editing. */
export const writeFramework = ({ criteria }: Framework): string =>
  criteria
    .map(({ name, hint, required }) => `${name}${required ? '' : '?'}${hint ? ` | ${hint}` : ''}`)
    .join('\n')

/** What the scores of a scored framework add up to. */
export const totalOf = (answers: readonly { score?: number | undefined }[]): number =>
  answers.reduce((sum, { score }) => sum + (score ?? 0), 0)

import { type Checked, type Fields, LONGEST, type Problem, reader } from '../fields.ts'
import type { CriterionAnswer, CriterionState } from '../handoff/handoff.ts'
import type { Criterion, Rules } from '../settings/rules.ts'
import { weightOf } from '../text.ts'
import { MOST_POINTS, totalOf } from './frameworks.ts'

/** The gate: which leads are ready to be handed off. */

/** Required evidence shorter than this says nothing that an AE could check. */
export const SHORTEST_EVIDENCE = 20

export const stateField = (criterion: Criterion): string => `state-${criterion.key}`

export const scoreField = (criterion: Criterion): string => `score-${criterion.key}`

export const evidenceField = (criterion: Criterion): string => `evidence-${criterion.key}`

/** Criteria on one page of the form; a long framework has several. */
const CRITERIA_A_PAGE = 4

export function criteriaPages({ framework: { criteria } }: Rules): Criterion[][] {
  const pages: Criterion[][] = []
  for (let place = 0; place < criteria.length; place += CRITERIA_A_PAGE)
    pages.push(criteria.slice(place, place + CRITERIA_A_PAGE))
  return pages
}

export type Qualification = { answers: CriterionAnswer[]; exception?: string | undefined }

/**
 * Step 2, the gate: every required criterion is known, with evidence that somebody else could check, and a scored
 * framework reaches its total. A written exception lets a lead past all of that where the rules allow one. Without a
 * page everything is checked, as before sending.
 */
export function checkQualification(fields: Fields, rules: Rules, page?: number): Checked<Qualification> {
  const { criteria, minimumScore } = rules.framework
  const pages = criteriaPages(rules)
  const asked = page === undefined ? criteria : (pages[page] ?? [])
  const read = reader(fields)
  const exception = rules.exceptions === 'allowed' ? read.text('exception', LONGEST.note) : ''
  const isException = weightOf(exception) >= SHORTEST_EVIDENCE
  if (exception && !isException) read.problem({ field: 'exception', why: 'thin_reason' })
  const scored = minimumScore !== undefined
  const answers = asked.map((criterion) => {
    const state = stateOf(fields[stateField(criterion)])
    const evidence = read.text(evidenceField(criterion), LONGEST.evidence)
    const problem = isException ? undefined : gateProblem(criterion, state, evidence)
    if (problem) read.problem(problem)
    const score = scored ? scoreOf(fields[scoreField(criterion)]) : undefined
    if (scored && score === undefined) read.problem({ field: scoreField(criterion), why: 'missing' })
    return { key: criterion.key, state, evidence, ...(score === undefined ? {} : { score }) }
  })
  const last = asked.at(-1)
  if (scored && !isException && last && last === criteria.at(-1)) {
    const total = totalOf(criteria.map((one) => ({ score: scoreOf(fields[scoreField(one)]) })))
    const most = criteria.length * MOST_POINTS
    if (total < minimumScore)
      read.problem({ field: scoreField(last), why: 'low_total', total, minimum: minimumScore, most })
  }
  return read.result({ answers, exception: isException ? exception : undefined })
}

function gateProblem(criterion: Criterion, state: CriterionState, evidence: string): Problem | undefined {
  if (!criterion.required) return undefined
  const { name } = criterion
  if (state === 'unknown') return { field: stateField(criterion), why: 'unknown_criterion', criterion: name }
  const typed = weightOf(evidence)
  return typed < SHORTEST_EVIDENCE
    ? { field: evidenceField(criterion), why: 'thin_evidence', criterion: name, typed }
    : undefined
}

/** What the gate is about, and what an exception lets pass. */
export const isGateProblem = ({ why }: Problem): boolean =>
  ['unknown_criterion', 'thin_evidence', 'low_total'].includes(why)

function scoreOf(value: string | null | undefined): number | undefined {
  const score = Number(value)
  return value && Number.isInteger(score) && score >= 0 && score <= MOST_POINTS ? score : undefined
}

function stateOf(value: string | null | undefined): CriterionState {
  return value === 'confirmed' || value === 'pending' ? value : 'unknown'
}

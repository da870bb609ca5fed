import type { CriterionState, Handoff } from '../../domain/handoff/handoff.ts'
import { MOST_POINTS, totalOf } from '../../domain/offering/frameworks.ts'
import { faint, type Inline, type Line } from '../slack/blocks.ts'

export function stateSign(state: CriterionState): Inline {
  switch (state) {
    case 'confirmed':
      return { emoji: 'white_check_mark', means: 'Confirmed:' }
    case 'pending':
      return { emoji: 'large_yellow_circle', means: 'Pending:' }
    case 'unknown':
      return { emoji: 'white_circle', means: 'Unknown:' }
    default:
      return state satisfies never
  }
}

export const scoreWords = (score: number | undefined): string =>
  score === undefined ? '' : ` ${score}/${MOST_POINTS}`

/** What a scored framework adds up to, and what passes. */
export function totalWords(answers: Handoff['brief']['answers'], { framework }: Handoff['rules']): Line {
  const { minimumScore, criteria } = framework
  if (minimumScore === undefined) return []
  return [faint(` · ${totalOf(answers)} of ${criteria.length * MOST_POINTS} points, ${minimumScore} pass`)]
}

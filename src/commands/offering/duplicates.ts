import { type Bot, leaveOut } from '../../bot.ts'
import type { Prospect } from '../../domain/handoff/handoff.ts'
import type { Draft } from '../../domain/offering/draft.ts'
import { type Match, ownerOf } from '../../domain/offering/duplicates.ts'
import type { UserId } from '../../domain/people/people.ts'
import { cleanText, weightOf } from '../../domain/text.ts'
import { matchesOf } from '../../store/offering/duplicates.ts'
import type { FormAnswer } from '../requests.ts'
import { showStep } from './form.ts'

/** Earlier handoffs of what may be the same prospect. */
export const knownHandoffs = (bot: Bot, prospect: Prospect): Promise<Match[]> =>
  matchesOf(bot.db, bot.workspace, prospect, leaveOut(bot))

/** Those of them, if there is one among them that the SDR was not told of yet. */
export function unseen({ id, fields }: Draft, known: readonly Match[]): Match[] {
  const seen = (fields.seen ?? '').split(',')
  const matches = known.filter(({ handoff }) => handoff.id !== id)
  return matches.some(({ handoff }) => !seen.includes(handoff.id)) ? matches : []
}

/** Step 1 again, with what is known, and its owner as the AE unless somebody else was picked. */
export function warn(bot: Bot, draft: Draft, matches: readonly Match[]): Promise<FormAnswer> {
  const owner = ownerOf(matches, bot.clock.now())
  const seen = matches.map(({ handoff }) => handoff.id).join(',')
  const ae = draft.fields.ae ?? (owner && owner.ae !== draft.person ? owner.ae : null)
  return showStep(bot, { ...draft, step: 'who', fields: { ...draft.fields, seen, ae } }, { matches })
}

/** Whether a prospect that is somebody's would go to somebody else without a written reason. */
export function goesElsewhere(
  { fields, person }: Draft,
  known: readonly Match[],
  ae: UserId | undefined,
  now: Date,
): boolean {
  const owner = ownerOf(known, now)
  const hasReason = weightOf(cleanText(fields.duplicate_reason ?? '')) > 0
  return owner !== undefined && owner.ae !== ae && owner.ae !== person && !hasReason
}

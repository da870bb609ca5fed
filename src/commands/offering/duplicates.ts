import type { Bot } from '../../bot.ts'
import type { Prospect } from '../../domain/handoff/handoff.ts'
import type { Draft } from '../../domain/offering/draft.ts'
import { type Match, ownerOf } from '../../domain/offering/duplicates.ts'
import type { UserId } from '../../domain/people/people.ts'
import { cleanText, weightOf } from '../../domain/text.ts'
import { matchesOf } from '../../store/offering/duplicates.ts'
import { problemErrors } from '../../views/fields.ts'
import type { FormAnswer } from '../requests.ts'
import { showStep } from './form.ts'

/** Earlier handoffs of this prospect that the SDR was not told of yet. */
export async function unseen(bot: Bot, draft: Draft, prospect: Prospect): Promise<Match[]> {
  const seen = (draft.fields.seen ?? '').split(',')
  const found = await matchesOf(bot.db, bot.workspace, prospect)
  const matches = found.filter(({ handoff }) => handoff.id !== draft.id)
  return matches.some(({ handoff }) => !seen.includes(handoff.id)) ? matches : []
}

/** Step 1 again, with what is known, and its owner as the AE unless somebody else was picked. */
export function warn(bot: Bot, draft: Draft, matches: readonly Match[]): Promise<FormAnswer> {
  const owner = ownerOf(matches, bot.clock.now())
  const seen = matches.map(({ handoff }) => handoff.id).join(',')
  const ae = draft.fields.ae ?? (owner && owner.ae !== draft.person ? owner.ae : null)
  return showStep(bot, { ...draft, step: 'who', fields: { ...draft.fields, seen, ae } }, { matches })
}

/** A prospect that is somebody's goes to them, or to somebody else for a written reason. */
export async function goesElsewhere(
  bot: Bot,
  { fields, person }: Draft,
  prospect: Prospect,
  ae: UserId | undefined,
): Promise<Record<string, string> | undefined> {
  const owner = ownerOf(await matchesOf(bot.db, bot.workspace, prospect), bot.clock.now())
  const hasReason = weightOf(cleanText(fields.duplicate_reason ?? '')) > 0
  if (!owner || owner.ae === ae || owner.ae === person || hasReason) return undefined
  return problemErrors([{ field: 'duplicate_reason', why: 'no_reason' }])
}

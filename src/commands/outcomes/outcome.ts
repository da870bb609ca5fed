import type { Bot } from '../../bot.ts'
import { checkOutcome, settleOutcome } from '../../domain/outcomes/outcome.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { outcomeForm } from '../../views/outcomes.ts'
import { leadForm } from '../handoff/lead_form.ts'
import { redrawForm } from '../reply.ts'
import type { Click } from '../requests.ts'

/** **Outcome**: qualified, or how it ends, with a line of feedback and a rating for the SDR. */
export const sayOutcome = leadForm({
  does: 'lost',
  shows: (handoff) => outcomeForm(handoff, {}),
  reads: checkOutcome,
  decides: settleOutcome,
  refusedAt: 'outcome_chosen',
})

/** Another outcome was chosen: its reasons take the place of those before. */
export async function reshapeOutcome(bot: Bot, { view }: Click): Promise<void> {
  const handoff = view && (await loadHandoff(bot.db, view.about))
  if (handoff) await redrawForm(bot, view, outcomeForm(handoff, view.fields))
}

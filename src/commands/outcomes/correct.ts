import { checkNote } from '../../domain/fields.ts'
import { correct } from '../../domain/outcomes/correct.ts'
import { correctForm } from '../../views/outcomes.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Correct**: a manager takes an outcome back. */
export const correctOutcome = leadForm({
  does: 'corrected',
  shows: correctForm,
  reads: (fields) => checkNote(fields, 'words', true),
  decides: correct,
  refusedAt: 'words',
})

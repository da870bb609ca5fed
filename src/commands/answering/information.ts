import { addInformation } from '../../domain/answering/information.ts'
import { checkNote } from '../../domain/fields.ts'
import { informationForm } from '../../views/answering.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Add information**: what the AE who declined did not know. */
export const addToBrief = leadForm({
  does: 'information_added',
  shows: informationForm,
  reads: (fields) => checkNote(fields, 'information', true),
  decides: addInformation,
  refusedAt: 'information',
})

import { checkVerbalHandover, handOverVerbally } from '../../domain/owning/verbal_handover.ts'
import { verbalForm } from '../../views/owning/verbal_handover.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Verbal handover done**: SDR and AE talked, beside the written brief. */
export const verbalHandover = leadForm({
  does: 'handed_over',
  shows: verbalForm,
  reads: checkVerbalHandover,
  decides: handOverVerbally,
  refusedAt: 'form',
})

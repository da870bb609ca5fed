import { checkTouch, logTouch } from '../../domain/owning/log_touch.ts'
import { touchForm } from '../../views/owning/touch.ts'
import { leadForm } from '../handoff/lead_form.ts'

/** **Log touch**: a contact with the prospect, or what an earlier one should have said. */
export const logTouchForm = leadForm({
  does: 'touched',
  shows: (handoff, { now, zone }) => touchForm(handoff, now, zone),
  reads: checkTouch,
  decides: logTouch,
  refusedAt: 'happened',
})

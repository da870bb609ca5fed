import { change } from '../../change.ts'
import { acceptWithCall, checkCall, logCall } from '../../domain/calls/log_call.ts'
import { isRefusal } from '../../domain/handoff/decision.ts'
import { callForm } from '../../views/calls/log_call.ts'
import { problemErrors } from '../../views/fields.ts'
import { aroundOf, type LeadForm, opens } from '../handoff/lead_form.ts'
import { closeOrExplain } from '../reply.ts'

/** **Log call**. An AE who logs a call that they were on has accepted the lead with it. */
export const logCallForm: LeadForm = {
  open: opens('called', (handoff, { now }) => callForm(handoff, now)),
  async submit(bot, form) {
    const { now, zone } = await aroundOf(bot, form.by)
    const call = checkCall(form.fields, now, zone)
    if (!call.ok) return { errors: problemErrors(call.problems) }
    if (call.value.result === 'held' && call.value.ae)
      await change(bot, form.about, (handoff) => {
        const tried = logCall(handoff, form.by, call.value, now)
        return isRefusal(tried) ? tried : acceptWithCall(handoff, form.by, now)
      })
    const result = await change(bot, form, (handoff) => logCall(handoff, form.by, call.value, now))
    return closeOrExplain(bot, form.by, 'happened', result)
  },
}

import { change } from '../../change.ts'
import { withdraw } from '../../domain/answering/withdraw.ts'
import { withdrawForm } from '../../views/answering.ts'
import { refusalWords } from '../../views/handoff/refusals.ts'
import { modal, rich } from '../../views/slack/blocks.ts'
import { type LeadForm, opens } from '../handoff/lead_form.ts'
import { isDone } from '../reply.ts'

/** **Withdraw**. This form has no field at which a refusal could stand, so the refusal takes its place. */
export const withdrawLead: LeadForm = {
  open: opens('withdrawn', withdrawForm),
  async submit(bot, form) {
    const outcome = await change(bot, form, (handoff) => withdraw(handoff, form.by, bot.clock.now()))
    if (outcome && isDone(outcome)) return 'close'
    const lines = outcome ? refusalWords(outcome) : [['This handoff no longer exists.']]
    return { show: modal({ form: 'refused', title: 'Not withdrawn', close: 'Close', blocks: rich(lines) }) }
  },
}

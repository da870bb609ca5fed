import { change } from '../../change.ts'
import { reoffer } from '../../domain/answering/reoffer.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { reofferForm } from '../../views/answering.ts'
import { type LeadForm, opens } from '../handoff/lead_form.ts'
import { chooseAe } from '../offering/choose_ae.ts'
import { closeOrExplain } from '../reply.ts'

/** **Re-offer**: another AE is asked. The rotation is looked at again when somebody else took its turn meanwhile. */
export const reofferLead: LeadForm = {
  open: opens('reoffered', reofferForm),
  async submit(bot, form) {
    const handoff = await loadHandoff(bot.db, form.about)
    if (!handoff) return closeOrExplain(bot, form.by, 'ae', undefined)
    const picked = form.fields.ae ?? undefined
    const { sdr, rules } = handoff
    const not = [sdr, ...Object.keys(handoff.declines)]
    const route = await chooseAe(bot, handoff.team, not, picked, rules.zone)
    if ('nobody' in route) return { errors: { ae: route.nobody } }
    const outcome = await change(bot, form, async (fresh) => {
      const again = picked ? route : await chooseAe(bot, fresh.team, not, picked, rules.zone)
      const to = 'nobody' in again ? route : again
      return { ...reoffer(fresh, form.by, to, bot.clock.now()), turn: to.turn }
    })
    return closeOrExplain(bot, form.by, 'ae', outcome)
  },
}

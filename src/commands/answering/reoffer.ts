import type { Bot } from '../../bot.ts'
import { change } from '../../change.ts'
import { reoffer } from '../../domain/answering/reoffer.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { reofferForm } from '../../views/answering.ts'
import { chooseAe } from '../offering/choose_ae.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

/** What the SDR does with a declined handoff so that it finds an owner: tell more, or ask somebody else. */
export async function openReoffer(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'reoffered', reofferForm)
}

export async function reofferHandoff(bot: Bot, form: Form): Promise<FormAnswer> {
  const handoff = await loadHandoff(bot.db, form.about)
  if (!handoff) return settle(bot, form.by, 'ae', undefined)
  const picked = form.fields.ae ?? undefined
  const { sdr, rules } = handoff
  const not = [sdr, ...Object.keys(handoff.declines)]
  const route = await chooseAe(bot, handoff.team, not, picked, rules.zone)
  if ('nobody' in route) return { errors: { ae: route.nobody } }
  const outcome = await change(bot, form, async (fresh) => {
    const again = await chooseAe(bot, fresh.team, not, picked, rules.zone)
    const to = 'nobody' in again ? route : again
    return { ...reoffer(fresh, form.by, to, bot.clock.now()), turnOf: to.turnOf }
  })
  return settle(bot, form.by, 'ae', outcome)
}

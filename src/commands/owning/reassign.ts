import type { Bot } from '../../bot.ts'
import { reassignTo } from '../../change.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { checkReason } from '../../domain/handoff/reason.ts'
import { reassign } from '../../domain/owning/reassign.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Team } from '../../domain/teams/team.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { problemErrors } from '../../views/fields.ts'
import { reassignForm } from '../../views/owning/reassign.ts'
import { type LeadForm, opens } from '../handoff/lead_form.ts'
import { chooseAe } from '../offering/choose_ae.ts'
import { closeOrExplain } from '../reply.ts'

/** **Reassign**: another AE, with a reason; their team gets the lead when it is another one. */
export const reassignLead: LeadForm = {
  open: opens('reassigned', reassignForm),
  async submit(bot, form) {
    const picked = form.fields.ae
    if (!picked) return { errors: problemErrors([{ field: 'ae', why: 'missing' }]) }
    const reason = checkReason(form.fields)
    if (!reason.ok) return { errors: problemErrors(reason.problems) }
    const handoff = await loadHandoff(bot.db, form.about)
    if (!handoff) return closeOrExplain(bot, form.by, 'ae', undefined)
    const route = await chooseAe(bot, handoff.team, [], picked, handoff.rules.zone)
    if ('nobody' in route) return { errors: { ae: route.nobody } }
    const team = await teamOfAe(bot, handoff, picked)
    const outcome = await reassignTo(bot, form, (fresh) =>
      reassign(fresh, form.by, { ...route, team }, reason.value, bot.clock.now()),
    )
    return closeOrExplain(bot, form.by, 'ae', outcome)
  },
}

/** The one other team that an AE belongs to, when they are not in the team that has the lead. */
async function teamOfAe(bot: Bot, { team }: Handoff, ae: UserId): Promise<Team | undefined> {
  if (team.aes.includes(ae)) return undefined
  const [other, another] = (await teamsOf(bot.db, bot.workspace)).filter(({ aes }) => aes.includes(ae))
  return another ? undefined : other
}

import type { Bot } from '../../bot.ts'
import { reassignTo } from '../../change.ts'
import { checkNote } from '../../domain/fields.ts'
import type { Handoff } from '../../domain/handoff/handoff.ts'
import { reassign } from '../../domain/owning/reassign.ts'
import type { UserId } from '../../domain/people/people.ts'
import type { Team } from '../../domain/teams/team.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { problemErrors } from '../../views/fields.ts'
import { reassignForm } from '../../views/owning/reassign.ts'
import { chooseAe } from '../offering/choose_ae.ts'
import { openFor, settle } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'

export async function openReassign(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'reassigned', reassignForm)
}

export async function reassignHandoff(bot: Bot, form: Form): Promise<FormAnswer> {
  const { ae: picked, code } = form.fields
  if (!picked) return { errors: problemErrors([{ field: 'ae', why: 'missing' }]) }
  if (!code) return { errors: problemErrors([{ field: 'code', why: 'missing' }]) }
  const comment = checkNote(form.fields, 'comment', code === 'other')
  if (!comment.ok) return { errors: problemErrors(comment.problems) }
  const handoff = await loadHandoff(bot.db, form.about)
  if (!handoff) return settle(bot, form.by, 'ae', undefined)
  const route = await chooseAe(bot, handoff.team, [], picked, handoff.rules.zone)
  if ('nobody' in route) return { errors: { ae: route.nobody } }
  const reason = { code, comment: comment.value || undefined }
  const team = await teamOfAe(bot, handoff, picked)
  const outcome = await reassignTo(bot, form, (fresh) =>
    reassign(fresh, form.by, { ...route, team }, reason, bot.clock.now()),
  )
  return settle(bot, form.by, 'ae', outcome)
}

/** The one other team that an AE belongs to, when they are not in the team that has the lead. */
async function teamOfAe(bot: Bot, { team }: Handoff, ae: UserId): Promise<Team | undefined> {
  if (team.aes.includes(ae)) return undefined
  const [other, another] = (await teamsOf(bot.db, bot.workspace)).filter(({ aes }) => aes.includes(ae))
  return another ? undefined : other
}

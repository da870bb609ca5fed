import type { Bot } from '../../bot.ts'
import type { Problem } from '../../domain/fields.ts'
import type { Draft } from '../../domain/offering/draft.ts'
import { checkQualification, criteriaPages, isGateProblem } from '../../domain/offering/gate.ts'
import { checkWho } from '../../domain/offering/steps.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import { routingOf } from '../../domain/teams/routing.ts'
import { recordGateBlock } from '../../store/offering/gate_blocks.ts'
import { rulesNow } from '../../store/settings.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { problemErrors } from '../../views/fields.ts'
import { deadForm } from '../../views/offering/form.ts'
import type { Form, FormAnswer } from '../requests.ts'
import { chooseAe } from './choose_ae.ts'
import { draftPageOf, keep } from './draft.ts'
import { goesElsewhere, knownHandoffs, unseen, warn } from './duplicates.ts'
import { showStep } from './form.ts'

/** Step 1 is answered: who the lead is and who gets it. A prospect whom somebody knows already is said before going on. */
export async function whoNext(bot: Bot, form: Form): Promise<FormAnswer> {
  const draft = await keep(bot, form, 'who')
  if ('dead' in draft) return { show: deadForm(draft.dead) }
  const who = checkWho(draft.fields)
  if (!who.ok) return { errors: problemErrors(who.problems) }
  const { ae, ...prospect } = who.value
  const known = await knownHandoffs(bot, prospect)
  const news = unseen(draft, known)
  if (news.length > 0) return warn(bot, draft, news)
  if (goesElsewhere(draft, known, ae, bot.clock.now()))
    return { errors: problemErrors([{ field: 'duplicate_reason', why: 'no_reason' }]) }
  const { rules } = await rulesNow(bot.db, bot.workspace)
  const { team } = routingOf(await teamsOf(bot.db, bot.workspace), form.by, draft.fields.team)
  if (!team) return { errors: problemErrors([{ field: 'team', why: 'missing' }]) }
  const chosen = await chooseAe(bot, team, [form.by], ae, rules.zone)
  if ('nobody' in chosen) return { errors: { ae: chosen.nobody } }
  return showStep(bot, { ...draft, step: 'qualification' })
}

/** Step 2 is the gate: what is missing is said at its field, and that it was missing is counted. */
export async function qualificationNext(bot: Bot, form: Form): Promise<FormAnswer> {
  const draft = await keep(bot, form, 'qualification')
  if ('dead' in draft) return { show: deadForm(draft.dead) }
  const { rules } = await rulesNow(bot.db, bot.workspace)
  const { page } = draftPageOf(form.about)
  const answers = checkQualification(draft.fields, rules, page)
  if (!answers.ok) return stopAtGate(bot, draft, rules, answers.problems)
  return page + 1 < criteriaPages(rules).length
    ? showStep(bot, draft, { page: page + 1 })
    : showStep(bot, { ...draft, step: 'handover' })
}

async function stopAtGate(
  bot: Bot,
  { id: draftId, person }: Draft,
  rules: Rules,
  problems: readonly Problem[],
): Promise<FormAnswer> {
  const criteria = problems.filter(isGateProblem).map(({ field }) => field)
  const id = bot.newId()
  const block = { id, workspace: bot.workspace, draftId, person, at: bot.clock.now(), criteria }
  if (criteria.length > 0) await bot.db.commit((write) => [recordGateBlock(write, block)])
  return { errors: problemErrors(problems, rules.exceptions) }
}

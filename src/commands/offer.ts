import type { Bot } from '../bot.ts'
import { handOff } from '../change.ts'
import { failureOf } from '../delivery/errors.ts'
import { dueAt } from '../domain/deadlines.ts'
import {
  checkHandover,
  checkQualification,
  checkWho,
  DRAFT_KEPT_DAYS,
  type Draft,
  type Fields,
  type Step,
} from '../domain/draft.ts'
import { mayHandOff, type UserId } from '../domain/people.ts'
import type { Rules } from '../domain/rules.ts'
import { dropDraft, findDraft, recordGateBlock, saveDraft } from '../store/drafts.ts'
import { loadHandoff } from '../store/handoffs.ts'
import { currentRules, findTeam, teamIdOf } from '../store/settings.ts'
import { message } from '../views/blocks.ts'
import { handoverStep, qualificationStep, type Route, whoStep } from '../views/offer_form.ts'
import { problemErrors } from '../views/problems.ts'
import { cannotTakePartWords } from '../views/refusals.ts'
import { chooseAe } from './choose_ae.ts'
import { openForm } from './reply.ts'
import type { Asked, Click, Form, FormAnswer } from './requests.ts'

/** `/handoff` and the shortcut: the form, where this person left it. */
export async function openOffer(bot: Bot, asked: Asked): Promise<void> {
  const refused = await whyNot(bot, asked.by)
  if (refused) return asked.tell(message([[refused]]))
  const found = await findDraft(bot.db, bot.workspace, asked.by)
  const draft = found && !isOld(bot, found) ? found : newDraft(bot, asked.by)
  await openForm(bot, asked, await viewOf(bot, draft, draft === found))
}

/** Step 1 is answered: who the lead is and who gets it. */
export async function whoNext(bot: Bot, form: Form): Promise<FormAnswer> {
  const draft = await keep(bot, form, 'who')
  const who = checkWho(draft.fields)
  if (!who.ok) return { errors: problemErrors(who.problems) }
  const { rules } = await rulesNow(bot)
  const team = await findTeam(bot.db, teamIdOf(bot.workspace))
  const chosen = await chooseAe(bot, team, form.by, who.value.ae, rules.zone)
  if ('nobody' in chosen) return { errors: { ae: chosen.nobody } }
  return showStep(bot, { ...draft, step: 'qualification' })
}

/** Step 2 is the gate: what is missing is said at its field, and that it was missing is counted. */
export async function qualificationNext(bot: Bot, form: Form): Promise<FormAnswer> {
  const draft = await keep(bot, form, 'qualification')
  const { rules } = await rulesNow(bot)
  const answers = checkQualification(draft.fields, rules)
  if (answers.ok) return showStep(bot, { ...draft, step: 'handover' })
  const criteria = answers.problems.flatMap((problem) =>
    'criterion' in problem ? [`${problem.criterion}: ${problem.why}`] : [],
  )
  const at = bot.clock.now()
  const { id: draftId, person } = draft
  await bot.db.commit((write) => [
    recordGateBlock(bot.db, write, {
      id: bot.newId(),
      workspace: bot.workspace,
      draftId,
      person,
      at,
      criteria,
    }),
  ])
  return { errors: problemErrors(answers.problems) }
}

/** Step 3 sends. A form that was already sent, in another window or by a double click, just closes. */
export async function sendHandoff(bot: Bot, form: Form): Promise<FormAnswer> {
  if (await loadHandoff(bot.db, form.about)) return 'close'
  const draft = await keep(bot, form, 'handover')
  const { id: rulesId, rules } = await rulesNow(bot)
  const refused = await whyNot(bot, form.by)
  if (refused) return showStep(bot, draft, refused)
  const person = await bot.people.find(form.by)
  const handover = checkHandover(draft.fields, bot.clock.now(), person?.zone ?? rules.zone)
  if (!handover.ok) return withErrors(bot, draft, form, problemErrors(handover.problems))
  const who = checkWho(draft.fields)
  if (!who.ok) return showStep(bot, { ...draft, step: 'who' })
  const answers = checkQualification(draft.fields, rules)
  if (!answers.ok) return showStep(bot, { ...draft, step: 'qualification' })

  const { ae: picked, ...prospect } = who.value
  const brief = { ...handover.value, answers: answers.value, additions: [] }
  const team = await findTeam(bot.db, teamIdOf(bot.workspace))
  const route = await chooseAe(bot, team, form.by, picked, rules.zone)
  if ('nobody' in route) return showStep(bot, draft, route.nobody)
  await handOff(bot, { id: draft.id, person: form.by, teamId: team.id }, async (fresh) => {
    const again = await chooseAe(bot, fresh, form.by, picked, rules.zone)
    const { ae, calendar, unchecked, turnOf } = 'nobody' in again ? route : again
    return { prospect, brief, rulesId, rules, ae, calendar, aeUnchecked: unchecked, turnOf }
  })
  return 'close'
}

/** The button **Back**: the step before, with everything typed here kept. */
export async function goBack(bot: Bot, click: Click): Promise<void> {
  const { view } = click
  if (!view) return
  const at = view.form === 'offer_handover' ? 'handover' : 'qualification'
  const draft = await keep(bot, { by: click.by, about: view.about, fields: view.fields }, at)
  await redraw(bot, view, { ...draft, step: at === 'handover' ? 'qualification' : 'who' })
}

/** Choosing how the intro call happens decides which field comes next. */
export async function reshape(bot: Bot, click: Click): Promise<void> {
  const { view } = click
  if (!view) return
  const draft = await keep(bot, { by: click.by, about: view.about, fields: view.fields }, 'handover')
  await redraw(bot, view, draft)
}

/** The button **Discard draft**: an empty form in the place of the old one. */
export async function discardDraft(bot: Bot, click: Click): Promise<void> {
  if (!click.view) return
  await bot.db.commit((write) => [dropDraft(bot.db, write, bot.workspace, click.by)])
  await redraw(bot, click.view, newDraft(bot, click.by))
}

/** Why this person cannot hand off. Somebody whom Slack did not name in time may, unless they are not on the list. */
async function whyNot(bot: Bot, by: UserId): Promise<string | undefined> {
  const team = await findTeam(bot.db, teamIdOf(bot.workspace))
  const person = await bot.people.find(by)
  const cannot = person
    ? mayHandOff(person, team)
    : team.sdrs.length > 0 && !team.sdrs.includes(by)
      ? { why: 'not_an_sdr' as const }
      : undefined
  return cannot && cannotTakePartWords(cannot)
}

/** What was typed is laid over the draft: Slack leaves out fields that nobody touched. */
async function keep(bot: Bot, { by, about, fields }: Form, step: Step): Promise<Draft> {
  const found = await findDraft(bot.db, bot.workspace, by)
  const before = found?.id === about ? found.fields : {}
  const draft: Draft = { id: about, person: by, step, fields: { ...before, ...fields }, at: bot.clock.now() }
  await saveDraft(bot.db, bot.workspace, draft)
  return draft
}

async function showStep(bot: Bot, draft: Draft, notice?: string): Promise<FormAnswer> {
  await saveDraft(bot.db, bot.workspace, draft)
  return { show: await viewOf(bot, draft, false, notice) }
}

/** An error can only stand at a field that is on the screen; a field that is not there yet is shown instead. */
async function withErrors(
  bot: Bot,
  draft: Draft,
  form: Form,
  errors: Record<string, string>,
): Promise<FormAnswer> {
  const unseen = Object.keys(errors).find(
    (field) => (field === 'intro_at' || field === 'intro_reason') && !(field in form.fields),
  )
  return unseen ? showStep(bot, draft, errors[unseen]) : { errors }
}

async function viewOf(bot: Bot, { id, person, step, fields }: Draft, resumed: boolean, notice?: string) {
  const { rules } = await rulesNow(bot)
  switch (step) {
    case 'who':
      return whoStep(id, fields, resumed)
    case 'qualification':
      return qualificationStep(id, fields, rules)
    case 'handover':
      return handoverStep(id, fields, await routeOf(bot, person, fields, rules), notice)
    default:
      return step satisfies never
  }
}

async function routeOf(bot: Bot, sdr: UserId, fields: Fields, rules: Rules): Promise<Route | undefined> {
  const team = await findTeam(bot.db, teamIdOf(bot.workspace))
  const chosen = await chooseAe(bot, team, sdr, fields.ae ?? undefined, rules.zone)
  if ('nobody' in chosen) return undefined
  const acceptDue = dueAt(chosen.calendar, rules.clock, bot.clock.now(), rules.acceptHours, [])
  const reader = await bot.people.find(sdr)
  if (!acceptDue) return undefined
  return {
    ae: chosen.ae,
    inRotation: chosen.turnOf !== undefined,
    acceptDue,
    zone: reader?.zone ?? rules.zone,
  }
}

async function redraw(bot: Bot, view: NonNullable<Click['view']>, draft: Draft): Promise<void> {
  await saveDraft(bot.db, bot.workspace, draft)
  try {
    const changed = await viewOf(bot, draft, false)
    await bot.slack.forms.views.update({ view_id: view.id, hash: view.hash, view: changed })
  } catch (error) {
    // The form stays as it is and nothing typed is lost: the draft has it, and the button works again.
    bot.log.warn({ form: view.form, code: failureOf(error).code }, 'a form was not redrawn')
  }
}

async function rulesNow(bot: Bot): Promise<{ id: string; rules: Rules }> {
  const current = await currentRules(bot.db, bot.workspace)
  if (!current) throw new Error('the workspace has no rules')
  return current
}

function newDraft(bot: Bot, person: UserId): Draft {
  return { id: bot.newId(), person, step: 'who', fields: {}, at: bot.clock.now() }
}

function isOld(bot: Bot, draft: Draft): boolean {
  return bot.clock.now().getTime() - draft.at.getTime() > DRAFT_KEPT_DAYS * 86_400_000
}

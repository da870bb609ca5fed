import type { ModalView } from '@slack/types'
import type { Bot } from '../bot.ts'
import { handOff } from '../change.ts'
import { officeHours } from '../domain/calendar.ts'
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
import { refOf } from '../domain/handoff.ts'
import { mayHandOff, type UserId } from '../domain/people.ts'
import type { Rules } from '../domain/rules.ts'
import { storable } from '../domain/text.ts'
import { dropDraft, findDraft, recordGateBlock, saveDraft } from '../store/drafts.ts'
import { loadHandoff } from '../store/handoffs.ts'
import { currentRules, findTeam, teamIdOf } from '../store/settings.ts'
import { message } from '../views/blocks.ts'
import { deadForm, handoverStep, qualificationStep, type Route, whoStep } from '../views/offer_form.ts'
import { problemErrors } from '../views/problems.ts'
import { cannotTakePartWords } from '../views/refusals.ts'
import { chooseAe } from './choose_ae.ts'
import { openForm, redrawForm } from './reply.ts'
import type { Asked, Click, Form, FormAnswer } from './requests.ts'

type View = NonNullable<Click['view']>

/** `/handoff` and the shortcut: the form, where this person left it. */
export async function openOffer(bot: Bot, asked: Asked): Promise<void> {
  const refused = await whyNot(bot, asked.by)
  if (refused) return asked.tell(message([[refused]]))
  const found = await findDraft(bot.db, bot.workspace, asked.by)
  // A late click in a form that was sent leaves its draft behind; going on with it would send nothing.
  const usable = found && !isOld(bot, found) && !(await loadHandoff(bot.db, found.id))
  await openForm(bot, asked, await viewOf(bot, usable ? found : newDraft(bot, asked.by)))
}

/** Step 1 is answered: who the lead is and who gets it. */
export async function whoNext(bot: Bot, form: Form): Promise<FormAnswer> {
  const draft = await keep(bot, form, 'who')
  if ('dead' in draft) return { show: deadForm(draft.dead) }
  const who = checkWho(draft.fields)
  if (!who.ok) return { errors: problemErrors(who.problems) }
  const { rules } = await rulesNow(bot)
  const team = await findTeam(bot.db, teamIdOf(bot.workspace))
  const chosen = await chooseAe(bot, team, [form.by], who.value.ae, rules.zone)
  if ('nobody' in chosen) return { errors: { ae: chosen.nobody } }
  return showStep(bot, { ...draft, step: 'qualification' })
}

/** Step 2 is the gate: what is missing is said at its field, and that it was missing is counted. */
export async function qualificationNext(bot: Bot, form: Form): Promise<FormAnswer> {
  const draft = await keep(bot, form, 'qualification')
  if ('dead' in draft) return { show: deadForm(draft.dead) }
  const { rules } = await rulesNow(bot)
  const answers = checkQualification(draft.fields, rules)
  if (answers.ok) return showStep(bot, { ...draft, step: 'handover' })
  const criteria = answers.problems.flatMap((problem) => ('criterion' in problem ? [problem.field] : []))
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
  if ('dead' in draft) return { show: deadForm(draft.dead) }
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
  const route = await chooseAe(bot, team, [form.by], picked, rules.zone)
  if ('nobody' in route) return showStep(bot, draft, route.nobody)
  await handOff(bot, { id: draft.id, person: form.by, teamId: team.id }, async (fresh) => {
    const again = picked ? route : await chooseAe(bot, fresh, [form.by], picked, rules.zone)
    const { ae, calendar, unchecked, turnOf } = 'nobody' in again ? route : again
    const sdrCalendar = person?.calendar ?? officeHours(rules.zone)
    const facts = { prospect, brief, rulesId, rules, ae, calendar, sdrCalendar, turnOf }
    return { ...facts, aeUnchecked: unchecked, sdrUnchecked: !person }
  })
  return 'close'
}

/** The button **Back**: the step before, with everything typed here kept. */
export async function goBack(bot: Bot, click: Click): Promise<void> {
  const { view } = click
  if (!view) return
  const from = view.form === 'offer_handover' ? 'handover' : 'qualification'
  await redraw(bot, click.by, view, from, from === 'handover' ? 'qualification' : 'who')
}

/** Choosing how the intro call happens decides which field comes next. */
export async function reshape(bot: Bot, click: Click): Promise<void> {
  if (click.view) await redraw(bot, click.by, click.view, 'handover', 'handover')
}

/** The button **Discard draft**: an empty form in the place of the old one. */
export async function discardDraft(bot: Bot, click: Click): Promise<void> {
  const { view, by } = click
  if (!view) return
  await bot.db.commit((write) => [dropDraft(bot.db, write, bot.workspace, by)])
  await redrawForm(bot, view, await viewOf(bot, newDraft(bot, by)))
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

/**
 * What was typed is laid over the draft: Slack leaves out fields that nobody touched. A form whose handoff was sent, or
 * beside which another one was begun, is dead; keeping it would overwrite what is not its own.
 */
async function keep(bot: Bot, { by, about, fields }: Form, step: Step): Promise<Draft | { dead: string }> {
  const sent = await loadHandoff(bot.db, about)
  if (sent) return { dead: `This handoff was sent already: it is ${refOf(sent)}.` }
  const found = await findDraft(bot.db, bot.workspace, by)
  if (found && found.id !== about && !isOld(bot, found))
    return { dead: 'You began another handoff in another window. Close this one and type /handoff.' }
  const typed = Object.entries(fields).map(([name, text]) => [name, text === null ? null : storable(text)])
  const laid: Fields = { ...(found?.id === about ? found.fields : {}), ...Object.fromEntries(typed) }
  const draft: Draft = { id: about, person: by, step, fields: laid, at: bot.clock.now() }
  await saveDraft(bot.db, bot.workspace, draft)
  return draft
}

async function showStep(bot: Bot, draft: Draft, notice?: string): Promise<FormAnswer> {
  await saveDraft(bot.db, bot.workspace, draft)
  return { show: await viewOf(bot, draft, notice) }
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

async function viewOf(bot: Bot, { id, person, step, fields }: Draft, notice?: string): Promise<ModalView> {
  const { rules } = await rulesNow(bot)
  switch (step) {
    case 'who':
      return whoStep(id, fields, Object.keys(fields).length > 0)
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
  const chosen = await chooseAe(bot, team, [sdr], fields.ae ?? undefined, rules.zone)
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

/** Keeps what was typed in one step and shows another in its place. */
async function redraw(bot: Bot, by: UserId, view: View, from: Step, to: Step): Promise<void> {
  const draft = await keep(bot, { by, about: view.about, fields: view.fields }, from)
  if ('dead' in draft) return redrawForm(bot, view, deadForm(draft.dead))
  await saveDraft(bot.db, bot.workspace, { ...draft, step: to })
  await redrawForm(bot, view, await viewOf(bot, { ...draft, step: to }))
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

import type { ModalView } from '@slack/types'
import type { Bot } from '../bot.ts'
import { dueAt } from '../domain/deadlines.ts'
import { checkWho, DRAFT_KEPT_DAYS, type Draft, type Fields, type Step } from '../domain/draft.ts'
import { type Match, ownerOf } from '../domain/duplicates.ts'
import { pagesOf } from '../domain/gate.ts'
import { refOf } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import type { Rules } from '../domain/rules.ts'
import { storable } from '../domain/text.ts'
import { dropDraft, findDraft, saveDraft } from '../store/drafts.ts'
import { loadHandoff } from '../store/handoffs.ts'
import { matchesOf } from '../store/prospects.ts'
import { currentRules } from '../store/settings.ts'
import { duplicateLines } from '../views/duplicates.ts'
import { deadForm, handoverStep, qualificationStep, type Route, whoStep } from '../views/offer_form.ts'
import { chooseAe } from './choose_ae.ts'
import { linksOf } from './lists.ts'
import { redrawForm } from './reply.ts'
import type { Click, Form, FormAnswer } from './requests.ts'
import { routingOf } from './teams.ts'

/** The form between its steps: what was typed is kept, and each step is drawn from it. */

type View = NonNullable<Click['view']>

/** A page of a long framework is told apart by its number behind the draft's id. */
export type Place = { id: string; page: number }
export const placeOf = (about: string): Place => {
  const [id = '', page] = about.split('#')
  return { id, page: Number(page ?? 0) }
}

/** The button **Back**: the step before, with everything typed here kept. */
export async function goBack(bot: Bot, click: Click): Promise<void> {
  const { view } = click
  if (!view) return
  const { page } = placeOf(view.about)
  const { rules } = await rulesNow(bot)
  if (view.form === 'offer_handover')
    return redraw(bot, click.by, view, 'handover', 'qualification', pagesOf(rules).length - 1)
  if (page > 0) return redraw(bot, click.by, view, 'qualification', 'qualification', page - 1)
  return redraw(bot, click.by, view, 'qualification', 'who')
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

/**
 * What was typed is laid over the draft: Slack leaves out fields that nobody touched. A form whose handoff was sent, or
 * beside which another one was begun, is dead; keeping it would overwrite what is not its own.
 */
export async function keep(
  bot: Bot,
  form: Omit<Form, 'submission'>,
  step: Step,
): Promise<Draft | { dead: string }> {
  const { by, fields } = form
  const { id } = placeOf(form.about)
  const sent = await loadHandoff(bot.db, id)
  if (sent) return { dead: `This handoff was sent already: it is ${refOf(sent)}.` }
  const found = await findDraft(bot.db, bot.workspace, by)
  if (found && found.id !== id && !isOld(bot, found))
    return { dead: 'You began another handoff in another window. Close this one and type /handoff.' }
  const typed = Object.entries(fields).map(([name, text]) => [name, text === null ? null : storable(text)])
  const laid: Fields = { ...(found?.id === id ? found.fields : {}), ...Object.fromEntries(typed) }
  const draft: Draft = { id, person: by, step, fields: laid, at: bot.clock.now() }
  await saveDraft(bot.db, bot.workspace, draft)
  return draft
}

/** What a step says beside its fields, and which page of a long framework it shows. */
type Shown = { notice?: string | undefined; page?: number; matches?: readonly Match[] }

export async function showStep(bot: Bot, draft: Draft, shown: Shown = {}): Promise<FormAnswer> {
  await saveDraft(bot.db, bot.workspace, draft)
  return { show: await viewOf(bot, draft, shown) }
}

/** An error can only stand at a field that is on the screen; a field that is not there yet is shown instead. */
export async function withErrors(
  bot: Bot,
  draft: Draft,
  form: Form,
  errors: Record<string, string>,
): Promise<FormAnswer> {
  const unseen = Object.keys(errors).find(
    (field) => (field === 'intro_at' || field === 'intro_reason') && !(field in form.fields),
  )
  return unseen ? showStep(bot, draft, { notice: errors[unseen] }) : { errors }
}

/** Whether there is more in it than the message that it began with. */
export const hasTyped = (fields: Fields): boolean =>
  Object.keys(fields).some((field) => field !== 'from_message' && field !== 'message_link')

export async function viewOf(
  bot: Bot,
  { id, person, step, fields }: Draft,
  { notice, page = 0, matches = [] }: Shown = {},
): Promise<ModalView> {
  const { rules } = await rulesNow(bot)
  switch (step) {
    case 'who': {
      const links = await linksOf(
        bot,
        matches.map(({ handoff }) => handoff),
      )
      const warning = matches.length > 0 ? duplicateLines(matches, links, bot.clock.now()) : []
      const { choose } = await routingOf(bot, person, fields)
      return whoStep(id, fields, { begun: hasTyped(fields), warning, teams: choose })
    }
    case 'qualification':
      return qualificationStep(id, fields, rules, page)
    case 'handover':
      return handoverStep(id, fields, await routeOf(bot, person, fields, rules), notice)
    default:
      return step satisfies never
  }
}

async function routeOf(bot: Bot, sdr: UserId, fields: Fields, rules: Rules): Promise<Route | undefined> {
  const { team } = await routingOf(bot, sdr, fields)
  if (!team) return undefined
  const chosen = await chooseAe(bot, team, [sdr], fields.ae ?? undefined, rules.zone)
  if ('nobody' in chosen) return undefined
  const acceptDue = dueAt(chosen.calendar, rules.clock, bot.clock.now(), rules.acceptHours, [])
  const reader = await bot.people.find(sdr)
  if (!acceptDue) return undefined
  const owner = ownerOf(await knownHandoffs(bot, fields), bot.clock.now())
  return {
    ae: chosen.ae,
    inRotation: chosen.turnOf !== undefined,
    isOwed: chosen.isOwed,
    ownsUntil: owner?.ae === chosen.ae ? owner.until : undefined,
    away: chosen.away,
    prefers: chosen.prefers,
    acceptDue,
    zone: reader?.zone ?? rules.zone,
  }
}

/** Earlier handoffs of this prospect, from what was typed so far. */
async function knownHandoffs(bot: Bot, fields: Fields): Promise<Match[]> {
  const who = checkWho(fields)
  return who.ok ? matchesOf(bot.db, bot.workspace, who.value) : []
}

/** Keeps what was typed in one step and shows another in its place. */
async function redraw(bot: Bot, by: UserId, view: View, from: Step, to: Step, page = 0): Promise<void> {
  const draft = await keep(bot, { by, about: view.about, fields: view.fields }, from)
  if ('dead' in draft) return redrawForm(bot, view, deadForm(draft.dead))
  await saveDraft(bot.db, bot.workspace, { ...draft, step: to })
  await redrawForm(bot, view, await viewOf(bot, { ...draft, step: to }, { page }))
}

export async function rulesNow(bot: Bot): Promise<{ id: string; rules: Rules }> {
  const current = await currentRules(bot.db, bot.workspace)
  if (!current) throw new Error('the workspace has no rules')
  return current
}

export function newDraft(bot: Bot, person: UserId, fields: Fields = {}): Draft {
  return { id: bot.newId(), person, step: 'who', fields, at: bot.clock.now() }
}

export function isOld(bot: Bot, draft: Draft): boolean {
  return bot.clock.now().getTime() - draft.at.getTime() > DRAFT_KEPT_DAYS * 86_400_000
}

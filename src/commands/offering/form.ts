import type { ModalView } from '@slack/types'
import { type Bot, leaveOut } from '../../bot.ts'
import type { Fields } from '../../domain/fields.ts'
import type { Draft, Step } from '../../domain/offering/draft.ts'
import { type Match, ownerOf } from '../../domain/offering/duplicates.ts'
import { criteriaPages } from '../../domain/offering/gate.ts'
import { checkWho } from '../../domain/offering/steps.ts'
import type { UserId } from '../../domain/people/people.ts'
import { dueAt } from '../../domain/reminders/deadlines.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import { routingOf } from '../../domain/teams/routing.ts'
import { dropDraft, saveDraft } from '../../store/offering/drafts.ts'
import { matchesOf } from '../../store/offering/duplicates.ts'
import { rulesNow } from '../../store/settings.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { duplicateLines } from '../../views/offering/duplicates.ts'
import { deadForm } from '../../views/offering/form.ts'
import { handoverStep, type Route } from '../../views/offering/handover.ts'
import { qualificationStep } from '../../views/offering/qualification.ts'
import { whoStep } from '../../views/offering/who.ts'
import { linksOf } from '../handoff/links.ts'
import { redrawForm } from '../reply.ts'
import type { Click, Form, FormAnswer } from '../requests.ts'
import { chooseAe } from './choose_ae.ts'
import { draftPageOf, hasTyped, keep, newDraft } from './draft.ts'

/** The form between its steps: what was typed is kept, and each step is drawn from it. */

type View = NonNullable<Click['view']>

/** The button **Back**: the step before, with everything typed here kept. */
export async function goBack(bot: Bot, click: Click): Promise<void> {
  const { view } = click
  if (!view) return
  const { page } = draftPageOf(view.about)
  const { rules } = await rulesNow(bot.db, bot.workspace)
  if (view.form === 'send_handover')
    return redraw(bot, click.by, view, 'handover', 'qualification', criteriaPages(rules).length - 1)
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
  await bot.db.commit((write) => [dropDraft(write, bot.workspace, by)])
  await redrawForm(bot, view, await stepView(bot, newDraft(bot, by)))
}

/** What a step says beside its fields, and which page of a long framework it shows. */
type BesideFields = { notice?: string | undefined; page?: number; matches?: readonly Match[] }

export async function showStep(bot: Bot, draft: Draft, shown: BesideFields = {}): Promise<FormAnswer> {
  await saveDraft(bot.db, bot.workspace, draft)
  return { show: await stepView(bot, draft, shown) }
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

export async function stepView(
  bot: Bot,
  { id, person, step, fields }: Draft,
  { notice, page = 0, matches = [] }: BesideFields = {},
): Promise<ModalView> {
  const { rules } = await rulesNow(bot.db, bot.workspace)
  switch (step) {
    case 'who': {
      const links = await linksOf(
        bot,
        matches.map(({ handoff }) => handoff),
      )
      const warning = matches.length > 0 ? duplicateLines(matches, links, bot.clock.now()) : []
      const { choose } = routingOf(await teamsOf(bot.db, bot.workspace), person, fields.team)
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
  const { team } = routingOf(await teamsOf(bot.db, bot.workspace), sdr, fields.team)
  if (!team) return undefined
  const chosen = await chooseAe(bot, team, [sdr], fields.ae ?? undefined, rules.zone)
  if ('nobody' in chosen) return undefined
  const acceptDue = dueAt(chosen.calendar, rules.clock, bot.clock.now(), rules.acceptHours, [])
  const reader = await bot.people.find(sdr)
  if (!acceptDue) return undefined
  const who = checkWho(fields)
  const owner = who.ok
    ? ownerOf(await matchesOf(bot.db, bot.workspace, who.value, leaveOut(bot)), bot.clock.now())
    : undefined
  return {
    ae: chosen.ae,
    inRotation: chosen.turn !== undefined,
    isOwed: chosen.turn?.kind === 'used_back',
    ownsUntil: owner?.ae === chosen.ae ? owner.until : undefined,
    away: chosen.away,
    prefers: chosen.prefers,
    acceptDue,
    zone: reader?.zone ?? rules.zone,
  }
}

/** Keeps what was typed in one step and shows another in its place. */
async function redraw(bot: Bot, by: UserId, view: View, from: Step, to: Step, page = 0): Promise<void> {
  const draft = await keep(bot, { by, about: view.about, fields: view.fields }, from)
  if ('dead' in draft) return redrawForm(bot, view, deadForm(draft.dead))
  await saveDraft(bot.db, bot.workspace, { ...draft, step: to })
  await redrawForm(bot, view, await stepView(bot, { ...draft, step: to }, { page }))
}

import { type Bot, linkTo } from '../bot.ts'
import { handOff } from '../change.ts'
import { officeHours } from '../domain/calendar.ts'
import { checkHandover, checkWho, type Draft, LONGEST, type Problem } from '../domain/draft.ts'
import { type Match, ownerOf } from '../domain/duplicates.ts'
import { checkQualification, isGateProblem, pagesOf } from '../domain/gate.ts'
import { type Prospect, refOf } from '../domain/handoff.ts'
import type { UserId } from '../domain/people.ts'
import { mayRead } from '../domain/permissions.ts'
import type { Rules } from '../domain/rules.ts'
import { cleanText, clip, weightOf } from '../domain/text.ts'
import { findDraft, recordGateBlock, saveDraft } from '../store/drafts.ts'
import { loadHandoff } from '../store/handoffs.ts'
import { claimProspect, matchesOf } from '../store/prospects.ts'
import { message } from '../views/blocks.ts'
import { deadForm } from '../views/offer_form.ts'
import { problemErrors } from '../views/problems.ts'
import { chooseAe } from './choose_ae.ts'
import {
  hasTyped,
  isOld,
  keep,
  newDraft,
  placeOf,
  rulesNow,
  showStep,
  viewOf,
  withErrors,
} from './offer_draft.ts'
import { openForm } from './reply.ts'
import type { Asked, Click, Form, FormAnswer, FromMessage } from './requests.ts'
import { routingOf, whyNot } from './teams.ts'

/** `/handoff` and the shortcut: the form, where this person left it. */
export async function openOffer(bot: Bot, asked: Asked): Promise<void> {
  const refused = await whyNot(bot, asked.by)
  if (refused) return asked.tell(message([[refused]]))
  await openForm(bot, asked, await viewOf(bot, (await usableDraft(bot, asked.by)) ?? newDraft(bot, asked.by)))
}

const BEGAN_ANOTHER = 'You began another handoff. Send or discard it first: /handoff opens it.'

/** The shortcut on a message: its text comes along, to be read and edited before anybody else sees it. */
export async function openOfferFrom(bot: Bot, asked: FromMessage): Promise<void> {
  const refused = await whyNot(bot, asked.by)
  if (refused) return asked.tell(message([[refused]]))
  const begun = await usableDraft(bot, asked.by)
  const text = clip(cleanText(asked.message.text), LONGEST.note)
  const fields = { from_message: text, message_link: linkTo(bot, asked.message) }
  // Words about one lead must not come along with another.
  const isOther = begun && begun.fields.message_link !== fields.message_link
  if (isOther && hasTyped(begun.fields)) return asked.tell(message([[BEGAN_ANOTHER]]))
  const draft = begun && !isOther ? begun : newDraft(bot, asked.by, fields)
  await saveDraft(bot.db, bot.workspace, draft)
  await openForm(bot, asked, await viewOf(bot, draft))
}

/** The button **Hand off again** of a lead that was put aside: a new draft that begins with what was known then. */
export async function handOffAgain(bot: Bot, click: Click): Promise<void> {
  const refused = await whyNot(bot, click.by)
  const before = await loadHandoff(bot.db, click.value)
  if (refused || !before) return click.tell(message([[refused ?? 'This handoff no longer exists.']]))
  if (!mayRead(before, click.by, [], bot.clock.now()))
    return click.tell(message([['This lead is for its SDR and their managers.']]))
  if (await usableDraft(bot, click.by)) return click.tell(message([[BEGAN_ANOTHER]]))
  const { company, contact, email, title, crmLink } = before.prospect
  const answers = before.brief.answers.flatMap(({ key, state, evidence }): [string, string][] => [
    [`state-${key}`, state],
    [`evidence-${key}`, evidence],
  ])
  const fields = {
    ...{ company, contact, email: email ?? null, title: title ?? null, crm: crmLink ?? null },
    ...Object.fromEntries(answers),
    seen: before.id,
    again: refOf(before),
  }
  const draft = newDraft(bot, click.by, fields)
  await saveDraft(bot.db, bot.workspace, draft)
  await openForm(bot, click, await viewOf(bot, draft))
}

/** A late click in a form that was sent leaves its draft behind; going on with it would send nothing. */
async function usableDraft(bot: Bot, by: UserId): Promise<Draft | undefined> {
  const found = await findDraft(bot.db, bot.workspace, by)
  return found && !isOld(bot, found) && !(await loadHandoff(bot.db, found.id)) ? found : undefined
}

/** Step 1 is answered: who the lead is and who gets it. A prospect whom somebody knows already is said before going on. */
export async function whoNext(bot: Bot, form: Form): Promise<FormAnswer> {
  const draft = await keep(bot, form, 'who')
  if ('dead' in draft) return { show: deadForm(draft.dead) }
  const who = checkWho(draft.fields)
  if (!who.ok) return { errors: problemErrors(who.problems) }
  const { ae, ...prospect } = who.value
  const known = await unseen(bot, draft, prospect)
  if (known.length > 0) return warn(bot, draft, known)
  const needsReason = await goesElsewhere(bot, draft, prospect, ae)
  if (needsReason) return { errors: needsReason }
  const { rules } = await rulesNow(bot)
  const { team } = await routingOf(bot, form.by, draft.fields)
  if (!team) return { errors: problemErrors([{ field: 'team', why: 'missing' }]) }
  const chosen = await chooseAe(bot, team, [form.by], ae, rules.zone)
  if ('nobody' in chosen) return { errors: { ae: chosen.nobody } }
  return showStep(bot, { ...draft, step: 'qualification' })
}

/** Earlier handoffs of this prospect that the SDR was not told of yet. */
async function unseen(bot: Bot, draft: Draft, prospect: Prospect): Promise<Match[]> {
  const seen = (draft.fields.seen ?? '').split(',')
  const found = await matchesOf(bot.db, bot.workspace, prospect)
  const matches = found.filter(({ handoff }) => handoff.id !== draft.id)
  return matches.some(({ handoff }) => !seen.includes(handoff.id)) ? matches : []
}

/** Step 1 again, with what is known, and its owner as the AE unless somebody else was picked. */
function warn(bot: Bot, draft: Draft, matches: readonly Match[]): Promise<FormAnswer> {
  const owner = ownerOf(matches, bot.clock.now())
  const seen = matches.map(({ handoff }) => handoff.id).join(',')
  const ae = draft.fields.ae ?? (owner && owner.ae !== draft.person ? owner.ae : null)
  return showStep(bot, { ...draft, step: 'who', fields: { ...draft.fields, seen, ae } }, { matches })
}

/** A prospect that is somebody's goes to them, or to somebody else for a written reason. */
async function goesElsewhere(
  bot: Bot,
  { fields, person }: Draft,
  prospect: Prospect,
  ae: UserId | undefined,
): Promise<Record<string, string> | undefined> {
  const owner = ownerOf(await matchesOf(bot.db, bot.workspace, prospect), bot.clock.now())
  const hasReason = weightOf(cleanText(fields.duplicate_reason ?? '')) > 0
  if (!owner || owner.ae === ae || owner.ae === person || hasReason) return undefined
  return problemErrors([{ field: 'duplicate_reason', why: 'no_reason' }])
}

/** Step 2 is the gate: what is missing is said at its field, and that it was missing is counted. */
export async function qualificationNext(bot: Bot, form: Form): Promise<FormAnswer> {
  const draft = await keep(bot, form, 'qualification')
  if ('dead' in draft) return { show: deadForm(draft.dead) }
  const { rules } = await rulesNow(bot)
  const { page } = placeOf(form.about)
  const answers = checkQualification(draft.fields, rules, page)
  if (!answers.ok) return stopAtGate(bot, draft, rules, answers.problems)
  return page + 1 < pagesOf(rules).length
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
  if (criteria.length > 0) await bot.db.commit((write) => [recordGateBlock(bot.db, write, block)])
  return { errors: problemErrors(problems, rules.exceptions) }
}

/** Step 3 sends. A form that was already sent, in another window or by a double click, just closes. */
export async function sendHandoff(bot: Bot, form: Form): Promise<FormAnswer> {
  if (await loadHandoff(bot.db, form.about)) return 'close'
  const draft = await keep(bot, form, 'handover')
  if ('dead' in draft) return { show: deadForm(draft.dead) }
  const { id: rulesId, rules } = await rulesNow(bot)
  const refused = await whyNot(bot, form.by)
  if (refused) return showStep(bot, draft, { notice: refused })
  const person = await bot.people.find(form.by)
  const handover = checkHandover(draft.fields, bot.clock.now(), person?.zone ?? rules.zone)
  if (!handover.ok) return withErrors(bot, draft, form, problemErrors(handover.problems))
  const who = checkWho(draft.fields)
  if (!who.ok) return showStep(bot, { ...draft, step: 'who' })
  const qualified = checkQualification(draft.fields, rules)
  if (!qualified.ok) return showStep(bot, { ...draft, step: 'qualification' })

  const { ae: picked, ...prospect } = who.value
  const duplicateReason = cleanText(draft.fields.duplicate_reason ?? '') || undefined
  const brief = { ...handover.value, ...qualified.value, duplicateReason, additions: [] }
  const { team } = await routingOf(bot, form.by, draft.fields)
  if (!team) return showStep(bot, { ...draft, step: 'who' })
  const route = await chooseAe(bot, team, [form.by], picked, rules.zone)
  if ('nobody' in route) return showStep(bot, draft, { notice: route.nobody })
  const sent = await handOff(bot, { id: draft.id, person: form.by, teamId: team.id }, async (fresh) => {
    // Read before looking, so that whoever hands off the same prospect meanwhile makes this try stale.
    const claim = await claimProspect(bot.db, bot.workspace, prospect)
    const known = await unseen(bot, draft, prospect)
    if (known.length > 0) return { known }
    const again = picked ? route : await chooseAe(bot, fresh, [form.by], picked, rules.zone)
    const chosen = 'nobody' in again ? route : again
    const { ae, calendar, unchecked, turnOf } = chosen
    // Somebody may have become the owner since step 1, of a lead that the SDR was warned of when it was nobody's.
    if (await goesElsewhere(bot, draft, prospect, ae))
      return { known: await matchesOf(bot.db, bot.workspace, prospect) }
    const sdrCalendar = person?.calendar ?? officeHours(rules.zone)
    const facts = { prospect, brief, rulesId, rules, ae, calendar, sdrCalendar, turnOf, claim }
    const matches = await matchesOf(bot.db, bot.workspace, prospect)
    const owner = ownerOf(matches, bot.clock.now())
    const earliest = matches.filter(({ by }) => by !== 'company').at(-1)?.handoff
    const sameAs = earliest && (earliest.sameAs ?? earliest.id)
    const why = owner?.ae === ae ? 'owner' : 'picked'
    const byTurn = chosen.isOwed ? 'turn_back' : 'rotation'
    return { ...facts, sameAs, route: turnOf ? byTurn : why, aeUnchecked: unchecked, sdrUnchecked: !person }
  })
  return 'known' in sent ? warn(bot, draft, sent.known) : 'close'
}

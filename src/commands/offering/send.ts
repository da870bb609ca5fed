import type { Bot } from '../../bot.ts'
import { sendNew } from '../../change.ts'
import { type Match, ownerOf } from '../../domain/offering/duplicates.ts'
import { checkQualification } from '../../domain/offering/gate.ts'
import { checkHandover, checkWho } from '../../domain/offering/steps.ts'
import { routingOf, whyNoHandoff } from '../../domain/teams/routing.ts'
import { cleanText } from '../../domain/text.ts'
import { officeHours } from '../../domain/time/calendar.ts'
import { refOfSent } from '../../store/handoff/history.ts'
import { bumpProspectVersion } from '../../store/offering/prospect_versions.ts'
import { rulesNow } from '../../store/settings.ts'
import { teamsOf } from '../../store/teams/teams.ts'
import { problemErrors } from '../../views/fields.ts'
import { deadForm } from '../../views/offering/form.ts'
import { cannotTakePartWords } from '../../views/people/cannot_take_part.ts'
import type { Form, FormAnswer } from '../requests.ts'
import { type ChosenAe, chooseAe } from './choose_ae.ts'
import { keep } from './draft.ts'
import { goesElsewhere, knownHandoffs, unseen, warn } from './duplicates.ts'
import { showStep, withErrors } from './form.ts'

/** Step 3 sends. A form that was already sent, in another window or by a double click, just closes. */
export async function sendHandoff(bot: Bot, form: Form): Promise<FormAnswer> {
  if (await refOfSent(bot.db, form.about)) return 'close'
  const draft = await keep(bot, form, 'handover')
  if ('dead' in draft) return { show: deadForm(draft.dead) }
  const { id: rulesId, rules } = await rulesNow(bot.db, bot.workspace)
  const teams = await teamsOf(bot.db, bot.workspace)
  const person = await bot.people.find(form.by)
  const cannot = whyNoHandoff(teams, form.by, person)
  if (cannot) return showStep(bot, draft, { notice: cannotTakePartWords(cannot) })
  const handover = checkHandover(draft.fields, bot.clock.now(), person?.zone ?? rules.zone)
  if (!handover.ok) return withErrors(bot, draft, form, problemErrors(handover.problems))
  const who = checkWho(draft.fields)
  if (!who.ok) return showStep(bot, { ...draft, step: 'who' })
  const qualified = checkQualification(draft.fields, rules)
  if (!qualified.ok) return showStep(bot, { ...draft, step: 'qualification' })

  const { ae: picked, ...prospect } = who.value
  const duplicateReason = cleanText(draft.fields.duplicate_reason ?? '') || undefined
  const brief = { ...handover.value, ...qualified.value, duplicateReason, additions: [] }
  const { team } = routingOf(teams, form.by, draft.fields.team)
  if (!team) return showStep(bot, { ...draft, step: 'who' })
  const route = await chooseAe(bot, team, [form.by], picked, rules.zone)
  if ('nobody' in route) return showStep(bot, draft, { notice: route.nobody })
  let tries = 0
  const sent = await sendNew(bot, { id: draft.id, person: form.by, teamId: team.id }, async (fresh) => {
    // Read before looking, so that whoever hands off the same prospect meanwhile makes this try stale.
    const bumpVersion = await bumpProspectVersion(bot.db, bot.workspace, prospect)
    const known = await knownHandoffs(bot, prospect)
    const news = unseen(draft, known)
    if (news.length > 0) return { known: news }
    // The rotation moved if somebody was faster, and only then.
    const again = picked || tries++ === 0 ? route : await chooseAe(bot, fresh, [form.by], picked, rules.zone)
    const chosen = 'nobody' in again ? route : again
    const { ae, calendar, unchecked: aeUnchecked, turn } = chosen
    // Somebody may have become the owner since step 1, of a lead that the SDR was warned of when it was nobody's.
    if (goesElsewhere(draft, known, ae, bot.clock.now())) return { known }
    const sdrCalendar = person?.calendar ?? officeHours(rules.zone)
    const facts = { prospect, brief, rulesId, rules, ae, calendar, sdrCalendar, turn, bumpVersion }
    const why = whyThisAe(chosen, known, bot.clock.now())
    return { ...facts, sameAs: firstOf(known), route: why, aeUnchecked, sdrUnchecked: !person }
  })
  return 'known' in sent ? warn(bot, draft, sent.known) : 'close'
}

/** The first handoff of the same prospect: they earn one credit inside the lock. */
function firstOf(known: readonly Match[]): string | undefined {
  const earliest = known.filter(({ by }) => by !== 'company').at(-1)?.handoff
  return earliest && (earliest.sameAs ?? earliest.id)
}

/** By their turn, by one they were given back, because they own the prospect, or because somebody picked them. */
function whyThisAe({ ae, turn }: ChosenAe, known: readonly Match[], now: Date) {
  if (turn) return turn.kind === 'used_back' ? 'turn_back' : 'rotation'
  return ownerOf(known, now)?.ae === ae ? 'owner' : 'picked'
}

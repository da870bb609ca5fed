import type { Bot } from '../../bot.ts'
import { sendNew } from '../../change.ts'
import { ownerOf } from '../../domain/offering/duplicates.ts'
import { checkQualification } from '../../domain/offering/gate.ts'
import { checkHandover, checkWho } from '../../domain/offering/steps.ts'
import { cleanText } from '../../domain/text.ts'
import { officeHours } from '../../domain/time/calendar.ts'
import { loadHandoff } from '../../store/handoff/load.ts'
import { matchesOf } from '../../store/offering/duplicates.ts'
import { claimProspect } from '../../store/offering/prospect_claims.ts'
import { problemErrors } from '../../views/fields.ts'
import { deadForm } from '../../views/offering/form.ts'
import type { Form, FormAnswer } from '../requests.ts'
import { routingOf, whyNot } from '../teams/routing.ts'
import { chooseAe } from './choose_ae.ts'
import { keep } from './draft.ts'
import { goesElsewhere, unseen, warn } from './duplicates.ts'
import { rulesNow, showStep, withErrors } from './form.ts'

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
  const sent = await sendNew(bot, { id: draft.id, person: form.by, teamId: team.id }, async (fresh) => {
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

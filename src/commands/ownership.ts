import type { Bot } from '../bot.ts'
import { change, reassignTo } from '../change.ts'
import { hours } from '../domain/calendar.ts'
import { isRefusal } from '../domain/decision.ts'
import { checkNextStep, checkNote, checkTouch } from '../domain/draft.ts'
import type { Handoff } from '../domain/handoff.ts'
import { logTouch, nudge, reassign, snooze, updateNextStep } from '../domain/ownership.ts'
import type { Team, UserId } from '../domain/people.ts'
import { stuckBy } from '../domain/stuck.ts'
import { historyOf, loadHandoff } from '../store/handoffs.ts'
import { teamsOf } from '../store/settings.ts'
import { peopleWhoLeft } from '../store/stuck.ts'
import { message, moment, person } from '../views/blocks.ts'
import { nextStepForm, reassignForm, touchForm } from '../views/ownership_forms.ts'
import { problemErrors } from '../views/problems.ts'
import { chooseAe } from './choose_ae.ts'
import { explain, openFor, settle } from './reply.ts'
import type { Click, Form, FormAnswer } from './requests.ts'

/** What people do with a lead that somebody has: touches, its next step, another owner, and what managers ask for. */
export async function openTouch(bot: Bot, click: Click): Promise<void> {
  const zone = (await bot.people.find(click.by))?.zone ?? bot.zone
  await openFor(bot, click, 'touched', (handoff) => touchForm(handoff, bot.clock.now(), zone))
}

export async function keepTouch(bot: Bot, form: Form): Promise<FormAnswer> {
  const touch = checkTouch(form.fields)
  if (!touch.ok) return { errors: problemErrors(touch.problems) }
  const outcome = await change(bot, form, (handoff) =>
    logTouch(handoff, form.by, touch.value, bot.clock.now()),
  )
  return settle(bot, form.by, 'happened', outcome)
}

export async function openNextStep(bot: Bot, click: Click): Promise<void> {
  await openFor(bot, click, 'next_step_updated', nextStepForm)
}

export async function keepNextStep(bot: Bot, form: Form): Promise<FormAnswer> {
  const now = bot.clock.now()
  const zone = (await bot.people.find(form.by))?.zone ?? bot.zone
  const step = checkNextStep(form.fields, now, zone)
  if (!step.ok) return { errors: problemErrors(step.problems) }
  const outcome = await change(bot, form, (handoff) => updateNextStep(handoff, form.by, step.value, now))
  return settle(bot, form.by, 'next_step', outcome)
}

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

/** Somebody who was asked twice within this time was asked once. */
const NUDGED_AGAIN_MS = hours(4)

/** From the daily list: whoever has to move is asked now. */
export async function nudgeMover(bot: Bot, click: Click): Promise<void> {
  const now = bot.clock.now()
  const handoff = await loadHandoff(bot.db, click.value)
  if (!handoff) return explain(click, undefined)
  const stuck = stuckBy(handoff, new Set(await peopleWhoLeft(bot.db, bot.workspace)), now)
  if (stuck && !stuck.move)
    return click.tell(
      message([['Whoever had to move has left, so nobody was asked. The card says what a manager can do.']]),
    )
  const to = stuck?.move ?? handoff.offer.ae
  const before = (await historyOf(bot.db, handoff.id)).findLast(({ action }) => action === 'nudged')
  if (before && now.getTime() - before.at.getTime() < NUDGED_AGAIN_MS)
    return click.tell(
      message([
        [person(before.by), ' asked for the next move ', moment(before.at), '. Give them some hours.'],
      ]),
    )
  const outcome = await change(bot, click.value, (fresh) => nudge(fresh, click.by, to, now))
  if (!outcome || isRefusal(outcome)) return explain(click, outcome)
  await click.tell(message([['They are asked for their next move.']]))
}

export const snoozeFor =
  (days: number) =>
  async (bot: Bot, click: Click): Promise<void> => {
    const outcome = await change(bot, click.value, (handoff) =>
      snooze(handoff, click.by, days, bot.clock.now()),
    )
    if (!outcome || isRefusal(outcome)) return explain(click, outcome)
    const span = days === 1 ? 'a day' : `${days} days`
    await click.tell(message([[`It is left out of the daily list for ${span}. No deadline moves for it.`]]))
  }

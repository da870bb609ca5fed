import type { Bot } from '../../bot.ts'
import { HANDOVER_FORMS, type Person, type UserId } from '../../domain/people/people.ts'
import { localDate } from '../../domain/time/calendar.ts'
import { holidayLists } from '../../store/people/holidays.ts'
import { leavesOf, saveLeave } from '../../store/people/leave.ts'
import { saveHandoverForm, savePreferences } from '../../store/people/preferences.ts'
import { cannotTakePartWords } from '../../views/people/cannot_take_part.ts'
import { preferencesForm } from '../../views/people/preferences.ts'
import { message } from '../../views/slack/blocks.ts'
import { openForm, redrawForm } from '../reply.ts'
import type { Asked, Click, Form, FormAnswer } from '../requests.ts'
import { leaveErrors, todayOf } from './leave.ts'
import { leads, rolesOf } from './roles.ts'

/** `/handoff prefs`: messages, hours and leave. Running deadlines keep the hours they began with. */
export async function openPreferences(bot: Bot, asked: Asked): Promise<void> {
  const person = await bot.people.find(asked.by)
  if (!person) return asked.tell(message([['Slack did not answer in time. Please try again.']]))
  if (person.kind !== 'member') return asked.tell(message([[cannotTakePartWords({ why: person.kind })]]))
  await openForm(bot, asked, await preferencesFormOf(bot, person, asked.by))
}

/** A manager picked somebody whose leave or hours they set for them. */
export async function openPreferencesOf(bot: Bot, { by, value, view }: Click): Promise<void> {
  const person = view && value ? await bot.people.find(value) : undefined
  if (!view || !person || !(await maySet(bot, by, person.id))) return
  await redrawForm(bot, view, await preferencesFormOf(bot, person, by))
}

async function preferencesFormOf(bot: Bot, person: Person, by: UserId) {
  const lists = await holidayLists(bot.db, bot.workspace)
  const now = bot.clock.now()
  const today = localDate(now, person.calendar.zone)
  const leaves = await leavesOf(bot.db, bot.workspace, [person.id], now)
  return preferencesForm(person, {
    leads: await leads(bot, by),
    isSelf: person.id === by,
    leave: leaves(person.id).find(({ to }) => to >= today),
    holidayLists: lists.map(({ list }) => list).filter((list) => list !== 'workspace'),
  })
}

/** Oneself; a manager the people of their teams; an admin everybody. */
async function maySet(bot: Bot, by: UserId, whose: UserId): Promise<boolean> {
  if (by === whose) return true
  const { isAdmin, led } = await rolesOf(bot, by)
  if (isAdmin) return true
  return led.some(({ aes, sdrs, managers }) => [...aes, ...sdrs, ...managers].includes(whose))
}

export async function keepPreferences(bot: Bot, { by, about, fields }: Form): Promise<FormAnswer> {
  const whose = about || by
  if (!(await maySet(bot, by, whose))) return { errors: { dms: 'Only they and managers can set this.' } }
  const days = (fields.days ?? '').split(',').filter(Boolean).map(Number)
  const from = fields.from ?? ''
  const to = fields.to ?? ''
  if (days.length === 0) return { errors: { days: 'Pick at least one day, so that deadlines can pass.' } }
  if (!(from < to)) return { errors: { to: 'The day has to end after it begins.' } }
  const wrong = await leaveErrors(bot, whose, fields)
  if (wrong) return { errors: wrong }
  await savePreferences(bot.db, bot.workspace, whose, {
    wantsDms: fields.dms === 'yes',
    days,
    from,
    to,
    handoverForm: HANDOVER_FORMS.find((form) => form === fields.handover),
    sitsOut: fields.rotation !== 'yes',
    holidayList: fields.holidays ?? undefined,
  })
  const { leave_from: first, leave_to: last, cover } = fields
  const leave = first && last ? { from: first, to: last, cover: cover ?? undefined } : undefined
  await saveLeave(bot.db, bot.workspace, whose, leave, await todayOf(bot, whose))
  return 'close'
}

/** The answer to how an AE likes to take over; `/handoff prefs` changes it later. */
export async function keepHandoverForm(bot: Bot, click: Click): Promise<void> {
  const form = HANDOVER_FORMS.find((known) => known === click.value)
  if (!form) return
  await saveHandoverForm(bot.db, bot.workspace, click.by, form)
  await click.tell(message([['Noted. SDRs see it while they hand off; /handoff prefs changes it.']]))
}

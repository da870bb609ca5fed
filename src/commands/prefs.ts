import type { Bot } from '../bot.ts'
import { localDate } from '../domain/calendar.ts'
import type { Fields } from '../domain/draft.ts'
import { HANDOVER_FORMS } from '../domain/handoff.ts'
import type { Person, UserId } from '../domain/people.ts'
import { absencesOf, holidayLists, saveLeave } from '../store/calendars.ts'
import { savePreferences } from '../store/people.ts'
import { message } from '../views/blocks.ts'
import { preferencesForm } from '../views/prefs.ts'
import { cannotTakePartWords } from '../views/refusals.ts'
import { openForm, redrawForm } from './reply.ts'
import type { Asked, Click, Form, FormAnswer } from './requests.ts'
import { isAdmin, leads, teamsLedBy } from './teams.ts'

/** `/handoff prefs`: messages, hours and leave. Running deadlines keep the hours they began with. */
export async function openPreferences(bot: Bot, asked: Asked): Promise<void> {
  const person = await bot.people.find(asked.by)
  if (!person) return asked.tell(message([['Slack did not answer in time. Please try again.']]))
  if (person.kind !== 'member') return asked.tell(message([[cannotTakePartWords({ why: person.kind })]]))
  await openForm(bot, asked, await formOf(bot, person, asked.by))
}

/** A manager picked somebody whose leave or hours they set for them. */
export async function openPreferencesOf(bot: Bot, { by, value, view }: Click): Promise<void> {
  const person = view && value ? await bot.people.find(value) : undefined
  if (!view || !person || !(await maySet(bot, by, person.id))) return
  await redrawForm(bot, view, await formOf(bot, person, by))
}

async function formOf(bot: Bot, person: Person, by: UserId) {
  const lists = await holidayLists(bot.db, bot.workspace)
  const today = localDate(bot.clock.now(), person.calendar.zone)
  const [leave] = await absencesOf(bot.db, bot.workspace, person.id, today)
  return preferencesForm(person, {
    leads: await leads(bot, by),
    isSelf: person.id === by,
    leave,
    holidayLists: lists.map(({ list }) => list).filter((list) => list !== 'workspace'),
  })
}

/** Oneself; a manager the people of their teams; an admin everybody. */
async function maySet(bot: Bot, by: UserId, whose: UserId): Promise<boolean> {
  if (by === whose || (await isAdmin(bot, by))) return true
  const led = await teamsLedBy(bot, by)
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
  const wrong = await wrongLeave(bot, whose, fields)
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

/** A leave has both its days, ends after it begins and not before today, and its cover can act. */
async function wrongLeave(
  bot: Bot,
  whose: UserId,
  { leave_from: first, leave_to: last, cover }: Fields,
): Promise<Record<string, string> | undefined> {
  if (!first && !last)
    return cover ? { leave_from: 'Say from when, so that somebody can stand in.' } : undefined
  if (!first) return { leave_from: 'Say from when.' }
  if (!last) return { leave_to: 'Say until when.' }
  if (last < first) return { leave_to: 'A leave ends on the day it begins, or later.' }
  if (last < (await todayOf(bot, whose)))
    return { leave_to: 'This leave is over. Empty both dates to end it.' }
  if (!cover) return undefined
  if (cover === whose) return { cover: 'Somebody else has to stand in.' }
  const person = await bot.people.find(cover)
  return person && person.kind !== 'member'
    ? { cover: `${person.name} is not a full member here.` }
    : undefined
}

async function todayOf(bot: Bot, id: UserId): Promise<string> {
  return localDate(bot.clock.now(), (await bot.people.find(id))?.calendar.zone ?? bot.zone)
}

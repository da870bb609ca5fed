import { addDays, isZone, type LocalDate, localDate } from './calendar.ts'
import type { Brief, IntroCall, Prospect } from './handoff.ts'
import type { Call } from './outcomes.ts'
import type { UserId } from './people.ts'
import { cleanLine, cleanText, weightOf } from './text.ts'
import { LOGGED_KINDS, type TouchKind } from './touches.ts'

/**
 * The form as somebody left it: field name to what they typed or chose, null where they emptied it.
 * It is kept after every step, so that nothing typed is lost, and becomes a handoff only when all three steps pass.
 */
export type Fields = Record<string, string | null>
export type Step = 'who' | 'qualification' | 'handover'
export type Draft = { id: string; person: UserId; step: Step; fields: Fields; at: Date }

export const DRAFT_KEPT_DAYS = 7

/** The longest text each field takes, counted as Slack counts. It stops people there; the server checks again. */
export const LONGEST = { line: 150, link: 500, evidence: 1000, note: 1000 } as const

/** What is wrong with one field; the words are the views' business. */
export type Problem = { field: string } & (
  | { why: 'missing' }
  | { why: 'too_long'; most: number; typed: number }
  | { why: 'not_an_email' }
  | { why: 'not_a_link' }
  | { why: 'unknown_criterion'; criterion: string }
  | { why: 'thin_evidence'; criterion: string; typed: number }
  | { why: 'past_date' }
  | { why: 'past_time' }
  | { why: 'no_time' }
  | { why: 'no_reason' }
  | { why: 'nobody_there' }
  | { why: 'low_total'; total: number; minimum: number; most: number }
  | { why: 'thin_reason' }
  | { why: 'too_many'; most: number }
  | { why: 'unfit_criterion'; criterion: string }
  | { why: 'twice' }
  | { why: 'no_label' }
  | { why: 'not_a_total'; most: number }
  | { why: 'not_a_number'; least: number; most: number }
  | { why: 'not_a_zone' }
  | { why: 'not_a_date'; typed: string }
)

export type Checked<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

/** Step 1: the prospect. Who the AE is gets checked against Slack where the form is handled. */
export function checkWho(fields: Fields): Checked<Prospect & { ae?: UserId | undefined }> {
  const read = reader(fields)
  const company = read.required('company', LONGEST.line)
  const contact = read.required('contact', LONGEST.line)
  const email = read.line('email', LONGEST.line) || undefined
  const title = read.line('title', LONGEST.line) || undefined
  const crmLink = read.line('crm', LONGEST.link) || undefined
  if (email && !/^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(email))
    read.problem({ field: 'email', why: 'not_an_email' })
  if (crmLink && !isWebLink(crmLink)) read.problem({ field: 'crm', why: 'not_a_link' })
  return read.result({ company, contact, email, title, crmLink, ae: fields.ae ?? undefined })
}

export type Handover = Omit<Brief, 'answers' | 'additions' | 'exception' | 'duplicateReason'>

/** Step 3: what happens next. Dates are read in the SDR's own zone. */
export function checkHandover(fields: Fields, now: Date, zone: string): Checked<Handover> {
  const read = reader(fields)
  const step = readNextStep(read, now, zone)
  const intro = readIntro(fields, now, read)
  return read.result({
    ...step,
    intro,
    sdrJoins: fields.sdr_joins === 'yes',
    promised: read.text('promised', LONGEST.note) || undefined,
    landed: read.text('landed', LONGEST.note) || undefined,
    avoid: read.text('avoid', LONGEST.note) || undefined,
    ...(fields.message_link
      ? {
          fromMessage: read.text('from_message', LONGEST.note) || undefined,
          messageLink: fields.message_link,
        }
      : {}),
  })
}

/** A touch: its kind, and when it happened. */
export function checkTouch(
  fields: Fields,
): Checked<{ kind: TouchKind; happenedAt: Date; note?: string | undefined; instead?: number | undefined }> {
  const read = reader(fields)
  const kind = LOGGED_KINDS.find((known) => known === fields.kind)
  if (!kind) read.problem({ field: 'kind', why: 'missing' })
  if (!fields.happened) read.problem({ field: 'happened', why: 'missing' })
  const happenedAt = new Date(Number(fields.happened) * 1000)
  const note = read.text('note', LONGEST.note) || undefined
  const instead = fields.instead ? Number(fields.instead) : undefined
  return read.result({ kind: kind ?? 'call_attempted', happenedAt, note, ...(instead ? { instead } : {}) })
}

/** What the owner tells the SDR: one line, and from 1 to 5 how good the handoff was. */
export function checkFeedback(fields: Fields): Checked<{ words: string; rating: number }> {
  const read = reader(fields)
  const words = read.required('feedback', LONGEST.line)
  const rating = Number(fields.rating)
  if (!Number.isInteger(rating) || rating < 1 || rating > 5) read.problem({ field: 'rating', why: 'missing' })
  return read.result({ words, rating })
}

/** A call: what came of it, when, who was there, and what happens next. Ticked people arrive as one text. */
export function checkCall(fields: Fields, now: Date, zone: string): Checked<Call> {
  const read = reader(fields)
  const result = (['held', 'no_show', 'moved'] as const).find((known) => known === fields.result)
  if (!result) read.problem({ field: 'result', why: 'missing' })
  if (!fields.happened) read.problem({ field: 'happened', why: 'missing' })
  const there = (fields.there ?? '').split(',')
  if (result === 'held' && !there.includes('prospect')) read.problem({ field: 'there', why: 'nobody_there' })
  return read.result({
    result: result ?? 'held',
    at: new Date(Number(fields.happened) * 1000),
    sdr: there.includes('sdr'),
    ae: there.includes('ae'),
    prospect: result === 'held',
    words: read.text('said', LONGEST.note) || undefined,
    ...readNextStep(read, now, zone),
  })
}

export function checkNextStep(
  fields: Fields,
  now: Date,
  zone: string,
): Checked<{ nextStep: string; nextStepDate: LocalDate }> {
  const read = reader(fields)
  return read.result(readNextStep(read, now, zone))
}

function readNextStep(read: Reader, now: Date, zone: string): { nextStep: string; nextStepDate: LocalDate } {
  const nextStep = read.required('next_step', LONGEST.note)
  const nextStepDate = read.required('next_step_date', 10)
  if (nextStepDate && nextStepDate < localDate(now, zone))
    read.problem({ field: 'next_step_date', why: 'past_date' })
  return { nextStep, nextStepDate }
}

/** One text of a form with a single question, such as a decline's comment. */
export function checkNote(fields: Fields, field: string, required: boolean): Checked<string> {
  const read = reader(fields)
  const text = read.text(field, LONGEST.note)
  if (required && weightOf(text) === 0) read.problem({ field, why: 'missing' })
  return read.result(text)
}

/** The date at which a recycled lead comes back: after today in the SDR's zone. */
export function checkRecycleDate(fields: Fields, now: Date, zone: string): Checked<LocalDate> {
  const read = reader(fields)
  const until = read.required('until', 10)
  if (until && until <= localDate(now, zone)) read.problem({ field: 'until', why: 'past_date' })
  return read.result(until)
}

const RECYCLE_DAYS = 60

export function defaultRecycleDate(now: Date, zone: string): LocalDate {
  return addDays(localDate(now, isZone(zone) ? zone : 'UTC'), RECYCLE_DAYS)
}

function readIntro(fields: Fields, now: Date, read: Reader): IntroCall {
  switch (fields.intro) {
    case 'live_now':
    case 'sequential':
      return { mode: fields.intro }
    case 'scheduled': {
      const at = new Date(Number(fields.intro_at) * 1000)
      if (!fields.intro_at) read.problem({ field: 'intro_at', why: 'no_time' })
      else if (!(at > now)) read.problem({ field: 'intro_at', why: 'past_time' })
      return { mode: 'scheduled', at }
    }
    case 'not_possible': {
      const reason = read.line('intro_reason', LONGEST.line)
      if (!reason) read.problem({ field: 'intro_reason', why: 'no_reason' })
      return { mode: 'not_possible', reason }
    }
    default:
      read.problem({ field: 'intro', why: 'missing' })
      return { mode: 'sequential' }
  }
}

type Reader = ReturnType<typeof reader>

/** Reads cleaned fields and collects what is wrong with them. */
export function reader(fields: Fields) {
  const problems: Problem[] = []
  const problem = (found: Problem): void => {
    problems.push(found)
  }
  const within = (field: string, text: string, most: number): string => {
    const typed = text.length
    if (typed > most) problem({ field, why: 'too_long', most, typed })
    return text
  }
  const line = (field: string, most: number) => within(field, cleanLine(fields[field] ?? ''), most)
  const text = (field: string, most: number) => within(field, cleanText(fields[field] ?? ''), most)
  const required = (field: string, most: number): string => {
    const value = line(field, most)
    if (weightOf(value) === 0) problem({ field, why: 'missing' })
    return value
  }
  return {
    line,
    text,
    required,
    problem,
    result: <T>(value: T): Checked<T> =>
      problems.length === 0 ? { ok: true, value } : { ok: false, problems },
  }
}

function isWebLink(text: string): boolean {
  try {
    return ['https:', 'http:'].includes(new URL(text).protocol)
  } catch {
    return false
  }
}

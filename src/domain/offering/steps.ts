import { type Checked, type Fields, LONGEST, type Reader, reader } from '../fields.ts'
import type { Brief, IntroCall, Prospect } from '../handoff/handoff.ts'
import { readNextStep } from '../owning/next_step.ts'
import type { UserId } from '../people/people.ts'

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

function isWebLink(text: string): boolean {
  try {
    return ['https:', 'http:'].includes(new URL(text).protocol)
  } catch {
    return false
  }
}

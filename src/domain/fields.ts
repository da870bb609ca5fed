import { z } from 'zod'
import { cleanLine, cleanText, weightOf } from './text.ts'

/**
 * The form as somebody left it: field name to what they typed or chose, null where they emptied it.
 * It is kept after every step, so that nothing typed is lost, and becomes a handoff only when all three steps pass.
 */
export const fieldsSchema = z.record(z.string(), z.string().nullable())
export type Fields = z.infer<typeof fieldsSchema>

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

/** One text of a form with a single question, such as a decline's comment. */
export function checkNote(fields: Fields, field: string, required: boolean): Checked<string> {
  const read = reader(fields)
  const text = read.text(field, LONGEST.note)
  if (required && weightOf(text) === 0) read.problem({ field, why: 'missing' })
  return read.result(text)
}

export type Reader = ReturnType<typeof reader>

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

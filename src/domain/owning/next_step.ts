import { type Checked, type Fields, LONGEST, type Reader, reader } from '../fields.ts'
import { changedQuietly, type Decision } from '../handoff/decision.ts'
import type { Handoff } from '../handoff/handoff.ts'
import { refusalOf } from '../handoff/permissions.ts'
import type { UserId } from '../people/people.ts'
import { type LocalDate, localDate } from '../time/calendar.ts'

export function updateNextStep(
  handoff: Handoff,
  by: UserId,
  step: { nextStep: string; nextStepDate: LocalDate },
  now: Date,
): Decision {
  const refusal = refusalOf('next_step_updated', handoff, by, now)
  if (refusal) return refusal
  const after = { ...handoff, version: handoff.version + 1, brief: { ...handoff.brief, ...step } }
  const change = changedQuietly(handoff, after, {
    action: 'next_step_updated',
    by,
    at: now,
    until: step.nextStepDate,
    words: step.nextStep,
  })
  return { ...change, tell: [...change.tell, { kind: 'state', what: 'brief' }] }
}

export function checkNextStep(
  fields: Fields,
  now: Date,
  zone: string,
): Checked<{ nextStep: string; nextStepDate: LocalDate }> {
  const read = reader(fields)
  return read.result(readNextStep(read, now, zone))
}

export function readNextStep(
  read: Reader,
  now: Date,
  zone: string,
): { nextStep: string; nextStepDate: LocalDate } {
  const nextStep = read.required('next_step', LONGEST.note)
  const nextStepDate = read.required('next_step_date', 10)
  if (nextStepDate && nextStepDate < localDate(now, zone))
    read.problem({ field: 'next_step_date', why: 'past_date' })
  return { nextStep, nextStepDate }
}

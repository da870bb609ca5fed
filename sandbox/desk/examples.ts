import { addDays, localDate } from '../../src/domain/time/calendar.ts'
import { contentOf, fieldsIn, optionsOf } from '../people/choosing.ts'
import { objectText } from '../reading/blocks.ts'
import { readerFor } from '../reading/reader.ts'
import type { Workspace } from '../workspace.ts'

/** What somebody in a hurry would write, by the words beside the field; the first that can be chosen is. */
const examples: Record<string, string[]> = {
  Company: ['Northwind Robotics'],
  'Contact name': ['Lena Fischer'],
  'Contact email': ['lena.fischer@northwind-robotics.example'],
  'Contact title': ['Head of Operations'],
  'CRM link': ['https://crm.example/opportunities/4711'],
  'Account executive': ['Eva Lind'],
  Budget: ['Confirmed'],
  'Budget evidence': ['60k is set aside for this quarter; she showed me the line in the plan.'],
  Authority: ['Pending'],
  'Authority evidence': ['Lena decides; the CFO signs anything above 50k and has not been asked yet.'],
  Timeline: ['Confirmed'],
  'Timeline evidence': ['Their old contract ends on 31 March and they do not want to renew it.'],
  'Next step': ['Send the security questionnaire'],
  'Intro call': ['Sequential'],
  'What was promised': ['Answers on single sign-on before the first call.'],
  'What landed': ['Cutting the handover between shifts from an hour to ten minutes.'],
  'What to avoid': ['They had a bad year with a consultancy; do not offer services first.'],
  Question: ['Who besides Lena has to agree before they can sign?'],
  Answer: ['The CFO, above 50k. Lena introduces us next week.'],
  'What is new': ['The CFO is Jonas Beck; he asked for two customers of their size.'],
  Reason: ['Bad timing', 'No capacity', 'No answer in time', 'Gone quiet', 'Price', 'No need', 'Other'],
  Comment: ['They start in summer; worth another call in May.'],
  Kind: ['Call attempted'],
  Note: ['Left a message and a time for tomorrow.'],
  Result: ['Held'],
  'Who was there': ['SDR', 'AE', 'Prospect'],
  'What the prospect said': ['They want an offer for two sites.'],
  Outcome: ['Qualified', 'Won'],
  'Feedback to the SDR': ['The budget was exactly right; next time ask who signs.'],
  'How good was the handoff?': ['4 · good'],
  Why: ['It was another lead of the same company.'],
  Request: ['They do not answer me. Can you ring them once more?'],
  How: ['Call me'],
  What: ['Handoffs, with their prospects'],
  Framework: ['MEDDPICC'],
  'Type ERASE': ['ERASE'],
}

/** Days from today, where a date is asked for. */
const dates: Record<string, number> = { 'Next step date': 3, Until: 60 }

/** That day, or the Monday after its weekend. */
const workday = (date: string): string =>
  [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) ? workday(addDays(date, 1)) : date

/** Fills what is still empty in the form that is open, so that a visitor sees the whole path in two minutes. */
export const fillInExample = async (workspace: Workspace, handle: string): Promise<undefined> => {
  const person = workspace.person(handle)
  const { state, clock } = workspace
  const open = state.modalsOf(person.id).at(-1)
  if (open === undefined) throw new Error('there is no form to fill in')
  const reader = readerFor(state, person.id)
  for (const field of fieldsIn(open.view.blocks, reader)) {
    const days = dates[field.label]
    const today = localDate(clock.now(), state.personCalled(handle).tz)
    const wanted = days === undefined ? (examples[field.label] ?? []) : [workday(addDays(today, days))]
    const offered = optionsOf(field.element).map(({ text }) => objectText(text, reader))
    const fitting = wanted.filter((one) => offered.length === 0 || offered.includes(one))
    const value = field.element.type === 'checkboxes' && fitting.length > 0 ? fitting : fitting[0]
    const isEmpty = ['', 'Unknown'].includes(String(contentOf(open, field, reader)))
    if (value !== undefined && isEmpty) await person.fill({ [field.label]: value })
  }
  return undefined
}

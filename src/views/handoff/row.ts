import { refOf } from '../../domain/handoff/handoff.ts'
import type { Lead } from '../../domain/handoff/lead.ts'
import { clip } from '../../domain/text.ts'
import { code, dayOf, type Line, moment, person } from '../slack/blocks.ts'

/** Where its card is, as far as it was posted. */
export type LinkTo = (lead: Pick<Lead, 'id'>) => string | undefined

/** One line of a list: whose lead it is, and what comes next by when. */
export function row(lead: Lead, linkTo: LinkTo): Line {
  const { status, sdr, ae, due } = lead
  const url = linkTo(lead)
  const company = clip(lead.company, 60)
  const name: Line = [code(refOf(lead)), ' ', url ? { link: url, shown: company } : company]
  switch (status) {
    case 'offered':
      return [...name, ' · ', person(ae), ' answers', ...by(due)]
    case 'info_needed':
      return [...name, ' · ', person(sdr), ' answers a question of ', person(lead.askedBy ?? ae)]
    case 'accepted':
      return [
        ...name,
        ' · ',
        person(ae),
        ...(lead.waitsFor ? [' makes a meaningful touch', ...by(due)] : [' owns it']),
      ]
    case 'qualified':
      return [...name, ' · ', person(ae), ` owns it, qualified · next step ${dayOf(lead.nextStepDate)}`]
    case 'declined':
      return [...name, ' · declined; ', person(sdr), ' re-offers, recycles or withdraws it']
    case 'disqualified':
    case 'won':
    case 'lost':
    case 'withdrawn':
    case 'recycled':
      return [...name, ` · ${status}`]
    default:
      return status satisfies never
  }
}

function by(due: Date | undefined): Line {
  return due ? [' by ', moment(due)] : []
}

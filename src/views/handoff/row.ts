import { type Handoff, refOf } from '../../domain/handoff/handoff.ts'
import { firstMeaningful } from '../../domain/owning/touches.ts'
import type { UserId } from '../../domain/people/people.ts'
import { touchTarget } from '../../domain/reminders/deadlines.ts'
import { clip } from '../../domain/text.ts'
import { code, dayOf, type Line, moment, person } from '../slack/blocks.ts'

export type LinkTo = (handoff: Handoff) => string | undefined

export function row(handoff: Handoff, linkTo: LinkTo): Line {
  const { prospect, stage, offer, sdr } = handoff
  const url = linkTo(handoff)
  const name: Line = [
    code(refOf(handoff)),
    ' ',
    url ? { link: url, shown: clip(prospect.company, 60) } : clip(prospect.company, 60),
  ]
  switch (stage.status) {
    case 'offered':
      return [...name, ' · ', person(offer.ae), ' answers', ...by(offer.acceptDue)]
    case 'info_needed':
      return [...name, ' · ', person(sdr), ' answers a question of ', person(stage.question.by)]
    case 'accepted':
      return [
        ...name,
        ' · ',
        person(stage.owner),
        ...(firstMeaningful(handoff)
          ? [' owns it']
          : [' makes a meaningful touch', ...by(touchTarget(handoff))]),
      ]
    case 'qualified':
      return [
        ...name,
        ' · ',
        person(stage.owner),
        ` owns it, qualified · next step ${dayOf(handoff.brief.nextStepDate)}`,
      ]
    case 'declined':
      return [...name, ' · declined; ', person(sdr), ' re-offers, recycles or withdraws it']
    case 'disqualified':
    case 'won':
    case 'lost':
    case 'withdrawn':
    case 'recycled':
      return [...name, ` · ${stage.status}`]
    default:
      return stage satisfies never
  }
}

function by(due: Date | undefined): Line {
  return due ? [' by ', moment(due)] : []
}

/** Whose move it is; nobody's while an owner who has touched the lead works on it. */
export function waitsFor(handoff: Handoff): UserId | undefined {
  const { stage, offer, sdr } = handoff
  switch (stage.status) {
    case 'offered':
      return offer.ae
    case 'accepted':
      return firstMeaningful(handoff) ? undefined : offer.ae
    case 'info_needed':
    case 'declined':
      return sdr
    case 'qualified':
    case 'disqualified':
    case 'won':
    case 'lost':
    case 'withdrawn':
    case 'recycled':
      return undefined
    default:
      return stage satisfies never
  }
}

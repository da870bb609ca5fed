import { refOf } from '../../domain/handoff/handoff.ts'
import { type Match, ownerOf } from '../../domain/offering/duplicates.ts'
import { clip } from '../../domain/text.ts'
import type { LinkTo } from '../handoff/row.ts'
import { bold, dayOf, type Line, moment, person } from '../slack/blocks.ts'
import { declineLabel, endWords } from '../words.ts'

const SAME: Record<Match['by'], string> = {
  email: 'the same address',
  domain: 'the same company, by its domain',
  contact: 'the same contact',
  company: 'a company of the same name',
}

/** What the SDR should know before they hand off a prospect whom somebody knows already. */
export function duplicateLines(matches: readonly Match[], linkTo: LinkTo, now: Date): Line[] {
  const owner = ownerOf(matches, now)
  return [
    [bold('This prospect was handed off before.')],
    ...matches.map(({ handoff, by }): Line => {
      const url = linkTo(handoff)
      const name = refOf(handoff)
      return [
        url ? { link: url, shown: name } : name,
        ` ${clip(handoff.prospect.company, 60)} (${SAME[by]}), `,
        moment(handoff.createdAt),
        ', from ',
        person(handoff.sdr),
        ': ',
        ...whatBecameOfIt(handoff),
        '.',
      ]
    }),
    owner
      ? [
          person(owner.ae),
          ' owns them until ',
          moment(owner.until),
          '. It goes to them, unless you give a reason for somebody else.',
        ]
      : ['Go on when this is something new.'],
  ]
}

function whatBecameOfIt({ stage, offer, rules }: Match['handoff']): Line {
  switch (stage.status) {
    case 'offered':
      return ['waiting for ', person(offer.ae)]
    case 'info_needed':
      return ['waiting for an answer to ', person(offer.ae)]
    case 'accepted':
    case 'qualified':
      return [person(stage.owner), ` has it, ${stage.status}`]
    case 'declined':
      return ['declined by ', person(stage.by), ` (${declineLabel(rules, stage.code)})`]
    case 'disqualified':
    case 'won':
    case 'lost':
      return [endWords(rules, stage.status, stage.code)]
    case 'withdrawn':
      return ['withdrawn']
    case 'recycled':
      return [`put aside until ${dayOf(stage.until)}`]
    default:
      return stage satisfies never
  }
}

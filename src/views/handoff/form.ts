import type { Handoff } from '../../domain/handoff/handoff.ts'
import { bold, person, rich } from '../slack/blocks.ts'

export function aboutLead({ prospect, offer, sdr }: Handoff) {
  return rich([
    [bold(prospect.company), ` · ${prospect.contact} · for `, person(offer.ae), ', from ', person(sdr)],
  ])
}

import type { Handoff } from '../../domain/handoff/handoff.ts'
import { clip } from '../../domain/text.ts'
import { bold, type Line, moment, person } from '../slack/blocks.ts'

export function introWords({ intro, sdrJoins }: Handoff['brief'], sdr: string, most = 80): Line {
  const joins: Line = sdrJoins ? [', ', person(sdr), ' joins the first meeting'] : []
  switch (intro.mode) {
    case 'live_now':
      return [bold('live now'), ...joins]
    case 'scheduled':
      return [moment(intro.at), ...joins]
    case 'sequential':
      return ['AE alone', ...joins]
    case 'not_possible':
      return [`not possible (${clip(intro.reason, most)})`]
    default:
      return intro satisfies never
  }
}

import type { PeopleNumbers } from '../../domain/digest/numbers.ts'
import { percent, type Share } from '../../domain/digest/shares.ts'
import type { NameOf } from '../people/names.ts'
import { bold, faint, type Line, person } from '../slack/blocks.ts'

/** The week by AE and by SDR. A share stands with what it is a share of; one of nothing is left out. */
export function peopleLines({ aes, sdrs }: PeopleNumbers, nameOf: NameOf): Line[] {
  // Names, not mentions: nobody needs a ping because they were counted.
  const who = (id: string) => nameOf(id) ?? person(id)
  return [
    ...(aes.length > 0 ? [[bold('By AE')]] : []),
    ...aes.map(
      ({ id, acceptance, touchInTime, bothReps }): Line => [
        who(id),
        ': ',
        joined([
          shareWords('accepted', acceptance),
          shareWords('touches in time', touchInTime),
          shareWords('calls with both reps', bothReps),
        ]),
      ],
    ),
    ...(sdrs.length > 0 ? [[bold('By SDR')]] : []),
    ...sdrs.map(
      ({ id, sent, exceptions, acceptance, rating }): Line => [
        who(id),
        ': ',
        joined([
          `${sent} sent`,
          shareWords('accepted', acceptance),
          exceptions > 0 ? `${exceptions} past the gate` : '',
          rating.mean === null ? '' : `rated ${rating.mean.toFixed(1)} (n = ${rating.n})`,
        ]),
      ],
    ),
    ...(aes.length + sdrs.length > 0
      ? [[faint('Those with most to say; /handoff export has everybody.')]]
      : []),
  ]
}

const shareWords = (label: string, share: Share): string =>
  share.y === 0 ? '' : `${percent(share)} % ${label} (${share.x} of ${share.y})`

const joined = (parts: readonly string[]): string => parts.filter(Boolean).join(' · ') || 'nothing to count'

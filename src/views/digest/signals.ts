import type { Numbers } from '../../domain/digest/numbers.ts'
import { percent, type Share } from '../../domain/digest/shares.ts'
import {
  type Advice,
  type Signal,
  type SignalFacts,
  type SignalName,
  spreadThin,
  type TeamReps,
} from '../../domain/digest/signals.ts'
import type { Rules } from '../../domain/settings/rules.ts'
import { clip } from '../../domain/text.ts'
import { bold, faint, type Line } from '../slack/blocks.ts'

type SignalWords = { means: string; fix: string }

/** What each failure means, and what helps against it. */
const SIGNAL_WORDS: Record<SignalName, SignalWords> = {
  calendar_fiction: {
    means: 'intro calls happen in the calendar, not with both reps on them',
    fix: 'Put attendance on the AE scorecard; the export has it by AE and quarter.',
  },
  honoured_on_paper: {
    means: 'the 48 hours are met on paper',
    fix: 'Let only meaningful touches count, and look at how first touches read.',
  },
  not_enforced: {
    means: 'the criteria are written down and not enforced',
    fix: 'Pay on accepted leads with clawback, and talk about the two most frequent reasons.',
  },
  bypassed: {
    means: 'leads go around the system',
    fix: 'Make the criteria required, allow fewer exceptions, and link the CRM record.',
  },
  no_review: {
    means: 'nobody runs the review',
    fix: 'Name one owner and put the digest on the agenda of a meeting that exists.',
  },
  routing: {
    means: 'routing breaks ownership',
    fix: 'Route once, keep the lock, and give a reason for every reassign.',
  },
}

/** The one thing to do this week: the worst signal, the numbers behind it, and its fix. */
export function oneThing({ signals, signalFacts }: Numbers, rules: Rules): Line[] {
  const [worst] = signals ?? []
  if (!worst || !signalFacts) return []
  const { means, fix } = SIGNAL_WORDS[worst.name]
  return [[bold(`This week: ${means}.`), ` ${measured(worst, signalFacts, rules)} ${fix}`]]
}

/** All that the last 28 days show, for the thread. */
export function signalLines(numbers: Numbers, rules: Rules): Line[] {
  const { signals, signalFacts, advice = [] } = numbers
  if (!signals || !signalFacts) return []
  const heading: Line = [
    bold('Signals of the last 28 days'),
    faint(' (thresholds of the playbook, set under Settings)'),
  ]
  const none: Line[] = [['None: where there are enough handoffs to tell, all is inside its threshold.']]
  const found = signals.map(
    (one): Line => [
      `${one.lagging ? 'Shows' : 'Announces itself'}: ${SIGNAL_WORDS[one.name].means}. ${measured(one, signalFacts, rules)}`,
    ],
  )
  return [
    heading,
    ...(found.length > 0 ? found : none),
    ...advice.map((one) => adviceLine(one, numbers, rules)),
  ]
}

/** With several teams it says which of them is stretched. */
function adviceLine(advice: Advice, { relationship, signalFacts }: Numbers, { signals }: Rules): Line {
  const reps = relationship?.reps
  if (advice !== 'spread_thin' || !reps?.teams) return [ADVICE[advice]]
  const stretched = spreadThin(signalFacts?.gatePassed.y ?? 0, reps, signals)
  return [`${ADVICE.spread_thin} ${stretched.map(repsOfTeam).join(', ')}.`]
}

/** How many AEs depend on each SDR of a team. */
export const repsOfTeam = ({ team, aes, sdrs }: TeamReps): string =>
  `${clip(team, 40)} ${(aes / sdrs).toFixed(1)} (${aes} to ${sdrs})`

const ADVICE: Record<Advice, string> = {
  simplify_baseline:
    'Simplify before you scale: acceptance was above 80 % before Handoff, so the seam may not be where leads are lost.',
  simplify_late:
    'Simplify before you scale: most leads are lost after their second meeting, long after the handoff.',
  simplify_small: 'Simplify before you scale: with two reps and one AE, talking is faster than a process.',
  spread_thin: 'Support is spread too thin: more AEs depend on each SDR than the threshold allows.',
}

const shareSentence = (label: string, share: Share): string =>
  share.y === 0 ? '' : `${label} ${percent(share)} % (${share.x} of ${share.y}).`

function measured({ name, leading, lagging }: Signal, facts: SignalFacts, { signals }: Rules): string {
  const words: Record<SignalName, [lag: string, lead: string]> = {
    calendar_fiction: [
      `${shareSentence('Both reps were on', facts.bothReps)} The threshold is ${signals.bothReps} %.`,
      shareSentence('AEs could not make', facts.callsDeclined),
    ],
    honoured_on_paper: [
      'The time to the second meeting did not move.',
      shareSentence('Templated first touches:', facts.templated),
    ],
    not_enforced: [
      `${shareSentence('Accepted', facts.accepted)} ${shareSentence('Of the same, qualified:', facts.qualified)}`,
      shareSentence('Two reasons make up', facts.topReasons),
    ],
    bypassed: [
      shareSentence('Met the gate without an exception:', facts.gatePassed),
      `${facts.withoutIntro} were qualified or won without a logged intro call, ${facts.withoutIntroBefore} in the 28 days before.`,
    ],
    no_review: [
      'Calls with both reps have not moved for two months.',
      `${facts.unreviewed.x} of ${facts.unreviewed.y} digests were not reviewed within two working days.`,
    ],
    routing: [
      `${facts.severalOwners} handoffs had several owners, ${facts.severalOwnersBefore} in the 28 days before.`,
      'Leads that changed hands wait longer for their second meeting.',
    ],
  }
  const [lag, lead] = words[name]
  return [lagging ? lag : '', leading ? lead : ''].filter(Boolean).join(' ')
}

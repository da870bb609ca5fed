import type { Month, PayLine } from '../domain/pay/lines.ts'
import type { UserId } from '../domain/people/people.ts'
import { clip } from '../domain/text.ts'
import { csv } from './csv.ts'
import { bold, code, dayOf, faint, type Line, type Message, message, moment, person } from './slack/blocks.ts'

const MOST_LINES = 25

/** A month's credits: each SDR's sum, and for one's own month every line with why it is worth what it is. */
export function payTable(
  month: Month,
  lines: readonly PayLine[],
  { closes, isOpen, ofOne }: { closes: Date; isOpen: boolean; ofOne: boolean },
): Message {
  const heading: Line = [
    bold(`Credits for ${monthName(month)}`),
    ...(isOpen ? [' · provisional until ', moment(closes)] : [' · final']),
  ]
  if (lines.length === 0) return message([heading, ['No accepted handoff in this month.']])
  const sums = [...new Set(lines.map(({ sdr }) => sdr))].map((sdr): Line => {
    const theirs = lines.filter((line) => line.sdr === sdr)
    return [person(sdr), ': ', bold(String(sumOf(theirs))), pendingWords(theirs)]
  })
  const shown = ofOne ? lines.slice(0, MOST_LINES) : []
  const rest = ofOne ? lines.length - shown.length : 0
  return message([
    heading,
    ...sums,
    ...shown.map(
      (line): Line => [
        code(`H-${line.ref}`),
        ` ${clip(line.company, 60)}, accepted `,
        moment(line.at),
        `: ${stateWords(line)}`,
      ],
    ),
    ...(rest > 0 ? [[faint(`and ${rest} more, in the file`)]] : []),
  ])
}

export function payCsv(lines: readonly PayLine[], nameOf: (id: UserId) => string): string {
  return csv(
    ['month', 'sdr', 'sdr_name', 'handoff', 'company', 'at', 'state', 'credits', 'why'],
    lines.map((line) => [
      line.month,
      line.sdr,
      nameOf(line.sdr),
      `H-${line.ref}`,
      line.company,
      line.at,
      line.state,
      line.credits,
      stateWords(line),
    ]),
  )
}

const sumOf = (lines: readonly PayLine[]): number =>
  lines.reduce((sum, { state, credits }) => (state === 'pending' ? sum : sum + credits), 0)

function pendingWords(lines: readonly PayLine[]): string {
  const pending = lines.filter(({ state }) => state === 'pending').length
  return pending === 0 ? '' : `, and ${pending} pending`
}

/** Why a line is worth what it is. */
function stateWords({ why, other }: PayLine): string {
  switch (why) {
    case 'accepted':
      return 'earned'
    case 'window_open':
      return 'pending, its clawback window is open'
    case 'disqualified':
      return 'clawed back, it was disqualified inside the window'
    case 'recycled':
      return 'clawed back, it was recycled inside the window'
    case 'withdrawn':
      return 'clawed back, it was withdrawn inside the window'
    case 'own_lead':
      return 'not counted, it was handed off to oneself'
    case 'same_prospect':
      return `not counted, H-${other} earned for this prospect`
    case 'set_right':
      return 'a correction: a manager set its outcome right'
    case 'taken_back':
      return 'a correction: its end was taken back'
    default:
      return why satisfies never
  }
}

const monthName = (month: Month): string =>
  dayOf(`${month}-01`)
    .split(' ')
    .at(-1)
    ?.concat(` ${month.slice(0, 4)}`) ?? month

import { type Handoff, refOf } from '../handoff/handoff.ts'
import { type Move, moveOf } from '../handoff/moves.ts'
import type { UserId } from '../people/people.ts'
import {
  addClockTime,
  type Calendar,
  type ClockKind,
  clockTimeBetween,
  hours,
  startOfDay,
} from '../time/calendar.ts'
import { isWorking, lastWorkingMoment, nextWorkingMoment } from '../time/working_time.ts'

/** What a deadline waits for. */
type DeadlineKind = Move['what'] | 'comes_back'

/**
 * One thing to tell about one deadline. Its id comes from its cause and revision, so that it is told once however often
 * it is found, and told anew when a pause or another offer made it a different deadline.
 */
export type Reminder = {
  id: string
  clock: DeadlineKind
  kind: 'warning' | 'breach'
  /** When it is to be told: inside the hours of whoever has to act. */
  at: Date
  due: Date
  move: UserId
  calendar: Calendar
}

/** No more warnings than this about one offer; breaches are told beside. */
const MOST_WARNINGS = 6

const WIDEST_GAP = hours(4)

/** A warning later than this before its deadline would leave no time to act. */
const TOO_LATE_TO_WARN = hours(1)

const TOUCH_WARNINGS = [
  { before: hours(24), called: '24h' },
  { before: hours(4), called: '4h' },
]

/**
 * Everything that the handoff as it stands will tell about its deadline, in order, if nobody acts. `told` are the
 * warnings about this offer that went out before. A handoff without a running deadline has nothing to tell.
 */
export function remindersOf(handoff: Handoff, told: readonly ToldBefore[] = []): Reminder[] {
  const back = comesBack(handoff)
  if (back) return [back]
  const deadline = runningDeadline(handoff)
  if (!deadline) return []
  const { id, since, due, calendar } = deadline
  const gap = Math.min(WIDEST_GAP, (due.getTime() - since.getTime()) / 4)
  const warnings: Reminder[] = []
  for (const { called, wanted } of deadline.warnings) {
    const warning = { ...deadlineFacts(deadline), id: `${id}:${called}`, kind: 'warning' as const }
    const at = warningMoment(calendar, wanted, since, due)
    const others = [...told.filter((one) => one.id !== warning.id), ...warnings]
    const crowded = at && others.some((one) => Math.abs(at.getTime() - one.at.getTime()) < gap)
    if (at && !crowded && others.length < MOST_WARNINGS) warnings.push({ ...warning, at })
  }
  const breach = { ...deadlineFacts(deadline), id: `${id}:breach`, kind: 'breach' as const }
  return [...warnings, { ...breach, at: nextWorkingMoment(calendar, due) }]
}

/** How long after its date a lead that was put aside is still announced, should nobody have been able to before. */
const ANNOUNCED_WITHIN = hours(24 * 14)

/** A lead that was put aside comes back on its date, in the SDR's morning. */
function comesBack(handoff: Handoff): Reminder | undefined {
  const { stage, sdr, sdrCalendar } = handoff
  if (stage.status !== 'recycled') return undefined
  const at = nextWorkingMoment(sdrCalendar, startOfDay(stage.until, sdrCalendar.zone))
  return {
    id: `${refOf(handoff)}:back-${stage.until}`,
    clock: 'comes_back',
    kind: 'warning',
    at,
    due: new Date(at.getTime() + ANNOUNCED_WITHIN),
    move: sdr,
    calendar: sdrCalendar,
  }
}

export type ToldBefore = { id: string; at: Date }

/**
 * What to tell at this moment, and when to look at the handoff again. After a silence of the process only what is still
 * true is told: the latest warning, or the breach alone once the deadline has passed.
 */
export function tellNow(
  handoff: Handoff,
  told: readonly ToldBefore[],
  now: Date,
): { tell: Reminder | undefined; wakeAt: Date | undefined } {
  const all = remindersOf(handoff, told)
  // What comes before something that was told already is out of date: nobody is warned after the breach.
  const open = all.slice(all.findLastIndex(({ id }) => told.some((one) => one.id === id)) + 1)
  const due = open.filter(({ at }) => at <= now).at(-1)
  const later = open.find(({ at }) => at > now)?.at
  if (!due) return { tell: undefined, wakeAt: later }
  if (isWorking(due.calendar, now)) return { tell: due, wakeAt: later }
  return { tell: undefined, wakeAt: nextWorkingMoment(due.calendar, now) }
}

type Deadline = {
  id: string
  clock: DeadlineKind
  /** From when this deadline has run. */
  since: Date
  due: Date
  move: UserId
  calendar: Calendar
  warnings: { called: string; wanted: Date }[]
}

const deadlineFacts = ({ clock, due, move, calendar }: Deadline) => ({ clock, due, move, calendar })

/** The deadline of whoever has to move; nothing while no clock runs. */
function runningDeadline(handoff: Handoff): Deadline | undefined {
  const move = moveOf(handoff)
  if (!move?.due) return undefined
  const { what: clock, who, since, due, calendar } = move
  const span = { since, due, calendar }
  const wanted =
    clock === 'touch'
      ? TOUCH_WARNINGS.flatMap((warning) => beforeDue(span, handoff.rules.clock, warning))
      : [half(span, handoff.rules.clock)]
  const id = `${refOf(handoff)}:offer-${handoff.offer.seq}:${clock}${revision(handoff, clock)}`
  return { id, clock, ...span, move: who, warnings: wanted }
}

/** What makes a deadline a different one: the first question of an offer, and of questions each. */
function revision({ offer }: Handoff, clock: DeadlineKind): string {
  if (clock === 'reoffer') return ''
  if (clock === 'answer') return `:r${offer.questions.length}`
  return `:r${offer.questions[0]?.reply ? 1 : 0}`
}

type Span = Pick<Deadline, 'since' | 'due' | 'calendar'>

/** Half of the time that there was. */
function half({ since, due, calendar }: Span, clock: ClockKind): { called: string; wanted: Date } {
  const window = clockTimeBetween(calendar, clock, since, due)
  return { called: 'half', wanted: addClockTime(calendar, clock, since, window / 2) }
}

/** So much clock time before the deadline; nothing when that was before the deadline began to run for this person. */
function beforeDue(
  { since, due, calendar }: Span,
  clock: ClockKind,
  { before, called }: (typeof TOUCH_WARNINGS)[number],
): Deadline['warnings'] {
  const window = clockTimeBetween(calendar, clock, since, due)
  return window > before ? [{ called, wanted: addClockTime(calendar, clock, since, window - before) }] : []
}

/**
 * Inside working hours: at the wanted time, else when the day begins, else, if that is too late to act, at the end of
 * the last day before. Nothing when even that was before the deadline began.
 */
function warningMoment(calendar: Calendar, wanted: Date, since: Date, due: Date): Date | undefined {
  const next = nextWorkingMoment(calendar, wanted)
  if (next.getTime() === wanted.getTime() || next.getTime() <= due.getTime() - TOO_LATE_TO_WARN) return next
  const last = lastWorkingMoment(calendar, wanted)
  return last > since ? last : undefined
}

import { type Change, type Decision, isRefusal } from '../../src/domain/handoff/decision.ts'
import type { Brief, Handoff, Offer, Prospect, Stage } from '../../src/domain/handoff/handoff.ts'
import type { Happening } from '../../src/domain/handoff/history.ts'
import type { Refusal } from '../../src/domain/handoff/refusals.ts'
import type { Person } from '../../src/domain/people/people.ts'
import { defaultRules } from '../../src/domain/settings/defaults.ts'
import type { Rules } from '../../src/domain/settings/rules.ts'
import type { Rotation } from '../../src/domain/teams/rotation.ts'
import type { Team } from '../../src/domain/teams/team.ts'
import { type Calendar, officeHours } from '../../src/domain/time/calendar.ts'

/** Who plays in most tests: Sam hands off to Eva; Mia manages their team and Ada is the workspace's admin. */
export const SAM = 'U0SAM'

export const NADIA = 'U0NADIA'

export const EVA = 'U0EVA'

export const OMAR = 'U0OMAR'

export const TOM = 'U0TOM'

export const MIA = 'U0MIA'

export const ADA = 'U0ADA'

const NAMES: Record<string, string> = {
  [SAM]: 'Sam Reyes',
  [NADIA]: 'Nadia Karim',
  [EVA]: 'Eva Lind',
  [OMAR]: 'Omar Haddad',
  [TOM]: 'Tom Becker',
  [MIA]: 'Mia Ortiz',
  [ADA]: 'Ada Novak',
}

export const nameOf = (id: string): string => NAMES[id] ?? id

/** Where Eva works; the zone of every time that a test names without saying another. */
export const STOCKHOLM = 'Europe/Stockholm'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const QUARTER_HOUR = 900_000

/**
 * The instant that a clock on the wall shows as `Fri 20 Nov 17:00`; the year is 2026 unless it stands at the end. It is
 * found by looking at wall clocks around it, not by the arithmetic that it is used to test. A wrong weekday, or a time
 * that a clock change skips there, is a mistake in the test; of a time that occurs twice it is the first.
 */
export function at(when: string, zone = STOCKHOLM): Date {
  const parsed = /^(\w{3} (\d{1,2}) (\w{3}) (\d\d):(\d\d))(?: (\d{4}))?$/.exec(when)
  if (!parsed) throw new Error(`write a time like "Fri 20 Nov 17:00", not "${when}"`)
  const [, wanted, day, month, hour, minute, year = '2026'] = parsed
  const naive = Date.UTC(Number(year), MONTHS.indexOf(month ?? ''), Number(day), Number(hour), Number(minute))
  for (let quarter = -4 * 15; quarter <= 4 * 15; quarter++) {
    const candidate = new Date(naive + quarter * QUARTER_HOUR)
    if (local(candidate, zone) === wanted) return candidate
  }
  throw new Error(`no clock in ${zone} ever shows ${when}`)
}

const wallClocks = new Map<string, Intl.DateTimeFormat>()

/** Making one is slow, and looking for a time reads it a hundred times. */
function wallClock(zone: string): Intl.DateTimeFormat {
  const known = wallClocks.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  wallClocks.set(zone, made)
  return made
}

/** What a clock on the wall shows then: `Tue 24 Nov 17:00`. */
export function local(instant: Date | undefined, zone = STOCKHOLM): string | undefined {
  if (!instant) return undefined
  const parts = wallClock(zone).formatToParts(instant)
  const part = (type: string) => parts.find((one) => one.type === type)?.value
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('hour')}:${part('minute')}`
}

export const minutes = (n: number): number => n * 60_000

export const later = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms)

/** Monday to Friday, nine to six, in Stockholm. */
export const aCalendar = (own: Partial<Calendar> = {}): Calendar => ({ ...officeHours(STOCKHOLM), ...own })

export const someRules = (own: Partial<Rules> = {}): Rules => ({
  ...defaultRules('America/New_York'),
  ...own,
})

export const aTeam = (own: Partial<Team> = {}): Team => ({
  id: 'team-west',
  name: 'Team West',
  channel: 'C0HANDOFFS',
  sdrs: [],
  aes: [EVA, OMAR, TOM],
  managers: [MIA],
  admins: [ADA],
  ...own,
})

export const aRotation = (own: Partial<Rotation> = {}): Rotation => ({
  ...aTeam(),
  lastTurn: undefined,
  owed: [],
  lines: 0,
  ...own,
})

export const aPerson = (own: Partial<Person> = {}): Person => ({
  id: EVA,
  name: 'Eva Lind',
  kind: 'member',
  zone: STOCKHOLM,
  seenAt: OFFERED_AT,
  wantsDms: true,
  isAdmin: false,
  calendar: aCalendar(),
  ...own,
})

export const aProspect = (own: Partial<Prospect> = {}): Prospect => ({
  company: 'Acme Corp',
  contact: 'Dana Whitfield',
  title: 'VP Operations',
  ...own,
})

export const aBrief = (own: Partial<Brief> = {}): Brief => ({
  answers: [
    { key: 'budget', state: 'confirmed', evidence: '60k approved for Q1' },
    { key: 'authority', state: 'pending', evidence: 'Dana decides, CIO still to confirm' },
    { key: 'timeline', state: 'confirmed', evidence: 'live by March' },
  ],
  nextStep: 'send the security questionnaire',
  nextStepDate: '2026-11-24',
  intro: { mode: 'sequential' },
  sdrJoins: false,
  additions: [],
  ...own,
})

export const OFFERED_AT = at('Fri 20 Nov 17:02')

/** Offered on a Friday at 17:02: an answer is due on Monday and a touch on Tuesday, at the same time of day. */
const anOffer = (own: Partial<Offer> = {}): Offer => ({
  seq: 1,
  ae: EVA,
  offeredAt: OFFERED_AT,
  calendar: aCalendar(),
  questions: [],
  acceptDue: at('Mon 23 Nov 17:02'),
  touchDue: at('Tue 24 Nov 17:02'),
  ...own,
})

type OwnHandoff = Partial<Omit<Handoff, 'offer' | 'brief' | 'prospect' | 'rules' | 'team'>> & {
  offer?: Partial<Offer>
  brief?: Partial<Brief>
  prospect?: Partial<Prospect>
  rules?: Partial<Rules>
  team?: Partial<Team>
}

/** Sam's lead, offered to Eva and not answered yet, unless the test says otherwise. */
export function aHandoff({ offer, brief, prospect, rules, team, ...own }: OwnHandoff = {}): Handoff {
  return {
    id: '0f4e8f0a-7a3c-4a8e-9a55-7d6a2f6f2f42',
    workspace: 'T0WORK',
    ref: 42,
    version: 1,
    team: aTeam(team),
    sdr: SAM,
    sdrCalendar: officeHours('America/New_York'),
    prospect: aProspect(prospect),
    brief: aBrief(brief),
    rulesId: 'rules-1',
    rules: someRules(rules),
    createdAt: OFFERED_AT,
    offer: anOffer(offer),
    declines: {},
    touches: [],
    meetings: [],
    absences: [],
    stage: { status: 'offered' },
    ...own,
  }
}

const QUESTION = { by: EVA, askedAt: at('Fri 20 Nov 17:30'), words: 'Who signs?' }

/** One stage of each kind, with what the offer says about it; they all happened on Friday between 17:20 and 17:30. */
export const STAGES = {
  offered: { stage: { status: 'offered' } },
  info_needed: {
    stage: { status: 'info_needed', question: QUESTION },
    offer: { questions: [QUESTION], acceptDue: undefined, touchDue: undefined },
  },
  accepted: {
    stage: { status: 'accepted', owner: EVA, by: EVA, at: at('Fri 20 Nov 17:20') },
    offer: { answer: { kind: 'accepted', by: EVA, at: at('Fri 20 Nov 17:20') } },
  },
  qualified: {
    stage: { status: 'qualified', owner: EVA, by: EVA, at: at('Fri 20 Nov 17:25') },
    offer: { answer: { kind: 'accepted', by: EVA, at: at('Fri 20 Nov 17:20') } },
  },
  disqualified: {
    stage: { status: 'disqualified', by: EVA, at: at('Fri 20 Nov 17:25'), code: 'no_need' },
    offer: { answer: { kind: 'accepted', by: EVA, at: at('Fri 20 Nov 17:20') } },
  },
  won: {
    stage: { status: 'won', by: EVA, at: at('Fri 20 Nov 17:25'), code: undefined },
    offer: { answer: { kind: 'accepted', by: EVA, at: at('Fri 20 Nov 17:20') } },
  },
  lost: {
    stage: { status: 'lost', by: EVA, at: at('Fri 20 Nov 17:25'), code: 'price' },
    offer: { answer: { kind: 'accepted', by: EVA, at: at('Fri 20 Nov 17:20') } },
  },
  declined: {
    stage: { status: 'declined', by: EVA, at: at('Fri 20 Nov 17:20'), code: 'wrong_title' },
    offer: { answer: { kind: 'declined', by: EVA, at: at('Fri 20 Nov 17:20'), code: 'wrong_title' } },
  },
  withdrawn: {
    stage: { status: 'withdrawn', by: SAM, at: at('Fri 20 Nov 17:20') },
    offer: { answer: { kind: 'taken_away', by: SAM, at: at('Fri 20 Nov 17:20') } },
  },
  recycled: {
    stage: { status: 'recycled', by: SAM, at: at('Fri 20 Nov 17:20'), until: '2027-01-19' },
    offer: { answer: { kind: 'taken_away', by: SAM, at: at('Fri 20 Nov 17:20') } },
  },
} satisfies Record<Stage['status'], { stage: Stage; offer?: Partial<Offer> }>

/** A handoff that stands there already, with everything else as in `aHandoff`. */
export function handoffIn(status: Stage['status'], own: OwnHandoff = {}): Handoff {
  const { stage, offer } = { offer: undefined, ...STAGES[status] }
  const declines = stage.status === 'declined' ? { [EVA]: stage.at } : {}
  const qualified = stage.status === 'qualified' ? { by: stage.by, at: stage.at } : undefined
  return aHandoff({
    declines,
    ...(qualified ? { qualified } : {}),
    ...own,
    stage,
    offer: { ...offer, ...own.offer },
  })
}

/** Eva accepted, unless the test says otherwise. */
export const aHappening = (own: Partial<Happening> = {}): Happening => ({
  version: 2,
  at: at('Fri 20 Nov 17:20'),
  by: EVA,
  action: 'accepted',
  offer: 1,
  ae: EVA,
  from: 'offered',
  to: 'accepted',
  ...own,
})

/** The change that a rule decided, in a test where being refused would be a surprise. */
export function changeOf(decision: Decision): Change {
  if (isRefusal(decision)) throw new Error(`it was refused: ${decision.refused}`)
  return decision
}

export const handoffAfter = (decision: Decision): Handoff => changeOf(decision).handoff

export function refusalIn(decision: Decision): Refusal {
  if (isRefusal(decision)) return decision
  throw new Error(`it was allowed: ${decision.happened.action}`)
}

import { type Db, mustTouch } from '../../src/store/database.ts'
import { atWork, type Hours, local } from './wall_clock.ts'

/** Twenty people on four continents, with their hours, holidays and leaves; and two who run the place. */

export const WORKSPACE = 'T0YEAR'

export const NEW_YORK = 'America/New_York'

const LONDON = 'Europe/London'

const STOCKHOLM = 'Europe/Stockholm'

const ANGELES = 'America/Los_Angeles'

const KOLKATA = 'Asia/Kolkata'

const ST_JOHNS = 'America/St_Johns'

const SYDNEY = 'Australia/Sydney'

export const HOLIDAYS: Record<string, string[]> = {
  workspace: [
    ...['2026-01-19', '2026-02-16', '2026-05-25', '2026-07-03', '2026-09-07', '2026-11-26'],
    ...['2026-12-25', '2027-01-01'],
  ],
  us: ['2026-01-19', '2026-05-25', '2026-07-03', '2026-09-07', '2026-11-26', '2026-12-25', '2027-01-01'],
  uk: ['2026-04-03', '2026-04-06', '2026-05-04', '2026-08-31', '2026-12-25', '2026-12-28', '2027-01-01'],
  se: ['2026-01-06', '2026-04-03', '2026-04-06', '2026-05-14', '2026-06-19', '2026-12-24', '2026-12-25'],
  in: ['2026-01-26', '2026-08-15', '2026-10-02', '2026-11-09'],
  au: ['2026-01-26', '2026-04-03', '2026-04-06', '2026-12-25', '2026-12-28'],
}

export type Leave = { from: string; to: string; cover?: string }

export type Worker = {
  id: string
  role: 'sdr' | 'ae' | 'manager' | 'admin'
  zone: string
  days: number[]
  hours: [from: string, to: string]
  list?: string
  dms: boolean
  leaves: Leave[]
  /** The local date from which on their account is gone. */
  leftOn?: string
  /** Other days and hours from a UTC date on. */
  later?: { since: string; days: number[]; hours: [from: string, to: string] }
}

const WEEK = [1, 2, 3, 4, 5]

function worker(id: string, role: Worker['role'], zone: string, own: Partial<Worker> = {}): Worker {
  return { id, role, zone, days: WEEK, hours: ['09:00', '18:00'], dms: true, leaves: [], ...own }
}

export const TEAM: Worker[] = [
  worker('U0SDR1', 'sdr', NEW_YORK, { list: 'us' }),
  worker('U0SDR2', 'sdr', NEW_YORK, { list: 'us', dms: false }),
  worker('U0SDR3', 'sdr', STOCKHOLM, { list: 'se', leaves: [{ from: '2026-07-06', to: '2026-07-31' }] }),
  worker('U0SDR4', 'sdr', LONDON, { list: 'uk', hours: ['08:00', '16:30'] }),
  worker('U0SDR5', 'sdr', KOLKATA, { list: 'in', days: [1, 2, 3, 4, 5, 6] }),
  worker('U0SDR6', 'sdr', ANGELES, {
    list: 'us',
    leaves: [{ from: '2026-03-02', to: '2026-03-13', cover: 'U0SDR1' }],
  }),
  worker('U0SDR7', 'sdr', SYDNEY, { list: 'au' }),
  worker('U0SDR8', 'sdr', ST_JOHNS, { days: [1, 2, 3, 4] }),
  worker('U0AE01', 'ae', NEW_YORK, {
    list: 'us',
    leaves: [{ from: '2026-02-09', to: '2026-02-20', cover: 'U0AE02' }],
  }),
  worker('U0AE02', 'ae', NEW_YORK, { list: 'us', dms: false }),
  worker('U0AE03', 'ae', ANGELES, {
    list: 'us',
    leaves: [{ from: '2026-08-03', to: '2026-08-21', cover: 'U0AE09' }],
  }),
  worker('U0AE04', 'ae', ANGELES, { days: [2, 3, 4, 5, 6], hours: ['10:00', '19:00'] }),
  worker('U0AE05', 'ae', STOCKHOLM, {
    list: 'se',
    leaves: [{ from: '2026-07-13', to: '2026-08-07', cover: 'U0AE06' }],
  }),
  worker('U0AE06', 'ae', STOCKHOLM, {
    list: 'se',
    dms: false,
    leaves: [{ from: '2026-07-27', to: '2026-08-14', cover: 'U0AE05' }],
  }),
  worker('U0AE07', 'ae', LONDON, { list: 'uk', leaves: [{ from: '2026-10-19', to: '2026-10-30' }] }),
  worker('U0AE08', 'ae', KOLKATA, {
    list: 'in',
    hours: ['11:00', '20:00'],
    leaves: [{ from: '2026-11-02', to: '2026-11-13', cover: 'U0AE01' }],
  }),
  worker('U0AE09', 'ae', SYDNEY, { list: 'au', hours: ['08:30', '17:00'] }),
  worker('U0AE10', 'ae', ST_JOHNS, {
    later: { since: '2026-09-16', days: [2, 3, 4, 5, 6], hours: ['12:00', '20:00'] },
  }),
  worker('U0AE11', 'ae', LONDON, { list: 'uk', leftOn: '2026-05-13' }),
  worker('U0MGR1', 'manager', NEW_YORK, {
    list: 'us',
    leaves: [
      { from: '2026-06-15', to: '2026-06-26' },
      { from: '2026-12-14', to: '2026-12-18' },
    ],
  }),
  worker('U0MGR2', 'manager', LONDON, { list: 'uk', leaves: [{ from: '2026-12-16', to: '2026-12-23' }] }),
  worker('U0ADA', 'admin', NEW_YORK, { list: 'us' }),
]

export const idsOf = (role: Worker['role']): string[] =>
  TEAM.filter((one) => one.role === role).map(({ id }) => id)

export function workerOf(id: string): Worker {
  const found = TEAM.find((one) => one.id === id)
  if (!found) throw new Error(`nobody is ${id}`)
  return found
}

/** Somebody's hours as they are at a moment. */
export function hoursOf(id: string, at: number): Hours {
  const { zone, days, hours, list, later } = workerOf(id)
  const changed = later && at >= Date.parse(later.since) ? later : undefined
  const [from, to] = changed?.hours ?? hours
  return { zone, days: changed?.days ?? days, from, to, holidays: list ? (HOLIDAYS[list] ?? []) : [] }
}

function leaveOf(id: string, at: number): Leave | undefined {
  const { zone, leaves } = workerOf(id)
  const { date } = local(at, zone)
  return leaves.find(({ from, to }) => from <= date && date <= to)
}

export function hasLeft(id: string, at: number): boolean {
  const { zone, leftOn } = workerOf(id)
  return leftOn !== undefined && local(at, zone).date >= leftOn
}

/** At work, not away and still with the company. */
export const isThere = (id: string, at: number): boolean =>
  !hasLeft(id, at) && !leaveOf(id, at) && atWork(hoursOf(id, at), at)

/** What the settings and preferences would have written. */
export async function moveIn(db: Db, now: Date): Promise<void> {
  const { people, holidays, absences } = db.tables
  const workspace = WORKSPACE
  await db.commit((write) => [
    ...TEAM.map(({ id, zone, days, hours: [dayFrom, dayTo], list, dms }) =>
      mustTouch(
        write.insert(people).values({
          ...{ workspace, id, name: id, kind: 'member' as const, zone, seenAt: now },
          ...{ wantsDms: dms, days, dayFrom, dayTo, holidayList: list ?? null },
        }),
      ),
    ),
    ...Object.entries(HOLIDAYS).flatMap(([list, dates]) =>
      dates.map((date) => mustTouch(write.insert(holidays).values({ workspace, list, date }))),
    ),
    ...TEAM.flatMap(({ id, leaves }) =>
      leaves.map(({ from, to, cover }) =>
        mustTouch(
          write
            .insert(absences)
            .values({ workspace, person: id, fromDate: from, toDate: to, cover: cover ?? null }),
        ),
      ),
    ),
  ])
}

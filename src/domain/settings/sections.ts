import type { Checked, Fields, Problem } from '../fields.ts'
import { FRAMEWORKS, readFramework } from '../offering/frameworks.ts'
import { cleanLine } from '../text.ts'
import { isZone } from '../time/calendar.ts'
import type { Rules } from './rules.ts'

export type SettingsSection =
  | 'framework'
  | 'deadlines'
  | 'posts'
  | 'reasons'
  | 'people'
  | 'signals'
  | 'holidays'
  | 'team'

/** Each section reads its form over the rules that hold now, so a change touches nothing else. */
export function readFrameworkSection(fields: Fields, rules: Rules): Checked<Rules> {
  const exceptions = (fields.exceptions ?? '').includes('allowed')
    ? ('allowed' as const)
    : ('forbidden' as const)
  const known = FRAMEWORKS[fields.framework_chosen ?? '']
  if (known) return { ok: true, value: { ...rules, framework: known, exceptions } }
  const own = readFramework(fields.framework_name ?? '', fields.criteria ?? '', fields.minimum ?? '')
  return own.ok ? { ok: true, value: { ...rules, framework: own.value, exceptions } } : own
}

export function readDeadlines(fields: Fields, rules: Rules): Checked<Rules> {
  const problems: Problem[] = []
  const whole = wholeNumbers(fields, problems)
  const clock = (['working_days', 'wall_clock', 'working_hours'] as const).find((one) => one === fields.clock)
  const meaningfulKinds = (fields.kinds ?? '').split(',').filter(Boolean)
  if (!clock) problems.push({ field: 'clock', why: 'missing' })
  if (meaningfulKinds.length === 0) problems.push({ field: 'kinds', why: 'missing' })
  const acceptHours = whole('accept', 1, 500)
  const value: Rules = {
    ...rules,
    clock: clock ?? rules.clock,
    acceptHours,
    // A lead cannot have to be touched before it has to be accepted.
    touchHours: whole('touch', Math.max(acceptHours, 1), 500),
    sdrHours: whole('sdr', 1, 500),
    meaningfulKinds,
    lockDays: whole('lock', 1, rules.retentionDays ?? 365),
    clawbackDays: whole('clawback', 0, 90),
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

export function readPosts(fields: Fields, rules: Rules): Checked<Rules> {
  const zone = cleanLine(fields.zone ?? '')
  if (!isZone(zone) || !zone.includes('/'))
    return { ok: false, problems: [{ field: 'zone', why: 'not_a_zone' }] }
  return {
    ok: true,
    value: {
      ...rules,
      zone,
      posts: {
        leadership: fields.leadership ?? undefined,
        stuck: fields.stuck ?? undefined,
        digestDay: Number(fields.digest_day ?? rules.posts.digestDay),
        digestAt: fields.digest_at ?? rules.posts.digestAt,
        stuckAt: fields.stuck_at ?? rules.posts.stuckAt,
      },
      review: { owner: fields.reviewer ?? undefined, deputy: fields.deputy ?? undefined },
    },
  }
}

/** Codes are what history keeps, so a label that stays keeps its code, and a new one gets a code of its own. */
export function readReasons(fields: Fields, rules: Rules): Checked<Rules> {
  const problems: Problem[] = []
  const linesOf = (field: string) => {
    const lines = (fields[field] ?? '').split('\n').map(cleanLine).filter(Boolean)
    if (lines.length === 0) problems.push({ field, why: 'missing' })
    if (lines.length > MOST_REASONS) problems.push({ field, why: 'too_many', most: MOST_REASONS })
    const read = lines.map((line) => {
      const [label = '', ...flags] = line.split('|').map((part) => part.trim())
      return { label: label.slice(0, 70), flags }
    })
    if (read.some(({ label }) => label === '')) problems.push({ field, why: 'no_label' })
    if (new Set(read.map(({ label }) => label.toLowerCase())).size < read.length)
      problems.push({ field, why: 'twice' })
    return read
  }
  const codeOf = (label: string, known: readonly { code: string; label: string }[]): string => {
    const same = known.find((one) => one.label.toLowerCase() === label.toLowerCase())
    if (same) return same.code
    const code = label
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .slice(0, 40)
    // Another label had this code already; history would take one for the other.
    return known.some((one) => one.code === code) ? `${code}_2` : code
  }
  const value: Rules = {
    ...rules,
    declineCodes: linesOf('decline').map(({ label, flags }) => ({
      code: codeOf(label, rules.declineCodes),
      label,
      givesTurnBack: flags.includes('turn'),
    })),
    disqualifyCodes: linesOf('disqualify').map(({ label, flags }) => ({
      code: codeOf(label, rules.disqualifyCodes),
      label,
      clawsBack: flags.includes('clawback'),
    })),
    lostCodes: linesOf('lost').map(({ label }) => ({ code: codeOf(label, rules.lostCodes), label })),
    reassignCodes: linesOf('reassign').map(({ label }) => ({
      code: codeOf(label, rules.reassignCodes),
      label,
    })),
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

/** Slack's menus hold a hundred entries; more reasons than this are not read. */
const MOST_REASONS = 25

export function readNamedPeople(fields: Fields, rules: Rules): Checked<Rules> {
  const ids = (field: string) => (fields[field] ?? '').split(',').filter(Boolean)
  const named = { admins: ids('admins'), pay: ids('pay'), erasure: ids('erasure') }
  return { ok: true, value: { ...rules, named } }
}

export function readSignals(fields: Fields, rules: Rules): Checked<Rules> {
  const problems: Problem[] = []
  const whole = wholeNumbers(fields, problems)
  const maybe = (field: string, least: number, most: number) =>
    cleanLine(fields[field] ?? '') === '' ? undefined : whole(field, least, most)
  const value: Rules = {
    ...rules,
    signals: {
      bothReps: whole('both_reps', 0, 100),
      callsDeclined: whole('calls_declined', 0, 100),
      templated: whole('templated', 0, 100),
      rubberStamp: whole('rubber_stamp', 0, 100),
      qualified: whole('qualified', 0, 100),
      gate: whole('gate', 0, 100),
      aesPerSdr: whole('aes_per_sdr', 1, 100),
    },
    baseline: {
      acceptance: maybe('baseline_acceptance', 0, 100),
      secondMeetingDays: maybe('baseline_meeting', 0, 365),
    },
    // The lock needs to know whose prospect it is, so the words stay at least as long.
    retentionDays: maybe('retention', Math.max(30, rules.lockDays), 3650),
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value }
}

/** Dates as somebody pasted them, one a line. */
export function readHolidays(fields: Fields): Checked<{ list: string; dates: string[] }> {
  const list = cleanLine(fields.list ?? '')
  const dates = (fields.dates ?? '').split(/[\s,;]+/).filter(Boolean)
  const wrong = dates.find((date) => !isDate(date))
  const problems: Problem[] = [
    ...(list === '' ? [{ field: 'list', why: 'missing' as const }] : []),
    ...(wrong === undefined ? [] : [{ field: 'dates', why: 'not_a_date' as const, typed: wrong }]),
  ]
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: { list, dates: [...new Set(dates)].sort() } }
}

function isDate(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`)
  return (
    /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date)
  )
}

function wholeNumbers(fields: Fields, problems: Problem[]) {
  return (field: string, least: number, most: number): number => {
    const value = Number(cleanLine(fields[field] ?? ''))
    const fits = Number.isInteger(value) && value >= least && value <= most && (fields[field] ?? '') !== ''
    if (!fits) problems.push({ field, why: 'not_a_number', least, most })
    return fits ? value : least
  }
}

/**
 * The digest's numbers counted anew from an export, by nothing but the words of `docs/metrics.md`: plain loops over the
 * rows of the CSV files, without the product's code. What it needs beside them are the bounds of the periods.
 */
export type Rows = Record<string, string>[]

export type Files = Record<'handoffs' | 'offers' | 'touches' | 'meetings' | 'history' | 'gate_blocks', Rows>

export type Period = { from: number; to: number }

export type Periods = {
  week: Period
  before: Period
  fourWeeks: Period
  quarter: Period
  hadTimeForSecond: Period
  hadTimeToQualify: Period
  droppedSince: number
  introsLoggedUntil: number
}

export function parseCsv(text: string): Rows {
  const table: string[][] = [[]]
  let cell = ''
  let quoted = false
  const characters = [...text.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n')]
  for (const [place, character] of characters.entries()) {
    if (quoted && character === '"' && characters[place + 1] === '"') continue
    if (character === '"' && !(quoted && characters[place - 1] === '"' && !cell.endsWith('"'))) {
      quoted = !quoted
      continue
    }
    if (!quoted && (character === ',' || character === '\n')) {
      table.at(-1)?.push(cell)
      cell = ''
      if (character === '\n') table.push([])
      continue
    }
    cell += character
  }
  const [columns = [], ...rows] = table.filter((row) => row.length > 0)
  return rows.map((row) => Object.fromEntries(columns.map((name, place) => [name, row[place] ?? ''])))
}

const time = (cell: string | undefined): number => (cell ? Date.parse(cell) : Number.NaN)

const inside = (cell: string | undefined, { from, to }: Period): boolean =>
  time(cell) >= from && time(cell) < to

const share = <T>(all: readonly T[], counts: (one: T) => boolean) => ({
  x: all.filter(counts).length,
  y: all.length,
})

const yes = (cell: string | undefined): boolean => cell === 'true'

function median(values: readonly number[]): { ms: number | null; n: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return { ms: null, n: 0 }
  const low = sorted[Math.ceil(middle) - 1] ?? 0
  const high = sorted[Math.floor(middle)] ?? 0
  return { ms: (low + high) / 2, n: sorted.length }
}

export function recount(files: Files, periods: Periods) {
  const { week, before, fourWeeks, quarter } = periods
  const acceptance = (period: Period) => {
    const ended = files.offers.filter(
      ({ answer, answered_at, accept_due }) =>
        inside(answered_at, period) && (answer !== 'taken_away' || time(answered_at) > time(accept_due)),
    )
    return share(ended, ({ answer }) => answer === 'accepted')
  }
  const touchesOf = (id: string | undefined) => {
    const all = files.touches.filter(({ handoff_id }) => handoff_id === id)
    const replaced = new Set(all.map(({ supersedes }) => supersedes).filter(Boolean))
    return all
      .filter(({ version }) => !replaced.has(version))
      .sort((a, b) => time(a.happened_at) - time(b.happened_at) || Number(a.version) - Number(b.version))
  }
  const MEANINGFUL = ['call_attempted', 'reply_received', 'meeting_booked', 'meeting_held']
  const firstMeaningful = (id: string | undefined) =>
    time(touchesOf(id).find(({ kind }) => MEANINGFUL.includes(kind ?? ''))?.happened_at)
  const touchInTime = (period: Period) => {
    const due = files.handoffs.filter(
      ({ touch_due, accepted_at }) => inside(touch_due, period) && time(accepted_at) <= time(touch_due),
    )
    return share(due, ({ id, touch_due }) => firstMeaningful(id) <= time(touch_due))
  }
  const introOf = (id: string | undefined) =>
    files.meetings.find(({ handoff_id, is_intro }) => handoff_id === id && yes(is_intro))
  const bothReps = (period: Period) => {
    const planned = files.handoffs.filter(({ intro_planned_at }) => inside(intro_planned_at, period))
    const counted = planned.filter(({ id, intro_planned_at, status, closed_at }) => {
      if (introOf(id)) return true
      const ended = closed_at !== '' && time(closed_at) <= time(intro_planned_at)
      return time(intro_planned_at) <= periods.introsLoggedUntil && status !== 'declined' && !ended
    })
    const both = share(counted, ({ id }) => yes(introOf(id)?.sdr) && yes(introOf(id)?.ae))
    return { planned: planned.length, both }
  }
  const toSecond = (period: Period, which: (one: Rows[number]) => boolean = () => true) =>
    median(
      files.handoffs
        .filter((one) => inside(one.second_meeting_at, period) && which(one))
        .map(({ second_meeting_at, created_at }) => time(second_meeting_at) - time(created_at)),
    )
  /** Who owned a lead when: from each acceptance until the next reassign, without those that were taken back. */
  const owners = (id: string | undefined) => {
    const spans: { ae: string; since: number; until: number; undone: boolean }[] = []
    const lines = files.history
      .filter(({ handoff_id }) => handoff_id === id)
      .sort((a, b) => Number(a.version) - Number(b.version))
    for (const { action, ae = '', at, undid } of lines) {
      const last = spans.at(-1)
      if (action === 'accepted')
        spans.push({ ae, since: time(at), until: Number.POSITIVE_INFINITY, undone: false })
      if (last && action === 'reassigned' && last.until === Number.POSITIVE_INFINITY) last.until = time(at)
      if (last && action === 'undone' && undid === 'accepted')
        Object.assign(last, { until: time(at), undone: true })
    }
    return spans.filter(({ undone }) => !undone)
  }
  const waited = (offer: Rows[number]) => {
    const lines = files.history.filter(
      (line) => line.handoff_id === offer.handoff_id && line.offer === offer.seq,
    )
    const asked = lines.find(({ action }) => action === 'asked')
    const answered = lines.find(({ action }) => action === 'answered')
    const pause = asked ? time(answered?.at ?? offer.answered_at) - time(asked.at) : 0
    return time(offer.answered_at) - time(offer.offered_at) - pause
  }
  const sent = files.handoffs.filter(({ created_at }) => inside(created_at, week))
  const firstTouched = files.handoffs
    .map(({ id }) => touchesOf(id)[0])
    .filter((touch) => touch !== undefined && inside(touch.happened_at, week))
  const reasons = new Map<string, number>()
  for (const { answer, answered_at, code = '' } of files.offers)
    if (answer === 'declined' && inside(answered_at, week)) reasons.set(code, (reasons.get(code) ?? 0) + 1)
  const rated = files.handoffs.filter(({ rated_at }) => inside(rated_at, week))
  const closed = files.handoffs.filter(
    ({ status = '', closed_at, first_meeting_at }) =>
      ['won', 'lost', 'disqualified'].includes(status) &&
      inside(closed_at, quarter) &&
      time(first_meeting_at) <= time(closed_at),
  )
  const recent = files.handoffs.filter(({ created_at }) => inside(created_at, fourWeeks))
  const recentIds = new Set(recent.map(({ id }) => id))
  const accepted = (period: Period) => files.handoffs.filter((one) => inside(one.accepted_at, period))
  const met = files.meetings.filter(({ at }) => inside(at, week))
  return {
    acceptance: acceptance(week),
    acceptanceBefore: acceptance(before),
    openPastDue: files.offers.filter(
      ({ accept_due, answered_at }) =>
        time(accept_due) < week.to && (answered_at === '' || time(answered_at) >= week.to),
    ).length,
    medianToAccept: median(
      files.offers
        .filter(({ answer, answered_at }) => answer === 'accepted' && inside(answered_at, week))
        .map(waited),
    ).ms,
    declines: Object.fromEntries(reasons),
    touchInTime: touchInTime(week),
    touchInTimeBefore: touchInTime(before),
    templated: share(firstTouched, (touch) => touch?.kind === 'templated_email'),
    gatePassed: share(sent, ({ exception }) => !yes(exception)),
    blockedDrafts: new Set(
      files.gate_blocks.filter(({ at }) => inside(at, week)).map(({ draft_id }) => draft_id),
    ).size,
    dropped: files.handoffs.filter(
      ({ id, status, touch_due }) =>
        status === 'accepted' && Number.isNaN(firstMeaningful(id)) && time(touch_due) <= periods.droppedSince,
    ).length,
    severalOwners: files.handoffs.filter(({ id }) => {
      const spans = owners(id)
      return spans.some(
        ({ ae, since, until }, place) =>
          spans.slice(0, place).some((earlier) => earlier.ae !== ae) && since < week.to && until > week.from,
      )
    }).length,
    introsPlanned: bothReps(week).planned,
    bothReps: bothReps(week).both,
    bothRepsBefore: bothReps(before).both,
    toSecond: toSecond(week),
    toSecondWarm: toSecond(week, ({ warm_transfer }) => yes(warm_transfer)),
    toSecondOther: toSecond(week, ({ warm_transfer }) => !yes(warm_transfer)),
    toSecondBefore: toSecond(before),
    secondHeld: share(
      accepted(periods.hadTimeForSecond),
      (one) => time(one.second_meeting_at) - time(one.accepted_at) <= 28 * 86_400_000,
    ),
    noShows: share(met, ({ result }) => result === 'no_show'),
    wonAfterMeeting: share(closed, ({ status }) => status === 'won'),
    verbal: share(sent, ({ verbal_at }) => verbal_at !== ''),
    qualified: share(
      accepted(periods.hadTimeToQualify),
      ({ qualified_at, status }) => qualified_at !== '' || status === 'won',
    ),
    satisfaction: {
      n: rated.length,
      mean:
        rated.length === 0 ? null : rated.reduce((sum, { rating }) => sum + Number(rating), 0) / rated.length,
    },
    pullIns: {
      requests: files.history.filter(({ action, at }) => action === 'pulled_in' && inside(at, fourWeeks))
        .length,
      accepted: accepted(fourWeeks).length,
    },
    reps: {
      aes: new Set(
        files.offers
          .filter(({ handoff_id, offered_at }) => recentIds.has(handoff_id) && time(offered_at) < week.to)
          .map(({ ae }) => ae),
      ).size,
      sdrs: new Set(recent.map(({ sdr }) => sdr)).size,
    },
  }
}

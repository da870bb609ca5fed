import { aeCard, type Change, line } from '../handoff/decision.ts'
import type { Brief, Handoff, Prospect } from '../handoff/handoff.ts'
import type { Notice } from '../outbox/notices.ts'
import type { UserId } from '../people/people.ts'
import { offerTo } from '../reminders/deadlines.ts'
import type { Rules } from '../settings/rules.ts'
import { managersOf, type Team } from '../teams/team.ts'
import type { Calendar } from '../time/calendar.ts'

/** By their turn, by one they were given back, because they own the prospect, or because somebody picked them. */
type RouteWhy = 'rotation' | 'turn_back' | 'owner' | 'picked'

export type NewHandoff = {
  id: string
  workspace: string
  ref: number
  team: Team
  sdr: UserId
  prospect: Prospect
  sameAs?: string | undefined
  brief: Brief
  rulesId: string
  rules: Rules
  ae: UserId
  calendar: Calendar
  sdrCalendar: Calendar
  /** Slack could not say in time who the AE is; the SDR hears privately if they cannot take part. */
  aeUnchecked: boolean
  /** Why this AE: kept in the history. */
  route?: RouteWhy | undefined
  /** The same of the SDR; a manager hears. */
  sdrUnchecked: boolean
}

export function send(input: NewHandoff, now: Date): Change {
  const { ae, calendar, aeUnchecked, sdrUnchecked, route, ...facts } = input
  const handoff: Handoff = {
    ...facts,
    version: 1,
    declines: {},
    touches: [],
    meetings: [],
    absences: [],
    createdAt: now,
    offer: offerTo(ae, 1, calendar, input.rules, now),
    stage: { status: 'offered' },
  }
  const tell: Notice[] = [{ kind: 'state', what: 'card' }, { kind: 'state', what: 'brief' }, aeCard(handoff)]
  if (input.brief.intro.mode === 'scheduled') tell.push({ kind: 'event', what: 'invitation', version: 1 })
  if (aeUnchecked) tell.push({ kind: 'reminder', what: 'check_ae', offer: 1, to: input.sdr })
  const [manager] = managersOf(input.team)
  if (sdrUnchecked && manager) tell.push({ kind: 'reminder', what: 'check_sdr', to: manager })
  const happened = line(handoff, {
    action: 'sent',
    by: input.sdr,
    at: now,
    ...(route ? { code: route } : {}),
  })
  return { handoff, happened, tell }
}

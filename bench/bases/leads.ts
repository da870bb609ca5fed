import { accept } from '../../src/domain/answering/accept.ts'
import { type Change, type Decision, isRefusal } from '../../src/domain/handoff/decision.ts'
import type { Handoff } from '../../src/domain/handoff/handoff.ts'
import type { Outcome } from '../../src/domain/handoff/status.ts'
import { send } from '../../src/domain/offering/send.ts'
import { outboxName } from '../../src/domain/outbox/notices.ts'
import { end } from '../../src/domain/outcomes/outcome.ts'
import { logTouch } from '../../src/domain/owning/log_touch.ts'
import type { UserId } from '../../src/domain/people/people.ts'
import { localDate, officeHours } from '../../src/domain/time/calendar.ts'
import { mayTouch } from '../../src/store/database.ts'
import { insertHandoff, saveHandoff } from '../../src/store/handoff/save.ts'
import { recordMessage } from '../../src/store/outbox/messages.ts'
import { enqueue } from '../../src/store/outbox/outbox.ts'
import { ZONE } from '../run/slack.ts'
import type { Base } from './base.ts'

/** Something that happens to a lead, decided on what the step before left behind; `later` counts from its sending. */
export type Step = (handoff: Handoff, later: (hours: number) => Date) => Decision

export const accepted =
  (by: UserId, hours: number): Step =>
  (handoff, later) =>
    accept(handoff, by, later(hours))

export const touched =
  (by: UserId, hours: number): Step =>
  (handoff, later) =>
    logTouch(handoff, by, { kind: 'call_attempted', happenedAt: later(hours) }, later(hours))

export const ended =
  (by: UserId, hours: number, outcome: Outcome, code?: string): Step =>
  (handoff, later) =>
    end(handoff, by, { outcome, code, words: '', rating: undefined }, later(hours))

type Lead = { id: string; ref: number; sdr: string; ae: string; at: Date; life?: Step[] }

const HOUR = 3_600_000

/** A lead as the product's own rules make it, with everything that was told about it already in Slack. */
export async function aLead(base: Base, { id, ref, sdr, ae, at, life = [] }: Lead): Promise<void> {
  const { db, slack, team, rulesId, rules } = base
  const { teamId: workspace } = slack
  const later = (hours: number) => new Date(at.getTime() + hours * HOUR)
  const calendar = officeHours(ZONE)
  const made = send(
    {
      id,
      workspace,
      ref,
      team,
      sdr: slack.person(sdr).id,
      prospect: {
        company: `Company ${id}`,
        contact: `Dana ${id}`,
        email: `dana@${id}.example`,
        title: 'VP Operations',
      },
      brief: {
        answers: [
          { key: 'budget', state: 'confirmed', evidence: '60k approved for Q1, says Dana' },
          { key: 'authority', state: 'pending', evidence: 'Dana decides, CIO still to confirm' },
          { key: 'timeline', state: 'confirmed', evidence: 'Live by March, contract ends then' },
        ],
        nextStep: 'Send the security questionnaire',
        nextStepDate: localDate(later(96), ZONE),
        intro: { mode: 'sequential' },
        sdrJoins: false,
        additions: [],
      },
      rulesId,
      rules,
      ae: slack.person(ae).id,
      calendar,
      sdrCalendar: calendar,
      aeUnchecked: false,
      sdrUnchecked: false,
    },
    at,
  )
  const changes: Change[] = []
  for (const step of life) {
    const decision = step((changes.at(-1) ?? made).handoff, later)
    if (isRefusal(decision)) throw new Error(`a lead of the bench was refused: ${decision.refused}`)
    changes.push(decision)
  }
  const notices = [made, ...changes].flatMap(({ tell, happened }) =>
    tell.map((notice) => ({ notice, at: happened.at })),
  )
  const { outbox, handoffs } = db.tables
  await db.commit((write) => [
    ...insertHandoff(write, made),
    ...changes.flatMap((change) => saveHandoff(write, change)),
    ...notices.flatMap(({ notice, at: told }, place) => [
      ...enqueue(write, made.handoff, [notice], told),
      recordMessage(write, {
        id: `${id}:${outboxName(notice)}`,
        workspace,
        handoffId: id,
        role: outboxName(notice),
        channel: team.channel,
        ts: `${Math.floor(told.getTime() / 1000)}.${String(place).padStart(6, '0')}`,
        state: 'sent',
        at: told,
      }),
    ]),
    mayTouch(write.update(outbox).set({ state: 'sent' })),
    // Its reminders would go out as soon as the product starts.
    mayTouch(write.update(handoffs).set({ wakeAt: null })),
  ])
}

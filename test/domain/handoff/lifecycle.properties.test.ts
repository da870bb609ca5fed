import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accept } from '../../../src/domain/answering/accept.ts'
import { decline } from '../../../src/domain/answering/decline.ts'
import { addInformation } from '../../../src/domain/answering/information.ts'
import { answer, ask } from '../../../src/domain/answering/need_info.ts'
import { recycle } from '../../../src/domain/answering/recycle.ts'
import { reoffer } from '../../../src/domain/answering/reoffer.ts'
import { undo } from '../../../src/domain/answering/undo.ts'
import { withdraw } from '../../../src/domain/answering/withdraw.ts'
import { logCall } from '../../../src/domain/calls/log_call.ts'
import { type Change, type Decision, isRefusal } from '../../../src/domain/handoff/decision.ts'
import type { Handoff } from '../../../src/domain/handoff/handoff.ts'
import { stageOf } from '../../../src/domain/handoff/stage.ts'
import { STATUSES, type Status } from '../../../src/domain/handoff/status.ts'
import { send } from '../../../src/domain/offering/send.ts'
import { correct } from '../../../src/domain/outcomes/correct.ts'
import { giveFeedback } from '../../../src/domain/outcomes/feedback.ts'
import { end, qualify } from '../../../src/domain/outcomes/outcome.ts'
import { logTouch } from '../../../src/domain/owning/log_touch.ts'
import { pullIn, pullInDone } from '../../../src/domain/owning/pull_in.ts'
import { reassign } from '../../../src/domain/owning/reassign.ts'
import {
  ADA,
  aBrief,
  aCalendar,
  aProspect,
  aTeam,
  EVA,
  later,
  MIA,
  minutes,
  NADIA,
  OFFERED_AT,
  OMAR,
  SAM,
  someRules,
} from '../../support/builders.ts'

/** One thing that somebody tries, some minutes after whatever was tried before. */
type Try = { does: keyof typeof doing; by: string; ae: string; wait: number }

const FEEDBACK = { words: 'Good evidence.', rating: 4 }

const CALL = {
  result: 'held' as const,
  sdr: true,
  ae: true,
  prospect: true,
  words: undefined,
  nextStep: 'Send an offer',
  nextStepDate: '2026-12-01',
}

const doing = {
  accept: (handoff: Handoff, { by }: Try, now: Date) => accept(handoff, by, now),
  decline: (handoff: Handoff, { by }: Try, now: Date) => decline(handoff, by, { code: 'no_budget' }, now),
  ask: (handoff: Handoff, { by }: Try, now: Date) => ask(handoff, by, 'Who signs?', now),
  answer: (handoff: Handoff, { by }: Try, now: Date) => answer(handoff, by, 'Dana does.', now),
  addInformation: (handoff: Handoff, { by }: Try, now: Date) => addInformation(handoff, by, 'News.', now),
  withdraw: (handoff: Handoff, { by }: Try, now: Date) => withdraw(handoff, by, now),
  recycle: (handoff: Handoff, { by }: Try, now: Date) => recycle(handoff, by, '2027-01-19', now),
  undo: (handoff: Handoff, { by }: Try, now: Date) => undo(handoff, by, now),
  reoffer: (handoff: Handoff, { by, ae }: Try, now: Date) =>
    reoffer(handoff, by, { ae, calendar: aCalendar(), unchecked: false }, now),
  reassign: (handoff: Handoff, { by, ae }: Try, now: Date) =>
    reassign(handoff, by, { ae, calendar: aCalendar(), unchecked: false }, { code: 'no_answer' }, now),
  touch: (handoff: Handoff, { by }: Try, now: Date) =>
    logTouch(handoff, by, { kind: 'call_attempted', happenedAt: now }, now),
  call: (handoff: Handoff, { by }: Try, now: Date) => logCall(handoff, by, { ...CALL, at: now }, now),
  qualify: (handoff: Handoff, { by }: Try, now: Date) => qualify(handoff, by, FEEDBACK, now),
  win: (handoff: Handoff, { by }: Try, now: Date) =>
    end(handoff, by, { outcome: 'won', code: undefined, ...FEEDBACK }, now),
  disqualify: (handoff: Handoff, { by }: Try, now: Date) =>
    end(handoff, by, { outcome: 'disqualified', code: 'no_need', ...FEEDBACK }, now),
  correct: (handoff: Handoff, { by }: Try, now: Date) => correct(handoff, by, 'It was another lead.', now),
  feedback: (handoff: Handoff, { by }: Try, now: Date) => giveFeedback(handoff, by, FEEDBACK, now),
  pullIn: (handoff: Handoff, { by }: Try, now: Date) =>
    pullIn(handoff, by, { reason: 'gone_quiet', words: 'Please ring them.' }, now),
  pullInDone: (handoff: Handoff, { by }: Try, now: Date) => pullInDone(handoff, by, now),
} satisfies Record<string, (handoff: Handoff, what: Try, now: Date) => Decision>

/** Instead of a name: whoever acted last. */
const THE_SAME = 'the same'

const soon = fc.integer({ min: 0, max: 12 })

/** Most of what people try makes sense where it is tried, so that a run goes somewhere; the rest is anything. */
const aTry: fc.Arbitrary<Try> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant<Try['does']>('undo'),
      by: fc.constant(THE_SAME),
      ae: fc.constant(OMAR),
      wait: soon,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom<Try['does'][]>(...(Object.keys(doing) as Try['does'][])),
      by: fc.constantFrom(SAM, EVA, MIA, MIA),
      ae: fc.constantFrom(EVA, OMAR),
      wait: soon,
    }),
  },
  fc.record({
    does: fc.constantFrom<Try['does'][]>(...(Object.keys(doing) as Try['does'][])),
    by: fc.constantFrom(SAM, EVA, OMAR, MIA, NADIA, ADA),
    ae: fc.constantFrom(EVA, OMAR),
    wait: fc.integer({ min: 0, max: 5000 }),
  }),
)

const sent = (managers: string[], clock: 'working_days' | 'wall_clock' | 'working_hours'): Change =>
  send(
    {
      id: 'h-1',
      workspace: 'T0WORK',
      ref: 42,
      team: aTeam({ managers }),
      sdr: SAM,
      prospect: aProspect(),
      brief: aBrief(),
      rulesId: 'rules-1',
      rules: someRules({ clock }),
      ae: EVA,
      calendar: aCalendar(),
      sdrCalendar: aCalendar({ zone: 'America/New_York' }),
      aeUnchecked: false,
      sdrUnchecked: false,
    },
    OFFERED_AT,
  )

/** Writing to anything inside it throws from now on. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) frozen(inner)
  return value
}

function expectToMakeSense({ stage, offer, declines, lastAnswer, qualified }: Handoff): void {
  const open = offer.questions.filter(({ reply }) => !reply)
  const kind = offer.answer?.kind
  expect(STATUSES).toContain(stage.status)
  const allowed: Record<Status, boolean> = {
    offered: kind === undefined && open.length === 0,
    info_needed: kind === undefined && open.length === 1 && open[0] === offer.questions.at(-1),
    accepted: kind === 'accepted',
    qualified: kind === 'accepted',
    disqualified: kind === 'accepted',
    won: kind === 'accepted',
    lost: kind === 'accepted',
    declined: kind === 'declined' && offer.answer?.kind === 'declined' && offer.answer.code === 'no_budget',
    withdrawn: kind === 'taken_away' || kind === 'declined',
    recycled: kind === 'taken_away' || kind === 'declined',
  }
  expect(allowed[stage.status]).toBe(true)
  if (stage.status === 'declined') expect(declines[offer.ae]).toEqual(stage.at)
  if (stage.status === 'accepted') expect(stage.owner).toBe(offer.ae)
  if (stage.status === 'accepted') expect(offer.touchDue).toBeDefined()
  if (stage.status === 'offered') expect([offer.acceptDue, offer.touchDue]).not.toContain(undefined)
  // A prospect's deadline that came with a reassign may have passed before.
  for (const due of [offer.acceptDue, offer.inheritedTouchDue ? undefined : offer.touchDue])
    if (due) expect(due.getTime()).toBeGreaterThanOrEqual(offer.offeredAt.getTime())
  // Only an answer can be taken back, and it can only be the one that the lead stands at.
  if (lastAnswer) expect(lastAnswer.action).toBe(stage.status)
  // What is kept in the database is enough to say where the lead stands.
  const closed = 'by' in stage && stage.status !== 'accepted' ? stage : undefined
  expect(stageOf(stage.status, offer, { closed, qualified })).toEqual(stage)
}

it('whatever people try, a lead stands somewhere that makes sense, and its history tells how it came there', () => {
  const managers = fc.constantFrom<string[][]>([MIA], [])
  const clock = fc.constantFrom('working_days', 'wall_clock', 'working_hours')
  const tries = fc.array(aTry, { minLength: 1, maxLength: 25, size: 'max' })
  const reached = new Set<string>()
  fc.assert(
    fc.property(managers, clock, tries, (who, kind, all) => {
      const first = sent(who, kind)
      let handoff = frozen(first.handoff)
      let before = first.happened
      let now = handoff.createdAt
      expectToMakeSense(handoff)
      for (const what of all) {
        now = later(now, minutes(what.wait))
        const by = what.by === THE_SAME ? before.by : what.by
        const decision = doing[what.does](handoff, { ...what, by }, now)
        if (isRefusal(decision)) {
          // It is the same lead, untouched; whoever tried hears why.
          // Most tries end here, and an expectation costs more than the try itself.
          if (decision.handoff !== handoff) expect(decision.handoff).toBe(handoff)
          continue
        }
        const { happened, tell } = decision
        expect(decision.handoff.version).toBe(handoff.version + 1)
        expect(happened).toMatchObject({
          version: handoff.version + 1,
          at: now,
          by,
          from: before.to,
          to: decision.handoff.stage.status,
          offer: decision.handoff.offer.seq,
          ae: decision.handoff.offer.ae,
        })
        expect(tell).toContainEqual({ kind: 'state', what: 'card' })
        handoff = frozen(decision.handoff)
        before = happened
        expectToMakeSense(handoff)
        reached.add(`${happened.action}: ${happened.from} -> ${happened.to}`)
      }
    }),
    { numRuns: 5000, seed: 42 },
  )
  // The tries above are worth something only when they come everywhere.
  expect([...reached].sort()).toEqual(
    expect.arrayContaining([
      'accepted: info_needed -> accepted',
      'accepted: offered -> accepted',
      'answered: info_needed -> offered',
      'asked: offered -> info_needed',
      'declined: info_needed -> declined',
      'declined: offered -> declined',
      'information_added: declined -> declined',
      'recycled: declined -> recycled',
      'recycled: info_needed -> recycled',
      'recycled: offered -> recycled',
      'reoffered: declined -> offered',
      'undone: accepted -> info_needed',
      'undone: accepted -> offered',
      'undone: declined -> info_needed',
      'undone: declined -> offered',
      'undone: recycled -> declined',
      'undone: recycled -> info_needed',
      'undone: recycled -> offered',
      'undone: withdrawn -> declined',
      'undone: withdrawn -> info_needed',
      'undone: withdrawn -> offered',
      'withdrawn: declined -> withdrawn',
      'withdrawn: info_needed -> withdrawn',
      'withdrawn: offered -> withdrawn',
      'reassigned: accepted -> offered',
      'touched: accepted -> accepted',
      'called: accepted -> accepted',
      'called: qualified -> qualified',
      'qualified: accepted -> qualified',
      'won: accepted -> won',
      'won: qualified -> won',
      'disqualified: accepted -> disqualified',
      'disqualified: qualified -> disqualified',
      'corrected: won -> accepted',
      'corrected: qualified -> accepted',
      'corrected: disqualified -> accepted',
      'undone: won -> accepted',
      'undone: qualified -> accepted',
      'feedback_given: won -> won',
      'pulled_in: accepted -> accepted',
      'pull_in_done: accepted -> accepted',
    ]),
  )
})
